import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { cases, rounds } from "../test/random.js";
import { compare, sum, turnOf } from "./allocate.js";
import { type Allocation, allocateWithReasons, mixedNumber, ruleSentence } from "./allocation.js";
import { Decimal } from "./decimal.js";
import { newId } from "./ids.js";
import { commonDivisor, commonMultiple, rational } from "./rational.js";
import { type SplitMode, splitShares } from "./split.js";

const runs = () => cases(10_000);
const members = Array.from({ length: 8 }, () => newId("mem")).sort();
const expenseIds = Array.from({ length: 50 }, () => newId("exp"));

const some = fc
  .array(fc.bigInt({ min: 0n, max: 40n }), { minLength: 1, maxLength: 8 })
  .filter((each) => sum(each) > 0n);
const total = fc.oneof(fc.bigInt({ min: -200n, max: 200n }), fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }));

/** The fraction that rounding towards zero takes off, as a number over a denominator that all have in common. */
function lost(weight: bigint, all: bigint, minor: bigint): bigint {
  const rest = (minor * weight) % all;
  return rest < 0n ? -rest : rest;
}

test("a part is its exact value rounded towards zero and its odd unit, and the reason is the true one", () => {
  fc.assert(
    fc.property(total, some, fc.nat(7), (minor, weights, at) => {
      const all = sum(weights);
      const parts = allocateWithReasons(minor, weights, at % weights.length);
      const left = minor - sum(weights.map((weight) => (minor * weight) / all));
      expect(sum(parts.map((part) => part.minor))).toBe(minor);
      const losses = weights.map((weight) => lost(weight, all, minor));
      const winners = losses.filter((_, index) => parts[index]!.allocation.oddUnits !== 0n);
      const losers = losses.filter((_, index) => parts[index]!.allocation.oddUnits === 0n);
      const wrong = parts.filter(({ minor: part, allocation }, index) => {
        const { exact, oddUnits, unitsLeft, rule } = allocation;
        const mine = losses[index]!;
        const truth =
          (rule === "WHOLE" && mine === 0n) ||
          (rule === "LARGER_FRACTION" && oddUnits !== 0n && losers.every((theirs) => theirs < mine)) ||
          (rule === "SMALLER_FRACTION" && oddUnits === 0n && winners.every((theirs) => theirs > mine)) ||
          (rule === "ON_TURN" && oddUnits !== 0n && losers.includes(mine)) ||
          (rule === "NOT_ON_TURN" && oddUnits === 0n && winners.includes(mine));
        return !(
          truth &&
          exact.numerator * all === minor * weights[index]! * exact.denominator &&
          commonDivisor(exact.numerator, exact.denominator) === 1n &&
          exact.numerator / exact.denominator + oddUnits === part &&
          unitsLeft === left
        );
      });
      expect(wrong).toEqual([]);
    }),
    runs(),
  );
});

/** A split in any mode that may well be refused; those that are not have to add up. */
const modes = fc.constantFrom<SplitMode>("EQUAL", "EXACT", "PERCENTAGE", "SHARES", "ADJUSTMENT");
const splits = fc
  .tuple(modes, fc.bigInt({ min: 1n, max: 100_000n }), some, fc.constantFrom(...expenseIds))
  .map(([mode, minor, weights, expenseId]) => {
    const all = sum(weights);
    const exact = allocateWithReasons(minor, weights, 0).map((part) => String(part.minor));
    const percent = allocateWithReasons(100n, weights, 0).map((part) => String(part.minor));
    const values = weights.map((weight, index) => {
      if (mode === "EQUAL") return null;
      if (mode === "EXACT") return exact[index]!;
      if (mode === "PERCENTAGE") return percent[index]!;
      if (mode === "SHARES") return String(weight);
      return String((weight * minor) / all - (index % 2 === 0 ? 1n : 0n));
    });
    const parts = values.map((value, index) => ({
      memberId: members[index]!,
      value: value === null ? null : Decimal.parse(value),
    }));
    return { mode, total: { minor, currency: "JPY" }, parts, expenseId };
  });

