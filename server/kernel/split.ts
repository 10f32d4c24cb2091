import { allocate, sum, turnOf } from "./allocate.js";
import {
  type AllocatedPart,
  type Allocation,
  allocateWithReasons,
  enteredAllocation,
  withReasons,
} from "./allocation.js";
import { minorDigits } from "./currency.js";
import type { Decimal } from "./decimal.js";
import { compareIds } from "./ids.js";
import { type Money, minorFrom } from "./money.js";
import { rational } from "./rational.js";

/** How a total is shared among people who each have a line; itemised bills are computed in `itemize.ts`. */
export type SplitMode = "EQUAL" | "EXACT" | "PERCENTAGE" | "SHARES" | "ADJUSTMENT";

/** One person's line of a split, as it was entered. */
export interface SplitPart {
  readonly memberId: string;
  readonly value: Decimal | null;
}

export interface Share {
  readonly memberId: string;
  readonly minor: bigint;
}

/** A share with how it was computed. */
export interface AllocatedShare extends Share {
  readonly allocation: Allocation;
}

export type SplitProblemCode =
  | "REQUIRED"
  | "NOT_ALLOWED"
  | "OUT_OF_RANGE"
  | "TOO_MANY_DECIMALS"
  | "SUM_MISMATCH"
  | "DUPLICATE";

/** What is wrong with a split. `part` is the index of the line at fault; without it, all lines together are. */
export interface SplitProblem {
  readonly code: SplitProblemCode;
  readonly message: string;
  readonly part?: number;
  readonly field?: "memberId" | "value";
}

export type SplitAnswer =
  | { readonly shares: readonly AllocatedShare[] }
  | { readonly problems: readonly SplitProblem[] };

/** Weights have at most this many decimals; percentages may have any number. */
export const WEIGHT_DECIMALS = 6;
/** A weight above this is a slip of the keyboard. */
export const WEIGHT_MAX = 10n ** 12n;

/**
 * Computes each person's share of `total`, in the order of `parts`.
 *
 * The shares sum to the total exactly, for every mode, sign and currency; rounding happens once, from exact
 * rationals, by largest remainder (see `allocate`); the order of `parts` changes nobody's share; the shares of −total
 * are the mirror image of those of total. No share has the opposite sign of the total.
 *
 * @param expenseId decides by lot whose the odd unit is, so a preview with the same id equals the server's answer.
 */
export function splitShares(
  mode: SplitMode,
  total: Money,
  parts: readonly SplitPart[],
  expenseId: string,
): SplitAnswer {
  const problems = [...commonProblems(mode, parts)];
  if (problems.length > 0) return { problems };
  const ordered = [...parts.keys()].sort((a, b) => compareIds(parts[a]!.memberId, parts[b]!.memberId));
  const answer = compute(
    mode,
    total,
    ordered.map((index) => parts[index]!),
    turnOf(expenseId, parts.length),
  );
  if ("problems" in answer) return { problems: answer.problems.map((problem) => atInput(problem, ordered)) };
  const shares: AllocatedShare[] = [];
  for (const [place, index] of ordered.entries())
    shares[index] = { memberId: parts[index]!.memberId, ...answer.parts[place]! };
  return { shares };
}

type SplitResult = { parts: AllocatedPart[] } | { problems: SplitProblem[] };

function atInput(problem: SplitProblem, ordered: readonly number[]): SplitProblem {
  return problem.part === undefined ? problem : { ...problem, part: ordered[problem.part]! };
}

function* commonProblems(mode: SplitMode, parts: readonly SplitPart[]): Iterable<SplitProblem> {
  if (parts.length === 0) yield { code: "REQUIRED", message: "Choose who takes part." };
  const seen = new Set<string>();
  for (const [part, { memberId, value }] of parts.entries()) {
    if (seen.has(memberId))
      yield { code: "DUPLICATE", message: "This person is named twice.", part, field: "memberId" };
    seen.add(memberId);
    if (mode === "EQUAL" && value !== null) {
      yield { code: "NOT_ALLOWED", message: "An equal split has no values.", part, field: "value" };
    }
    if (mode !== "EQUAL" && mode !== "ADJUSTMENT" && value === null) {
      yield { code: "REQUIRED", message: "Enter a value for this person.", part, field: "value" };
    }
  }
}

function compute(mode: SplitMode, total: Money, parts: readonly SplitPart[], turn: number): SplitResult {
  switch (mode) {
    case "EQUAL":
      return { parts: allocateWithReasons(total.minor, ones(parts), turn) };
    case "EXACT":
      return exact(total, parts);
    case "PERCENTAGE":
      return percentage(total, parts, turn);
    case "SHARES":
      return weighted(total, parts, turn);
    case "ADJUSTMENT":
      return adjustment(total, parts, turn);
  }
}

