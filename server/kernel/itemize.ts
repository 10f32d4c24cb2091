import { compare, sum, turnOf } from "./allocate.js";
import { allocateWithReasons } from "./allocation.js";
import { minorDigits } from "./currency.js";
import type { Decimal } from "./decimal.js";
import { compareIds } from "./ids.js";
import { amountText, type Money, minorFrom } from "./money.js";
import { commonDivisor, commonMultiple } from "./rational.js";
import { type AllocatedShare, opposes, type SplitProblemCode, WEIGHT_DECIMALS, WEIGHT_MAX } from "./split.js";

/** What a line of a bill is. ITEM lines are had by somebody; the others are spread over the items. */
export type SplitItemKind = "ITEM" | "TAX" | "TIP" | "FEE" | "DISCOUNT";

/** Who had how much of an item: two of three beers weigh 2. */
export interface SplitClaim {
  readonly memberId: string;
  readonly weight: Decimal;
}

/** One line of a bill as far as its money is concerned. A discount has the total's sign, and is taken off. */
export interface SplitItem {
  readonly amount: Decimal;
  readonly kind: SplitItemKind;
  readonly claims: readonly SplitClaim[];
}

/** What is wrong with a bill: with all of it, with the line `item`, or with its claim `claim`. */
export interface ItemProblem {
  readonly code: SplitProblemCode;
  readonly message: string;
  readonly item?: number;
  readonly claim?: number;
  readonly field?: "amount" | "claims" | "memberId" | "weight";
}

export type BillAnswer = { readonly shares: readonly AllocatedShare[] } | { readonly problems: readonly ItemProblem[] };

/** No bill is longer. */
export const ITEMS_MAX = 200;

/**
 * The smallest part of a unit that claims may lead to has at most this many digits below the line. Weights that people
 * type stay far below it; without a limit, thousands of digits would have to be computed with and shown.
 */
const DENOMINATOR_MAX = 10n ** 100n;

/**
 * Each person's share of an itemised bill, in the order of the members' ids.
 *
 * An item is shared by the weights of its claims. Taxes, tips, fees and discounts are spread in exact proportion to what
 * each person had, so a share is the total times the person's part of all items: an exact rational, rounded once, by
 * largest remainder (see `allocate`), where `expenseId` is the lot. The shares sum to the total; the order of
 * lines, claims and people changes nothing; a refund is the mirror image of what was paid.
 *
 * An item may be taken off again, such as bottles that were brought back: a line against the total's sign, claimed by
 * those who had it. It takes off what they had, and nobody may have had less than nothing.
 */
export function shareBill(total: Money, items: readonly SplitItem[], expenseId: string): BillAnswer {
  const amounts = items.map((item) => minorFrom(item.amount, total.currency));
  const problems = [
    ...amountProblems(total, items, amounts),
    ...items.flatMap((item, index) => claimProblems(item, index)),
  ];
  if (items.length === 0) problems.push({ code: "REQUIRED", message: "Enter the lines of the bill." });
  const minors = amounts.map((amount) => (typeof amount === "bigint" ? amount : 0n));
  problems.push(...unclaimedProblems(total, items, minors));
  if (problems.length > 0) return { problems };
  const bases = basesOf(items, minors);
  problems.push(...sumProblems(total, items, minors), ...overdrawnProblems(total, items, minors, bases));
  if (problems.length === 0 && bases === null) {
    problems.push({ code: "OUT_OF_RANGE", message: "These weights are too uneven; use simpler numbers." });
  }
  if (problems.length > 0 || bases === null) return { problems };
  return proportions(total, bases, expenseId);
}

/** What the lines come to: discounts are taken off. */
export function billTotal(items: readonly { readonly kind: SplitItemKind }[], minors: readonly bigint[]): bigint {
  return sum(items.map(({ kind }, index) => (kind === "DISCOUNT" ? -minors[index]! : minors[index]!)));
}

/** What of the items nobody has claimed. */
export function unclaimedSum(
  items: readonly { readonly kind: SplitItemKind; readonly claims: readonly unknown[] }[],
  minors: readonly bigint[],
): bigint {
  return sum(minors.filter((_, index) => items[index]!.kind === "ITEM" && items[index]!.claims.length === 0));
}

function amountProblems(
  total: Money,
  items: readonly SplitItem[],
  amounts: readonly ReturnType<typeof minorFrom>[],
): ItemProblem[] {
  const problems: ItemProblem[] = [];
  for (const [item, amount] of amounts.entries()) {
    const place = { item, field: "amount" } as const;
    if (amount === "OUT_OF_RANGE") problems.push({ ...place, code: amount, message: "This amount is too large." });
    else if (amount === "TOO_MANY_DECIMALS") {
      const message = `${total.currency} has at most ${minorDigits(total.currency)} decimals.`;
      problems.push({ ...place, code: amount, message });
    } else if (opposes(amount, total.minor) && !isClaimed(items[item]!)) {
      const message = "A line has the total's sign, unless it is an item that somebody claims.";
      problems.push({ ...place, code: "OUT_OF_RANGE", message });
    }
  }
  return problems;
}

function isClaimed({ kind, claims }: SplitItem): boolean {
  return kind === "ITEM" && claims.length > 0;
}

