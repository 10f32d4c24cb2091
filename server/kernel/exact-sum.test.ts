import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { cases } from "../test/random.js";
import { sum } from "./allocate.js";
import { ExactSum, roundedTo } from "./exact-sum.js";
import { roundHalfToEven } from "./exchange.js";
import type { Rational } from "./rational.js";

const some = fc.record({
  numerator: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
  // Small ones too, so that sums lie on the edge between two numbers.
  denominator: fc.oneof(fc.bigInt({ min: 1n, max: 10n }), fc.bigInt({ min: 1n, max: 10n ** 12n })),
});

/** One common denominator, the product of all. */
function plainly(fractions: readonly Rational[]): Rational {
  return fractions.reduce(
    (one, other) => ({
      numerator: one.numerator * other.denominator + other.numerator * one.denominator,
      denominator: one.denominator * other.denominator,
    }),
    { numerator: 0n, denominator: 1n },
  );
}

function added(fractions: readonly Rational[]): ExactSum {
  const total = new ExactSum();
  for (const { numerator, denominator } of fractions) total.add(numerator, denominator);
  return total;
}

test("a sum is what one common denominator comes to, rounded once", () => {
  fc.assert(
    fc.property(fc.array(some, { maxLength: 40 }), (fractions) => {
      const { numerator, denominator } = plainly(fractions);
      expect(added(fractions).rounded()).toBe(roundHalfToEven(numerator, denominator));
      const exact = added(fractions).exact();
      expect(exact.numerator * denominator).toBe(numerator * exact.denominator);
    }),
    cases(3_000),
  );
});

test.each([
  [[[1n, 2n]], 0n],
  [[[3n, 2n]], 2n],
  [[[-5n, 2n]], -2n],
  [
    [
      [1n, 3n],
      [1n, 6n],
    ],
    0n,
  ],
  [
    [
      [1n, 3n],
      [1n, 6n],
      [1n, 10n ** 60n],
    ],
    1n,
  ],
  [
    [
      [1n, 3n],
      [1n, 6n],
      [-1n, 10n ** 60n],
    ],
    0n,
  ],
  [[], 0n],
] as [bigint[][], bigint][])(
  "what lies on the edge between two numbers, or a hair beside it, is decided exactly",
  (parts, expected) => {
    const fractions = parts.map(([numerator, denominator]) => ({ numerator: numerator!, denominator: denominator! }));
    expect(added(fractions).rounded()).toBe(expected);
  },
);

test("parts sum to the rounded total, each less than a unit from what it is", () => {
  fc.assert(
    fc.property(fc.array(some, { maxLength: 40 }), (fractions) => {
      const total = added(fractions).rounded();
      const parts = roundedTo(total, fractions);
      expect(sum(parts)).toBe(total);
      for (const [index, { numerator, denominator }] of fractions.entries()) {
        const off = parts[index]! * denominator - numerator;
        expect(off < denominator && -off < denominator).toBe(true);
      }
    }),
    cases(3_000),
  );
});
