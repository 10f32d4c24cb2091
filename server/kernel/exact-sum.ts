import { compare, sum } from "./allocate.js";
import { roundHalfToEven } from "./exchange.js";
import { invariant } from "./invariant.js";
import type { Rational } from "./rational.js";

/** How fine a sum is estimated before it is computed: so fine that the estimate decides, but for what lies on the edge. */
const FINENESS = 128n;
const ONE = 1n << FINENESS;

/**
 * Adds up fractions exactly and rounds once, half to even.
 *
 * A year of days has hundreds of denominators, and a common one of all has thousands of digits. So each fraction is first
 * rounded down to a 2^128th: the sum lies between those and one more for each of them, and where both ends round to the
 * same number, that is it. Where they do not (2.5 is such an edge) the common denominator is computed after all.
 */
export class ExactSum {
  /** Numerators by their denominator. */
  private readonly parts = new Map<bigint, bigint>();

  /** The denominator must be above zero. */
  add(numerator: bigint, denominator: bigint): void {
    this.parts.set(denominator, (this.parts.get(denominator) ?? 0n) + numerator);
  }

  addAll(other: ExactSum): void {
    for (const [denominator, numerator] of other.parts) this.add(numerator, denominator);
  }

  rounded(): bigint {
    const low = sum([...this.parts].map(([denominator, numerator]) => floor(numerator << FINENESS, denominator)));
    const high = low + BigInt(this.parts.size);
    const [least, most] = [roundHalfToEven(low, ONE), roundHalfToEven(high, ONE)];
    if (least === most) return least;
    const { numerator, denominator } = this.exact();
    return roundHalfToEven(numerator, denominator);
  }

  /** The sum as one fraction, not in lowest terms. */
  exact(): Rational {
    let fractions: Rational[] = [...this.parts].map(([denominator, numerator]) => ({ numerator, denominator }));
    if (fractions.length === 0) return { numerator: 0n, denominator: 1n };
    // By halves, so that most additions are of short numbers.
    while (fractions.length > 1) fractions = inPairs(fractions);
    return fractions[0]!;
  }
}

function inPairs(fractions: readonly Rational[]): Rational[] {
  const added: Rational[] = [];
  for (let index = 0; index < fractions.length; index += 2) {
    const [one, other] = [fractions[index]!, fractions[index + 1]];
    added.push(other ? plus(one, other) : one);
  }
  return added;
}

function plus(one: Rational, other: Rational): Rational {
  return {
    numerator: one.numerator * other.denominator + other.numerator * one.denominator,
    denominator: one.denominator * other.denominator,
  };
}

/** The largest whole number that is not above the fraction. */
function floor(numerator: bigint, denominator: bigint): bigint {
  const whole = numerator / denominator;
  return numerator < whole * denominator ? whole - 1n : whole;
}

/**
 * Rounds fractions to whole numbers that add up to `total`, by largest remainder, equal ones in their order. `total` is
 * the sum of the fractions, rounded either way.
 */
export function roundedTo(total: bigint, parts: readonly Rational[]): bigint[] {
  const rounded = parts.map(({ numerator, denominator }) => floor(numerator, denominator));
  const missing = Number(total - sum(rounded));
  invariant(missing >= 0 && missing <= parts.length, "a total is the sum of its parts, rounded");
  if (missing === 0) return rounded;
  const lost = parts.map(({ numerator, denominator }, index) => numerator - rounded[index]! * denominator);
  const byLoss = (a: number, b: number) =>
    compare(lost[b]! * parts[a]!.denominator, lost[a]! * parts[b]!.denominator) || a - b;
  for (const index of [...parts.keys()].sort(byLoss).slice(0, missing)) rounded[index]! += 1n;
  return rounded;
}
