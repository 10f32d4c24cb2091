import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { ExactSum } from "../../kernel/exact-sum.js";
import { type Rate, rateOf } from "../../kernel/exchange.js";
import { roundedSum, type ScaledRates, scaledRates } from "./scaled-rates.js";

/** What the database does with them. */
function summed(amounts: readonly bigint[], rates: ScaledRates, kept: bigint) {
  const sum = (pick: (minor: bigint, place: number) => bigint) =>
    amounts.reduce((total, minor, place) => total + pick(minor, place), 0n);
  return {
    kept,
    scaled: sum((minor, place) => minor * BigInt(rates.scaled[place]!)),
    moved: sum((minor) => (minor < 0n ? -minor : minor)),
  };
}

const dayOf = (index: number) => `2026-01-${String(index + 1).padStart(2, "0")}`;
const rate = fc
  .tuple(fc.bigInt(1n, 10n ** 15n), fc.bigInt(1n, 10n ** 15n))
  .map(([numerator, denominator]) => rateOf(numerator, denominator));

test("a sum by scaled rates is the exact sum, rounded once, or nothing is said of it", () => {
  const lines = fc.array(fc.tuple(rate, fc.bigInt(-(10n ** 11n), 10n ** 11n)), { minLength: 1, maxLength: 28 });
  fc.assert(
    fc.property(lines, fc.bigInt(-(10n ** 12n), 10n ** 12n), (given, kept) => {
      const places = given.map((_, index) => ({ currency: "USD", day: dayOf(index) }));
      const rates = scaledRates(places, ({ day }) => given[Number(day.slice(8)) - 1]![0]);
      const exact = new ExactSum();
      exact.add(kept, 1n);
      for (const [{ numerator, denominator }, minor] of given) exact.add(minor * numerator, denominator);
      const rounded = roundedSum(
        summed(
          given.map(([, minor]) => minor),
          rates,
          kept,
        ),
        rates,
      );
      if (rounded !== null) expect(rounded).toBe(exact.rounded());
      for (const text of rates.scaled) expect(BigInt(text!) < 2n ** 63n).toBe(true);
    }),
  );
});

test.each<[string, Rate, bigint | null]>([
  ["a decimal rate says even what lies on an edge", rateOf(1n, 10n), 0n],
  ["one that does not end says nothing of an edge", rateOf(25n, 24n * 12n), null],
  ["and everything of what lies beside one", rateOf(25n, 23n), 5n],
])("%s", (_, each, expected) => {
  const rates = scaledRates([{ currency: "USD", day: dayOf(0) }], () => each);
  const minor = each.denominator === 288n ? 144n : 5n;
  expect(roundedSum(summed([minor], rates, 0n), rates)).toBe(expected);
});

test("days without a rate, and currencies beside each other, have their own places", () => {
  const places = [
    { currency: "USD", day: dayOf(0) },
    { currency: "USD", day: dayOf(2) },
    { currency: "GBP", day: dayOf(1) },
    { currency: "XAU", day: dayOf(1) },
  ];
  const rates = scaledRates(places, ({ currency }) => (currency === "XAU" ? null : rateOf(2n, 1n)));
  expect([rates.currencies, rates.first, rates.days]).toEqual([["GBP", "USD", "XAU"], dayOf(0), 3]);
  expect(rates.scaled.map((each) => each !== null)).toEqual([
    false,
    true,
    false,
    true,
    false,
    true,
    false,
    false,
    false,
  ]);
  expect(scaledRates([], () => null)).toMatchObject({ currencies: [], days: 0, scaled: [] });
});
