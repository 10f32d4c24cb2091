import type { Decimal } from "../../kernel/decimal.js";
import { invariant } from "../../kernel/invariant.js";

/** Exact amounts are compared as whole numbers of 10^-40: no cell of a file has more decimals. */
const SCALE = 40;

/** An exact amount as a whole number that can be added and compared. */
export function exactUnits(amount: Decimal): bigint {
  const units = amount.scaledTo(SCALE);
  invariant(units !== null, "a decimal has at most forty decimals");
  return units;
}

/**
 * Rounds cells with parts of a cent so that a row still sums to zero.
 *
 * Whole amounts stay as they are. Of the others each goes down or up by less than one unit; up go those whom rounding
 * has taken most from so far, so that a column's sum stays within a cent of what the file says.
 */
export class Rounding {
  /** What each person was not given so far, in units of 10^-40. */
  private readonly missing = new Map<string, bigint[]>();

  /**
   * @param exact one amount for each person, as `exactUnits` has them; they must sum to zero.
   * @param decimals of the currency.
   * @returns minor units.
   */
  round(exact: readonly bigint[], currency: string, decimals: number): bigint[] {
    const unit = 10n ** BigInt(SCALE - decimals);
    const rests = exact.map((amount) => ((amount % unit) + unit) % unit);
    const missing = this.missing.get(currency) ?? exact.map(() => 0n);
    const total = rests.reduce((sum, rest) => sum + rest, 0n);
    invariant(total % unit === 0n, "cells that are rounded sum to zero");
    const wanted = rests
      .map((rest, person) => ({ person, rest, claim: rest + missing[person]! }))
      .filter(({ rest }) => rest !== 0n)
      // The order of columns breaks ties: the sort is stable.
      .sort((a, b) => (a.claim === b.claim ? 0 : a.claim > b.claim ? -1 : 1));
    const up = new Set(wanted.slice(0, Number(total / unit)).map(({ person }) => person));
    this.missing.set(
      currency,
      missing.map((before, person) => before + rests[person]! - (up.has(person) ? unit : 0n)),
    );
    return exact.map((amount, person) => (amount - rests[person]!) / unit + (up.has(person) ? 1n : 0n));
  }
}

/** Whether an exact amount has no parts of a minor unit. */
export function isWhole(exact: bigint, decimals: number): boolean {
  return exact % 10n ** BigInt(SCALE - decimals) === 0n;
}

/** One amount alone to the nearest minor unit, halves away from zero. */
export function nearest(exact: bigint, decimals: number): bigint {
  const unit = 10n ** BigInt(SCALE - decimals);
  const size = exact < 0n ? -exact : exact;
  const minor = (size * 2n + unit) / (unit * 2n);
  return exact < 0n ? -minor : minor;
}
