import { compare, sum } from "./allocate.js";
import { minorDigits } from "./currency.js";
import { type Decimal, decimalText } from "./decimal.js";
import { compareIds } from "./ids.js";
import { invariant } from "./invariant.js";
import type { Money } from "./money.js";

/** An exact exchange rate: so many major units of one currency for one of another. In lowest terms, both above zero. */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ONE: Rate = { numerator: 1n, denominator: 1n };

/** The exact rate `numerator` / `denominator`; both must be above zero. */
export function rateOf(numerator: bigint, denominator: bigint): Rate {
  invariant(numerator > 0n && denominator > 0n, "a rate is above zero");
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** A decimal as a rate; null where it is not above zero. */
export function rateFrom(decimal: Decimal): Rate | null {
  return decimal.units > 0n ? rateOf(decimal.units, 10n ** BigInt(decimal.scale)) : null;
}

/** The same rate the other way round, exactly. */
export function inverse({ numerator, denominator }: Rate): Rate {
  return { numerator: denominator, denominator: numerator };
}

/** One rate after the other, exactly: A→B times B→C is A→C. */
export function chained(first: Rate, second: Rate): Rate {
  return rateOf(first.numerator * second.numerator, first.denominator * second.denominator);
}

/** The rate between two currencies of which each has a rate per unit of a third: `to` divided by `from`, exactly. */
export function crossRate(from: Rate, to: Rate): Rate {
  return chained(inverse(from), to);
}

/** The exact rate at which the first amount is the second; both must be above zero. */
export function rateBetween(from: Money, to: Money): Rate {
  return rateOf(
    to.minor * 10n ** BigInt(minorDigits(from.currency)),
    from.minor * 10n ** BigInt(minorDigits(to.currency)),
  );
}

/**
 * Minor units of `from` as minor units of `to`, rounded once, half to even (IEEE 754 roundTiesToEven, "banker's
 * rounding"): 1.25 at 0.1 is 0.12, and 1.35 at 0.1 is 0.14. A negative amount is the mirror image of the positive one.
 */
export function convert(minor: bigint, from: string, to: string, rate: Rate): bigint {
  const { numerator, denominator } = inMinorUnits(rate, from, to);
  return roundHalfToEven(minor * numerator, denominator);
}

/** The rate between the minor units of the two currencies. */
export function inMinorUnits(rate: Rate, from: string, to: string): Rate {
  return rateOf(rate.numerator * 10n ** BigInt(minorDigits(to)), rate.denominator * 10n ** BigInt(minorDigits(from)));
}

/** The whole number nearest to `numerator` / `denominator`, of two the even one. The denominator must be above zero. */
export function roundHalfToEven(numerator: bigint, denominator: bigint): bigint {
  if (numerator < 0n) return -roundHalfToEven(-numerator, denominator);
  const whole = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const up = twice > denominator || (twice === denominator && whole % 2n === 1n);
  return up ? whole + 1n : whole;
}

/** How many significant digits a rate is written with, where it does not end before. */
export const RATE_DIGITS = 15;

/** The rate as a decimal text of at most `RATE_DIGITS` significant digits, the last of them rounded half to even. */
export function rateText({ numerator, denominator }: Rate): string {
  const scale = RATE_DIGITS - 1 - magnitudeOf(numerator, denominator);
  if (scale < 0) {
    const unit = 10n ** BigInt(-scale);
    return (roundHalfToEven(numerator, denominator * unit) * unit).toString();
  }
  const text = decimalText(roundHalfToEven(numerator * 10n ** BigInt(scale), denominator), scale);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** The power of ten that the first digit of the quotient stands for. */
function magnitudeOf(numerator: bigint, denominator: bigint): number {
  const guess = numerator.toString().length - denominator.toString().length;
  const reached =
    guess >= 0 ? numerator >= denominator * 10n ** BigInt(guess) : numerator * 10n ** BigInt(-guess) >= denominator;
  return reached ? guess : guess - 1;
}

/** What a member is owed (positive) or owes, in minor units of one of a group's currencies. */
export interface CurrencyNet {
  readonly memberId: string;
  readonly currency: string;
  readonly minor: bigint;
}

/**
 * Everybody's net over several currencies in minor units of one, by member id.
 *
 * Each member's nets are converted and added up as exact rationals and rounded down once; the units that are then
 * missing go one each to those who lost most by rounding (largest remainder), equal losers in the order of their ids.
 * So nobody is further than one unit from their exact sum, and where the nets of every currency sum to zero, the answer
 * does too.
 *
 * @param rates to the currency `to`, for every other currency that occurs.
 */
export function convertedNets(
  nets: readonly CurrencyNet[],
  rates: ReadonlyMap<string, Rate>,
  to: string,
): Map<string, bigint> {
  const factors = new Map<string, Rate>();
  for (const { currency } of nets) {
    const rate = currency === to ? ONE : rates.get(currency);
    invariant(rate, "every currency that is converted has a rate");
    factors.set(currency, inMinorUnits(rate, currency, to));
  }
  const denominator = [...factors.values()].reduce((all, { denominator: each }) => leastCommonMultiple(all, each), 1n);
  const exact = new Map<string, bigint>();
  for (const { memberId, currency, minor } of nets) {
    const factor = factors.get(currency)!;
    const part = minor * factor.numerator * (denominator / factor.denominator);
    exact.set(memberId, (exact.get(memberId) ?? 0n) + part);
  }
  return roundedTogether(exact, denominator);
}

/**
 * Amounts of several currencies as one sum in minor units of `to`: converted and added up exactly, and rounded once,
 * half to even.
 *
 * @param rates to the currency `to`, for every other currency that occurs.
 */
export function convertedSum(amounts: readonly Money[], rates: ReadonlyMap<string, Rate>, to: string): bigint {
  let exact = { numerator: 0n, denominator: 1n };
  for (const { minor, currency } of amounts) {
    const rate = currency === to ? ONE : rates.get(currency);
    invariant(rate, "every currency that is converted has a rate");
    const { numerator, denominator } = inMinorUnits(rate, currency, to);
    exact = {
      numerator: exact.numerator * denominator + minor * numerator * exact.denominator,
      denominator: exact.denominator * denominator,
    };
  }
  return roundHalfToEven(exact.numerator, exact.denominator);
}

/** Rounds numerators over one denominator to whole numbers that have the same sum, by largest remainder. */
function roundedTogether(exact: ReadonlyMap<string, bigint>, denominator: bigint): Map<string, bigint> {
  const rounded = new Map<string, bigint>();
  const lost = new Map<string, bigint>();
  for (const [memberId, numerator] of exact) {
    const remainder = ((numerator % denominator) + denominator) % denominator;
    rounded.set(memberId, (numerator - remainder) / denominator);
    lost.set(memberId, remainder);
  }
  const missing = roundHalfToEven(sum(lost.values()), denominator);
  const mostLostFirst = [...lost].sort(([a, lostA], [b, lostB]) => compare(lostB, lostA) || compareIds(a, b));
  for (const [memberId] of mostLostFirst.slice(0, Number(missing))) rounded.set(memberId, rounded.get(memberId)! + 1n);
  return rounded;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  return (a / greatestCommonDivisor(a, b)) * b;
}
