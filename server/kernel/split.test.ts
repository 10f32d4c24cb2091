import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cases } from "../test/random.js";
import { allocate, compare, sum } from "./allocate.js";
import { activeCurrencies, minorDigits } from "./currency.js";
import { Decimal, decimalText } from "./decimal.js";
import { newId } from "./ids.js";
import { MINOR_MAX } from "./money.js";
import { type Share, type SplitMode, type SplitPart, splitShares } from "./split.js";

const runs = () => cases(10_000);

const members = Array.from({ length: 12 }, () => newId("mem")).sort();
const expenseIds = Array.from({ length: 50 }, () => newId("exp"));

const currency = fc.constantFrom(...activeCurrencies);
const positive = fc.bigInt({ min: 1n, max: MINOR_MAX });
const count = fc.integer({ min: 1, max: members.length });

/** A split that is right for its total, in any mode, with its members in any order. */
const goodSplit = fc
  .record({
    mode: fc.constantFrom<SplitMode>("EQUAL", "EXACT", "PERCENTAGE", "SHARES", "ADJUSTMENT"),
    total: positive,
    currency,
    expenseId: fc.constantFrom(...expenseIds),
    weights: count.chain((length) =>
      fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: length, maxLength: length }),
    ),
    order: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ mode, total, currency: code, expenseId, weights, order }) => {
    const values = valuesFor(mode, total, code, weights);
    const parts = values.map((value, index): SplitPart => ({ memberId: members[index]!, value }));
    const shuffled = parts.map((part) => [order.next().value as number, part] as const).sort(([a], [b]) => a - b);
    return {
      mode,
      total: { minor: total, currency: code },
      expenseId,
      parts,
      shuffled: shuffled.map(([, part]) => part),
    };
  });

function decimal(units: bigint, scale: number): Decimal {
  return Decimal.parse(decimalText(units, scale))!;
}

/** Values that add up as the mode asks, made from random weights. */
function valuesFor(mode: SplitMode, total: bigint, code: string, weights: bigint[]): (Decimal | null)[] {
  const some = sum(weights) === 0n ? weights.map(() => 1n) : weights;
  switch (mode) {
    case "EQUAL":
      return weights.map(() => null);
    case "EXACT":
      return allocate(total, some).map((minor) => decimal(minor, minorDigits(code)));
    case "PERCENTAGE":
      return allocate(100_000_000n, some).map((units) => decimal(units, 6));
    case "SHARES":
      return some.map((units) => decimal(units, 6));
    case "ADJUSTMENT":
      // Together at most the total, so that nobody's share falls below zero.
      return allocate(total / 2n, some).map((minor, index) =>
        index % 3 === 0 ? null : decimal(minor, minorDigits(code)),
      );
  }
}

function negated(parts: readonly SplitPart[], mode: SplitMode): SplitPart[] {
  const isAmount = mode === "EXACT" || mode === "ADJUSTMENT";
  return parts.map(({ memberId, value }) => ({
    memberId,
    value: value && isAmount ? decimal(-value.units, value.scale) : value,
  }));
}

function sharesOf(answer: ReturnType<typeof splitShares>): readonly Share[] {
  if ("problems" in answer) throw new Error(JSON.stringify(answer.problems));
  return answer.shares;
}

function byMember(shares: readonly Share[]): Map<string, bigint> {
  return new Map(shares.map(({ memberId, minor }) => [memberId, minor]));
}