function exact(total: Money, parts: readonly SplitPart[]): SplitResult {
  const { minors, problems } = amounts(total, parts);
  for (const [part, minor] of minors.entries()) {
    if (opposes(minor, total.minor)) problems.push({ ...valueProblem(part), message: "A share has the total's sign." });
  }
  if (problems.length > 0) return { problems };
  if (sum(minors) !== total.minor) return { problems: [mismatch("The shares do not add up to the total.")] };
  return { parts: minors.map((minor) => ({ minor, allocation: enteredAllocation(minor) })) };
}

function percentage(total: Money, parts: readonly SplitPart[], turn: number): SplitResult {
  const decimals = Math.max(...parts.map(({ value }) => value?.decimals ?? 0));
  const { weights, problems } = weightsOf(parts, decimals);
  if (problems.length > 0) return { problems };
  const hundred = 100n * 10n ** BigInt(decimals);
  if (sum(weights) !== hundred) return { problems: [mismatch("The percentages do not add up to 100.")] };
  return { parts: allocateWithReasons(total.minor, weights, turn) };
}

function weighted(total: Money, parts: readonly SplitPart[], turn: number): SplitResult {
  const { weights, problems } = weightsOf(parts, WEIGHT_DECIMALS);
  if (problems.length > 0) return { problems };
  if (sum(weights) === 0n)
    return { problems: [{ code: "OUT_OF_RANGE", message: "At least one weight is above zero." }] };
  return { parts: allocateWithReasons(total.minor, weights, turn) };
}

/** Everyone bears an equal part of what is left after all adjustments, and their own adjustment on top. */
function adjustment(total: Money, parts: readonly SplitPart[], turn: number): SplitResult {
  const { minors: adjustments, problems } = amounts(total, parts);
  if (problems.length > 0) return { problems };
  const rest = total.minor - sum(adjustments);
  const people = BigInt(parts.length);
  const minors = allocate(rest, ones(parts), turn).map((part, index) => part + adjustments[index]!);
  const exacts = adjustments.map((adjustment) => rational(rest + adjustment * people, people));
  const opposite = minors.findIndex((minor) => opposes(minor, total.minor));
  if (opposite < 0) return { parts: withReasons(minors, exacts) };
  const message = "With these adjustments, somebody's share would fall below zero.";
  return { problems: [{ code: "OUT_OF_RANGE", message, part: opposite, field: "value" }] };
}

function ones(parts: readonly SplitPart[]): bigint[] {
  return parts.map(() => 1n);
}

function amounts(total: Money, parts: readonly SplitPart[]): { minors: bigint[]; problems: SplitProblem[] } {
  const problems: SplitProblem[] = [];
  const minors = parts.map(({ value }, part) => {
    const minor = value === null ? 0n : minorFrom(value, total.currency);
    if (typeof minor === "bigint") return minor;
    const decimals = minorDigits(total.currency);
    const message =
      minor === "OUT_OF_RANGE" ? "This amount is too large." : `${total.currency} has at most ${decimals} decimals.`;
    problems.push({ code: minor, message, part, field: "value" });
    return 0n;
  });
  return { minors, problems };
}

function weightsOf(parts: readonly SplitPart[], decimals: number): { weights: bigint[]; problems: SplitProblem[] } {
  const problems: SplitProblem[] = [];
  const weights = parts.map(({ value }, part) => {
    const weight = value?.scaledTo(decimals) ?? null;
    if (weight === null) {
      problems.push({
        code: "TOO_MANY_DECIMALS",
        message: `At most ${decimals} decimals.`,
        part,
        field: "value",
      });
    } else if (weight < 0n) {
      problems.push({ ...valueProblem(part), message: "This cannot be below zero." });
    } else if (weight > WEIGHT_MAX * 10n ** BigInt(decimals)) {
      problems.push({ ...valueProblem(part), message: "This is too large." });
    }
    return weight ?? 0n;
  });
  return { weights, problems };
}

/** Whether a part has the other sign than its total; zero has either. */
export function opposes(part: bigint, total: bigint): boolean {
  return (part < 0n && total > 0n) || (part > 0n && total < 0n);
}

function valueProblem(part: number): { code: "OUT_OF_RANGE"; part: number; field: "value" } {
  return { code: "OUT_OF_RANGE", part, field: "value" };
}

function mismatch(message: string): SplitProblem {
  return { code: "SUM_MISMATCH", message };
}
