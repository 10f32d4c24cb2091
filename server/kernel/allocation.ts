import { allocate, sum } from "./allocate.js";
import { type Rational, rational } from "./rational.js";

/**
 * Why somebody did or did not get one of the units that rounding left over.
 *
 * ENTERED: the amount was written down as it is. WHOLE: the exact share has no fraction. LARGER_FRACTION and
 * SMALLER_FRACTION: the largest remainders get them, and this one did or did not. ON_TURN and NOT_ON_TURN: others have
 * the same fraction, and the lot decided. CANCELLED_OUT: the fractions of different signs left nothing over.
 */
export type AllocationRule =
  | "ENTERED"
  | "WHOLE"
  | "LARGER_FRACTION"
  | "SMALLER_FRACTION"
  | "ON_TURN"
  | "NOT_ON_TURN"
  | "CANCELLED_OUT";

/** How a share came about: its exact part of the total in minor units, and what rounding added. */
export interface Allocation {
  readonly exact: Rational;
  /** The share less its exact part rounded towards zero. */
  readonly oddUnits: bigint;
  /** What rounding everybody's part towards zero left over, of which `oddUnits` is this person's. */
  readonly unitsLeft: bigint;
  readonly rule: AllocationRule;
}

/** Somebody's part of a total, and how it came about. */
export interface AllocatedPart {
  readonly minor: bigint;
  readonly allocation: Allocation;
}

/** `allocate`, with how each part came about. */
export function allocateWithReasons(total: bigint, weights: readonly bigint[], turn: number): AllocatedPart[] {
  const minors = allocate(total, weights, turn);
  const all = sum(weights);
  return withReasons(
    minors,
    weights.map((weight) => rational(total * weight, all)),
  );
}

/** Parts whose exact values are known, both in the same order. */
export function withReasons(minors: readonly bigint[], exacts: readonly Rational[]): AllocatedPart[] {
  const allocations = allocationsOf(exacts, minors);
  return minors.map((minor, index) => ({ minor, allocation: allocations[index]! }));
}

/** An amount that nobody had to compute. */
export function enteredAllocation(minor: bigint): Allocation {
  return { exact: { numerator: minor, denominator: 1n }, oddUnits: 0n, unitsLeft: 0n, rule: "ENTERED" };
}

function allocationsOf(exacts: readonly Rational[], minors: readonly bigint[]): Allocation[] {
  const oddUnits = exacts.map(({ numerator, denominator }, index) => minors[index]! - numerator / denominator);
  const unitsLeft = sum(oddUnits);
  const withOdd = new Set<string>();
  const withoutOdd = new Set<string>();
  for (const [index, exact] of exacts.entries()) (oddUnits[index] === 0n ? withoutOdd : withOdd).add(fraction(exact));
  return exacts.map((exact, index) => ({
    exact,
    oddUnits: oddUnits[index]!,
    unitsLeft,
    rule: ruleFor(exact, oddUnits[index]!, unitsLeft, withOdd, withoutOdd),
  }));
}

function ruleFor(
  exact: Rational,
  odd: bigint,
  unitsLeft: bigint,
  withOdd: ReadonlySet<string>,
  withoutOdd: ReadonlySet<string>,
): AllocationRule {
  if (exact.denominator === 1n && odd === 0n) return "WHOLE";
  if (odd !== 0n) return withoutOdd.has(fraction(exact)) ? "ON_TURN" : "LARGER_FRACTION";
  if (unitsLeft === 0n) return "CANCELLED_OUT";
  return withOdd.has(fraction(exact)) ? "NOT_ON_TURN" : "SMALLER_FRACTION";
}

/** What rounding towards zero takes off, without its sign: "1/3". */
function fraction({ numerator, denominator }: Rational): string {
  const rest = numerator % denominator;
  return `${rest < 0n ? -rest : rest}/${denominator}`;
}

/** A mixed number: "333 1/3", "-2/3", "500". */
export function mixedNumber(exact: Rational): string {
  const { numerator, denominator } = exact;
  if (denominator === 1n) return String(numerator);
  const whole = numerator / denominator;
  if (whole !== 0n) return `${whole} ${fraction(exact)}`;
  return `${numerator < 0n ? "-" : ""}${fraction(exact)}`;
}

/** The rule as an English sentence about this share. */
export function ruleSentence({ exact, unitsLeft, rule }: Allocation): string {
  const count = unitsLeft < 0n ? -unitsLeft : unitsLeft;
  const left = `Rounding everybody's exact share towards zero left ${count} minor ${count === 1n ? "unit" : "units"} over`;
  const part = fraction(exact);
  switch (rule) {
    case "ENTERED":
      return "The amount was entered as it is, so nothing was rounded.";
    case "WHOLE":
      return "The exact share is a whole number of minor units, so nothing was rounded.";
    case "LARGER_FRACTION":
      return `${left}; they go one each to the largest fractions, and ${part} is among them.`;
    case "SMALLER_FRACTION":
      return `${left}; they go one each to the largest fractions, and ${part} is not among them.`;
    case "ON_TURN":
      return `${left}; several people have the fraction ${part}, so it went by lot, drawn once from the expense's id over the members in the order of their ids, and fell on this person.`;
    case "NOT_ON_TURN":
      return `${left}; several people have the fraction ${part}, so it went by lot, drawn once from the expense's id over the members in the order of their ids, and fell on others.`;
    case "CANCELLED_OUT":
      return "Everybody's exact share was rounded towards zero, and nothing was left over.";
  }
}
