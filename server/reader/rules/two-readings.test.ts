import { describe, expect, test } from "@jest/globals";
import type { ReadField, ReceiptText } from "../receipt-reading.js";
import { isSureOfAll, isTotalOfSecond, surestOf } from "./two-readings.js";

function field<Value>(value: Value, confidence: number): ReadField<Value> {
  return { value, confidence, filled: confidence > 0.93, place: null, alternatives: [] };
}

function reading(merchant: [string, number], date: [string, number] | null, total: [bigint, number]): ReceiptText {
  return {
    merchant: field(...merchant),
    date: date && field(...date),
    currency: field("EUR", 0.9),
    total: field(...total),
    subtotal: null,
    tax: field(total[0] / 10n, 0.9),
    tip: null,
    lines: [],
    checks: [],
  };
}

describe("two readings of one receipt", () => {
  const first = reading(["Waitrase", 0.6], ["2017-03-06", 0.9], [3_260n, 0.6]);
  const second = reading(["Waitrose", 0.8], null, [3_296n, 0.8]);

  test("are the field of whichever is surer of it", () => {
    const both = surestOf(first, second);
    expect([both.merchant?.value, both.date?.value, both.total?.value]).toEqual(["Waitrose", "2017-03-06", 3_296n]);
    expect([isTotalOfSecond(first, second), isTotalOfSecond(second, first)]).toEqual([true, false]);
  });

  test("have the lines of the first, but where those of the second alone come to the total; checks are of the total that is meant", () => {
    const lines = (found: bigint, expected: bigint) => [
      { rule: "LINES_MAKE_TOTAL", ok: found === expected, expected, found },
      { rule: "LINES_MAKE_SUBTOTAL", ok: false, expected: 1n, found },
    ];
    const [one, fits] = [
      { ...first, checks: lines(3_260n, 3_260n) },
      { ...second, checks: lines(3_296n, 3_296n) },
    ];
    expect(surestOf(one, fits)).toMatchObject({ tax: fits.tax, checks: fits.checks });
    const none = { ...second, checks: lines(3_000n, 3_296n) };
    expect(surestOf(one, none)).toMatchObject({ tax: one.tax, total: { value: 3_296n } });
    expect(surestOf(one, none).checks).toEqual(lines(3_260n, 3_296n));
    expect(surestOf({ ...one, total: second.total, checks: lines(3_296n, 3_296n) }, fits).tax).toEqual(one.tax);
    const foreign = { ...none, currency: field("USD", 0.9) };
    expect(surestOf(one, foreign)).toMatchObject({ tax: none.tax, currency: { value: "USD" } });
  });

  test("say what the other read where they differ, are less sure then, and fill nothing in that the other is sure is something else", () => {
    expect(surestOf(first, second).total).toMatchObject({ confidence: 0.56, filled: false, alternatives: [3_260n] });
    const [sure, unlike] = [
      reading(["Waitrose", 0.97], null, [3_296n, 0.99]),
      reading(["Waitrose", 0.97], null, [3_298n, 0.98]),
    ];
    expect(surestOf(sure, unlike)).toMatchObject({
      merchant: { confidence: 0.97, filled: true, alternatives: [] },
      total: { value: 3_296n, filled: false, alternatives: [3_298n] },
      date: null,
    });
  });

  test("do not contradict one another where a name differs in a sign or a letter", () => {
    const [one, other] = [
      reading(["Harbour-Lights Ltd.", 0.85], null, [3_296n, 0.99]),
      reading(["Harbour Lights Ltd", 0.9], null, [3_296n, 0.99]),
    ];
    expect(surestOf(one, other).merchant).toMatchObject({ value: "Harbour Lights Ltd", confidence: 0.9 });
    const unlike = reading(["Quay Street", 0.8], null, [3_296n, 0.99]);
    expect(surestOf(other, unlike).merchant).toMatchObject({ value: "Harbour Lights Ltd", confidence: 0.54 });
  });

  test("take the sign of a currency for a sign, however sure the other is of its digit", () => {
    const [signed, misread] = [
      reading(["Inn", 0.9], null, [2_295n, 0.7]),
      reading(["Inn", 0.9], null, [52_295n, 0.85]),
    ];
    for (const both of [surestOf(signed, misread), surestOf(misread, signed)]) {
      expect(both.total).toMatchObject({ value: 2_295n, filled: false, alternatives: [52_295n] });
    }
  });

  test("are asked for where anything is not filled in", () => {
    const sure = reading(["Waitrose", 0.97], ["2017-03-06", 0.99], [3_296n, 0.99]);
    expect([isSureOfAll(sure), isSureOfAll(first), isSureOfAll({ ...sure, date: null })]).toEqual([true, false, false]);
  });
});
