import { expect, test } from "@jest/globals";
import { type ConversionDraft, conversionDraft, readConversion } from "./conversion-draft.js";

const total = { currency: "EUR", incurredOn: "2026-02-01" };
const daily = { ECB: "0.8" };

function read(change: Partial<ConversionDraft>, rates: object = daily) {
  const draft: ConversionDraft = { amount: "50", currency: "USD", source: "ECB", rate: "", kept: null, ...change };
  const problems: Record<string, string> = {};
  return { ...readConversion(draft, total, rates, "en-US", problems), problems };
}

test("a daily rate makes the total", () => {
  expect(read({})).toEqual({
    total: "40.00",
    input: { original: { amount: "50.00", currency: "USD" }, source: "ECB", rate: null },
    problems: {},
  });
  expect(read({ source: "GROUP" })).toMatchObject({ total: null, input: null, problems: { source: "NO_RATE" } });
  expect(read({ source: "GROUP" }, { GROUP: "0.9" })).toMatchObject({ total: "45.00" });
});

test("a rate of one's own makes it too, and a card's amounts are both entered", () => {
  expect(read({ source: "CUSTOM", rate: "0.0073", currency: "JPY", amount: "12345" })).toEqual({
    total: "90.12",
    input: { original: { amount: "12345", currency: "JPY" }, source: "CUSTOM", rate: "0.0073" },
    problems: {},
  });
  expect(read({ source: "CARD" })).toEqual({
    total: null,
    input: { original: { amount: "50.00", currency: "USD" }, source: "CARD", rate: null },
    problems: {},
  });
});

test.each([
  [{ amount: "" }, { original: "REQUIRED" }],
  [{ amount: "x" }, { original: "MALFORMED" }],
  [{ amount: "0" }, { original: "ZERO" }],
  [{ currency: "EUR" }, { originalCurrency: "SAME_CURRENCY" }],
  [{ source: "CUSTOM" }, { rate: "REQUIRED" }],
  [{ source: "CUSTOM", rate: "0" }, { rate: "POSITIVE" }],
  [{ source: "CUSTOM", rate: "-1" }, { rate: "POSITIVE" }],
] as const)("%j is a problem where it stands", (change, problems) => {
  expect(read(change).problems).toEqual(problems);
});

test("the rate on record counts until its day, currencies or source change", () => {
  const stored = {
    from: { amount: "50.00", currency: "USD" },
    rate: { rate: "0.7", source: "ECB" },
  };
  const draft = conversionDraft(stored, total, "en-US");
  expect(read(draft)).toMatchObject({ total: "35.00" });
  expect(read({ ...draft, amount: "60" })).toMatchObject({ total: "42.00" });
  expect(read({ ...draft, currency: "JPY" }, { ECB: "0.01" })).toMatchObject({ total: "0.50" });
  const problems = {};
  expect(readConversion(draft, { ...total, incurredOn: "2026-02-02" }, daily, "en-US", problems).total).toBe("40.00");
  expect(read({ ...draft, source: "GROUP" }).problems).toEqual({ source: "NO_RATE" });
});

test("what was entered stands there again", () => {
  const stored = { from: { amount: "12345", currency: "JPY" }, rate: { rate: "0.0073", source: "CUSTOM" } };
  expect(conversionDraft(stored, total, "de-DE")).toMatchObject({ amount: "12345", rate: "0,0073", source: "CUSTOM" });
});