/** The lines that take off more than somebody had: in proportion to less than nothing nothing can be spread. */
function overdrawnProblems(
  total: Money,
  items: readonly SplitItem[],
  minors: readonly bigint[],
  bases: ReadonlyMap<string, bigint> | null,
): ItemProblem[] {
  if (bases === null) return [];
  const isOverdrawn = ({ memberId, weight }: SplitClaim) =>
    weight.units !== 0n && opposes(bases.get(memberId)!, total.minor);
  const message = "This takes off more than somebody had.";
  return items.flatMap(({ claims }, item) =>
    opposes(minors[item]!, total.minor) && claims.some(isOverdrawn)
      ? [{ code: "OUT_OF_RANGE" as const, message, item, field: "amount" as const }]
      : [],
  );
}

function claimProblems({ kind, claims }: SplitItem, item: number): ItemProblem[] {
  if (kind !== "ITEM") {
    if (claims.length === 0) return [];
    const message = "Only an item is claimed; this line is spread over all items.";
    return [{ code: "NOT_ALLOWED", message, item, field: "claims" }];
  }
  const problems: ItemProblem[] = [];
  const seen = new Set<string>();
  for (const [claim, { memberId, weight }] of claims.entries()) {
    if (seen.has(memberId)) {
      problems.push({ code: "DUPLICATE", message: "This person is named twice.", item, claim, field: "memberId" });
    }
    seen.add(memberId);
    const scaled = weight.scaledTo(WEIGHT_DECIMALS);
    const place = { item, claim, field: "weight" } as const;
    if (scaled === null) {
      problems.push({ ...place, code: "TOO_MANY_DECIMALS", message: `At most ${WEIGHT_DECIMALS} decimals.` });
    } else if (scaled < 0n) {
      problems.push({ ...place, code: "OUT_OF_RANGE", message: "This cannot be below zero." });
    } else if (scaled > WEIGHT_MAX * 10n ** BigInt(WEIGHT_DECIMALS)) {
      problems.push({ ...place, code: "OUT_OF_RANGE", message: "This is too large." });
    }
  }
  if (problems.length === 0 && claims.length > 0 && claims.every(({ weight }) => weight.units === 0n)) {
    const message = "At least one weight is above zero.";
    problems.push({ code: "OUT_OF_RANGE", message, item, field: "claims" });
  }
  return problems;
}

/** A line of zero may stay with nobody: it is nothing to bear. */
function unclaimedProblems(total: Money, items: readonly SplitItem[], minors: readonly bigint[]): ItemProblem[] {
  const unclaimed = amountText(unclaimedSum(items, minors), total.currency);
  const message = `Nobody has claimed this item; together, ${unclaimed} ${total.currency} are unclaimed.`;
  return items.flatMap(({ kind, claims }, item) =>
    kind === "ITEM" && claims.length === 0 && minors[item] !== 0n
      ? [{ code: "REQUIRED" as const, message, item, field: "claims" as const }]
      : [],
  );
}

function sumProblems(total: Money, items: readonly SplitItem[], minors: readonly bigint[]): ItemProblem[] {
  const base = sum(minors.filter((_, index) => items[index]!.kind === "ITEM"));
  if (base === 0n) {
    const spread = items.flatMap(({ kind }, item) => (kind !== "ITEM" && minors[item] !== 0n ? [item] : []));
    const message = "There are no items over which this could be spread.";
    const problems = spread.map((item) => ({ code: "OUT_OF_RANGE" as const, message, item, field: "amount" as const }));
    if (problems.length > 0) return problems;
  }
  const lines = billTotal(items, minors);
  if (lines === total.minor) return [];
  const [are, should] = [lines, total.minor].map((minor) => amountText(minor, total.currency));
  return [{ code: "SUM_MISMATCH", message: `The lines add up to ${are}, the total is ${should} ${total.currency}.` }];
}

/** A person's part of one item, as whole units over a denominator. */
interface ItemPart {
  readonly memberId: string;
  readonly units: bigint;
  readonly over: bigint;
}

/** What each person had of all items, over one common denominator; null where that would have too many digits. */
function basesOf(items: readonly SplitItem[], minors: readonly bigint[]): Map<string, bigint> | null {
  const parts = items.flatMap((item, index) => partsOf(item, minors[index]!));
  const denominators = [...new Set(parts.map(({ over }) => over))].sort(compare);
  let denominator = 1n;
  for (const over of denominators) {
    denominator = commonMultiple(denominator, over);
    if (denominator > DENOMINATOR_MAX) return null;
  }
  const bases = new Map<string, bigint>();
  for (const { memberId, units, over } of parts) {
    bases.set(memberId, (bases.get(memberId) ?? 0n) + units * (denominator / over));
  }
  return bases;
}

function proportions(total: Money, bases: ReadonlyMap<string, bigint>, expenseId: string): BillAnswer {
  const memberIds = [...bases.keys()].sort(compareIds);
  // Of a refund both the total and the items are negative; proportions have no sign.
  const weights = memberIds.map((memberId) => magnitude(bases.get(memberId)!));
  const turn = turnOf(expenseId, memberIds.length);
  const shares = allocateWithReasons(total.minor, weights, turn);
  return { shares: shares.map((share, index) => ({ memberId: memberIds[index]!, ...share })) };
}

/** In lowest terms, so that the common denominator stays small: of 4.50 for three beers a third is a whole number of cents. */
function partsOf({ claims }: SplitItem, minor: bigint): ItemPart[] {
  const scaled = claims.map(({ weight }) => weight.scaledTo(WEIGHT_DECIMALS) ?? 0n);
  const divisor = scaled.reduce(commonDivisor, 0n);
  if (divisor === 0n) return [];
  const weights = scaled.map((weight) => weight / divisor);
  const all = sum(weights);
  const common = commonDivisor(minor, all);
  return claims.map(({ memberId }, index) => ({
    memberId,
    units: (minor / common) * weights[index]!,
    over: all / common,
  }));
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