describe("for every mode, sign and currency", () => {
  test("shares sum to the total, and none has the opposite sign", () => {
    fc.assert(
      fc.property(goodSplit, ({ mode, total, expenseId, parts }) => {
        const shares = sharesOf(splitShares(mode, total, parts, expenseId));
        expect(sum(shares.map((share) => share.minor))).toBe(total.minor);
        expect(shares.every((share) => share.minor >= 0n)).toBe(true);
      }),
      runs(),
    );
  });

  test("the order of members never changes a result", () => {
    fc.assert(
      fc.property(goodSplit, ({ mode, total, expenseId, parts, shuffled }) => {
        const shares = sharesOf(splitShares(mode, total, parts, expenseId));
        const again = sharesOf(splitShares(mode, total, shuffled, expenseId));
        expect(again.map((share) => share.memberId)).toEqual(shuffled.map((part) => part.memberId));
        expect(byMember(again)).toEqual(byMember(shares));
      }),
      runs(),
    );
  });

  test("the mirror image of a total is the mirror image of its shares", () => {
    fc.assert(
      fc.property(goodSplit, ({ mode, total, expenseId, parts }) => {
        const shares = sharesOf(splitShares(mode, total, parts, expenseId));
        const mirrored = { minor: -total.minor, currency: total.currency };
        const mirror = sharesOf(splitShares(mode, mirrored, negated(parts, mode), expenseId));
        expect(mirror.map((share) => -share.minor)).toEqual(shares.map((share) => share.minor));
      }),
      runs(),
    );
  });

  test("each share is less than one unit away from its exact part", () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(positive, weights, fc.nat(11), (total, some, turn) => {
        const all = sum(some);
        fc.pre(all > 0n);
        for (const [index, part] of allocate(total, some, turn % some.length).entries()) {
          const off = part * all - total * some[index]!;
          expect(off > -all && off < all).toBe(true);
          if (some[index] === 0n) expect(part).toBe(0n);
        }
      }),
      runs(),
    );
  });

  test("equal shares differ by one unit at most, and who pays it takes turns", () => {
    const turns = new Map<string, number>();
    for (let index = 0; index < 3000; index++) {
      const parts = members.slice(0, 3).map((memberId) => ({ memberId, value: null }));
      const shares = sharesOf(splitShares("EQUAL", { minor: 100n, currency: "EUR" }, parts, newId("exp")));
      expect(shares.map((share) => share.minor).sort(compare)).toEqual([33n, 33n, 34n]);
      const unlucky = shares.find((share) => share.minor === 34n)!.memberId;
      turns.set(unlucky, (turns.get(unlucky) ?? 0) + 1);
    }
    // A third each, give or take nine standard deviations.
    for (const times of turns.values()) expect(Math.abs(times - 1000)).toBeLessThan(235);
  });
});

test("percentages may have any number of decimals", () => {
  const parts = ["33.333333333333", "33.333333333333", "33.333333333334"].map((text, index) => ({
    memberId: members[index]!,
    value: Decimal.parse(text),
  }));
  const shares = sharesOf(splitShares("PERCENTAGE", { minor: 100n, currency: "EUR" }, parts, expenseIds[0]!));
  expect(shares.map((share) => share.minor)).toEqual([33n, 33n, 34n]);
});

describe("what cannot be split", () => {
  const total = { minor: 1000n, currency: "EUR" };
  const expenseId = expenseIds[0]!;
  const part = (index: number, value: string | null): SplitPart => ({
    memberId: members[index]!,
    value: value === null ? null : Decimal.parse(value),
  });

  test.each<[SplitMode, SplitPart[], object]>([
    ["EQUAL", [], { code: "REQUIRED" }],
    ["EQUAL", [part(0, null), part(0, null)], { code: "DUPLICATE", part: 1 }],
    ["EQUAL", [part(0, "1")], { code: "NOT_ALLOWED", part: 0 }],
    ["EXACT", [part(1, "5"), part(0, "4.99")], { code: "SUM_MISMATCH" }],
    ["EXACT", [part(1, "5"), part(0, "5.001")], { code: "TOO_MANY_DECIMALS", part: 1 }],
    ["EXACT", [part(1, "15"), part(0, "-5")], { code: "OUT_OF_RANGE", part: 1 }],
    ["PERCENTAGE", [part(0, "33.333333"), part(1, "66.666666")], { code: "SUM_MISMATCH" }],
    ["SHARES", [part(0, "0"), part(1, "0")], { code: "OUT_OF_RANGE" }],
    ["SHARES", [part(0, "1.0000001")], { code: "TOO_MANY_DECIMALS", part: 0 }],
    ["ADJUSTMENT", [part(0, null), part(1, "30")], { code: "OUT_OF_RANGE", part: 0 }],
  ])("%s %#", (mode, parts, problem) => {
    const answer = splitShares(mode, total, parts, expenseId);
    expect("problems" in answer && answer.problems).toContainEqual(expect.objectContaining(problem));
  });
});