test("in every mode the exact parts sum to the total, and with their odd units to the shares", () => {
  let computed = 0;
  fc.assert(
    fc.property(splits, ({ mode, total: money, parts, expenseId }) => {
      const answer = splitShares(mode, money, parts, expenseId);
      if ("problems" in answer) return;
      computed += 1;
      const denominator = answer.shares
        .map(({ allocation }) => allocation.exact.denominator)
        .reduce(commonMultiple, 1n);
      const exacts = answer.shares.map(
        ({ allocation: { exact } }) => exact.numerator * (denominator / exact.denominator),
      );
      expect(sum(exacts)).toBe(money.minor * denominator);
      const wrong = answer.shares.filter(
        ({ minor, allocation: { exact, oddUnits, rule } }) =>
          exact.numerator / exact.denominator + oddUnits !== minor || (rule === "ENTERED") !== (mode === "EXACT"),
      );
      expect(wrong).toEqual([]);
      expect(sum(answer.shares.map(({ allocation }) => allocation.oddUnits))).toBe(
        answer.shares[0]!.allocation.unitsLeft,
      );
    }),
    runs(),
  );
  expect(computed).toBeGreaterThan(rounds(10_000) / 2);
});

test("among equal fractions the odd unit goes to whose turn it is, by the order of the members' ids", () => {
  for (const expenseId of expenseIds) {
    const parts = members.slice(0, 3).map((memberId) => ({ memberId, value: null }));
    const answer = splitShares("EQUAL", { minor: 100n, currency: "EUR" }, parts, expenseId);
    const rules = "shares" in answer ? answer.shares.map(({ allocation }) => allocation.rule) : [];
    expect(rules.indexOf("ON_TURN")).toBe(turnOf(expenseId, 3));
    expect([...rules].sort()).toEqual(["NOT_ON_TURN", "NOT_ON_TURN", "ON_TURN"]);
  }
});

test("fractions that cancel out leave nothing over", () => {
  // One unit among three, of whom one bears two more: 1 2/3, −1/3 and −1/3.
  const values = ["2", null, null];
  const parts = values.map((value, index) => ({
    memberId: members[index]!,
    value: value === null ? null : Decimal.parse(value),
  }));
  const id = expenseIds.find((each) => turnOf(each, 3) === 0)!;
  const answer = splitShares("ADJUSTMENT", { minor: 1n, currency: "JPY" }, parts, id);
  expect("shares" in answer && answer.shares.map(({ minor, allocation }) => [minor, allocation.rule])).toEqual([
    [1n, "CANCELLED_OUT"],
    [0n, "CANCELLED_OUT"],
    [0n, "CANCELLED_OUT"],
  ]);
});

test("exact parts are written as mixed numbers", () => {
  expect(mixedNumber(rational(1000n, 3n))).toBe("333 1/3");
  expect(mixedNumber(rational(-1000n, 3n))).toBe("-333 1/3");
  expect(mixedNumber(rational(2n, 6n))).toBe("1/3");
  expect(mixedNumber(rational(-2n, 3n))).toBe("-2/3");
  expect(mixedNumber(rational(1500n, 3n))).toBe("500");
  expect(mixedNumber(rational(0n, 7n))).toBe("0");
});

test("every reason is a sentence, and says how much was left over", () => {
  const rules: Allocation["rule"][] = [
    "ENTERED",
    "WHOLE",
    "LARGER_FRACTION",
    "SMALLER_FRACTION",
    "ON_TURN",
    "NOT_ON_TURN",
    "CANCELLED_OUT",
  ];
  const sentences = rules.map((rule) => ruleSentence({ exact: rational(7n, 3n), oddUnits: 0n, unitsLeft: -2n, rule }));
  expect(new Set(sentences).size).toBe(rules.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
  expect(sentences.filter((sentence) => sentence.includes("2 minor units over"))).toHaveLength(4);
  expect(compare(BigInt(sentences.filter((sentence) => sentence.includes("1/3")).length), 4n)).toBe(0);
});
