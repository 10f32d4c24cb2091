import { type Allocation, enteredAllocation } from "../../kernel/allocation.js";
import { Decimal } from "../../kernel/decimal.js";
import { invariant } from "../../kernel/invariant.js";
import { ITEMS_MAX, type ItemProblem, type SplitItem, shareBill } from "../../kernel/itemize.js";
import { type Money, minorFrom } from "../../kernel/money.js";
import {
  type AllocatedShare,
  type Share,
  type SplitMode,
  type SplitPart,
  type SplitProblem,
  type SplitProblemCode,
  splitShares,
} from "../../kernel/split.js";
import type { InvalidFields } from "../../platform/schema/refusals.js";
import { textFrom } from "../../platform/schema/texts.js";
import { MEMBERS_MAX } from "../groups/member.js";
import type { StoredSplit } from "./expense.entity.js";
import type { SplitClaimInput, SplitInput, SplitItemInput } from "./split.input.js";

const NAME_MAX = 200;
const ONE = Decimal.parse("1")!;

/** A line of a bill, with what it says. */
export interface NamedItem extends SplitItem {
  readonly name: string;
}

/** Who bears it, as it was entered: everybody's part or, where the mode is ITEMIZED, the lines of the bill. */
export interface EnteredSplit {
  readonly mode: SplitMode | "ITEMIZED";
  readonly parts: readonly SplitPart[];
  readonly items: readonly NamedItem[];
  /** Nobody was named, and all who were there at that moment are meant; `parts` has them once that is known. */
  readonly isForEverybody?: boolean;
}

/** Reads a split; what can be told without knowing the total and the group goes into `invalid`. */
export function splitFrom({ mode, parts, items }: SplitInput, invalid: InvalidFields): EnteredSplit {
  if ((parts?.length ?? 0) > MEMBERS_MAX) {
    invalid.add(["split", "parts"], "TOO_LONG", `At most ${MEMBERS_MAX} people.`);
  }
  if (mode === "ITEMIZED") {
    if (parts && parts.length > 0) {
      invalid.add(["split", "parts"], "NOT_ALLOWED", "An itemised bill is shared by its lines alone.");
    }
    return { mode, parts: [], items: itemsFrom(items ?? [], invalid) };
  }
  if (items && items.length > 0) {
    invalid.add(["split", "items"], "NOT_ALLOWED", "Only an itemised split has lines.");
  }
  if ((parts ?? []).length === 0 && mode !== "EQUAL") {
    invalid.add(["split", "parts"], "REQUIRED", "Say who takes part.");
  }
  const some = (parts ?? []).slice(0, MEMBERS_MAX);
  return { mode, parts: some.map(({ memberId, value }) => ({ memberId, value: value ?? null })), items: [] };
}

function itemsFrom(items: readonly SplitItemInput[], invalid: InvalidFields): NamedItem[] {
  const path = ["split", "items"];
  if (items.length === 0) invalid.add(path, "REQUIRED", "Enter the lines of the bill.");
  if (items.length > ITEMS_MAX) invalid.add(path, "TOO_LONG", `At most ${ITEMS_MAX} lines.`);
  return items.slice(0, ITEMS_MAX).map(({ name, amount, kind, claims }, index) => ({
    name: textFrom(name, { min: 1, max: NAME_MAX }, invalid, [...path, String(index), "name"]),
    amount,
    kind: kind ?? "ITEM",
    claims: claimsFrom(claims ?? [], [...path, String(index), "claims"], invalid),
  }));
}

function claimsFrom(claims: readonly SplitClaimInput[], path: readonly string[], invalid: InvalidFields) {
  if (claims.length > MEMBERS_MAX) invalid.add(path, "TOO_LONG", `At most ${MEMBERS_MAX} people.`);
  return claims.slice(0, MEMBERS_MAX).map(({ memberId, weight }) => ({ memberId, weight: weightFrom(weight) }));
}

/** A default of the schema arrives as it is written there, and not as the number it is. */
export function weightFrom(weight: Decimal | string | null | undefined): Decimal {
  return weight instanceof Decimal ? weight : ONE;
}

/** Everybody whom a split names, each with the path to where. */
export function* namedIn({ parts, items }: EnteredSplit): Iterable<{ memberId: string; path: string[] }> {
  for (const [index, { memberId }] of parts.entries()) {
    yield { memberId, path: ["split", "parts", String(index), "memberId"] };
  }
  for (const [index, { claims }] of items.entries()) {
    for (const [claim, { memberId }] of claims.entries()) {
      yield { memberId, path: ["split", "items", String(index), "claims", String(claim), "memberId"] };
    }
  }
}

/** The split as it stands in the table: the texts of its numbers, as they were entered. */
export function storedFrom({ mode, parts, items, isForEverybody }: EnteredSplit): StoredSplit {
  const stored = { mode, parts: parts.map(({ memberId, value }) => ({ memberId, value: value?.text ?? null })) };
  if (isForEverybody) return { ...stored, everybody: true };
  if (mode !== "ITEMIZED") return stored;
  return {
    ...stored,
    items: items.map(({ name, amount, kind, claims }) => ({
      name,
      amount: amount.text,
      kind,
      claims: claims.map(({ memberId, weight }) => ({ memberId, weight: weight.text })),
    })),
  };
}

/** The split that was stored. */
export function enteredFrom({ mode, parts, items = [], everybody = false }: StoredSplit): EnteredSplit {
  return {
    mode,
    isForEverybody: everybody,
    parts: parts.map(({ memberId, value }) => ({ memberId, value: value === null ? null : decimalOf(value) })),
    items: items.map(({ name, amount, kind, claims }) => ({
      name,
      amount: decimalOf(amount),
      kind,
      claims: claims.map(({ memberId, weight }) => ({ memberId, weight: decimalOf(weight) })),
    })),
  };
}

/** A line of a stored bill, in minor units. */
interface BillLine {
  readonly name: string;
  readonly minor: bigint;
  readonly kind: NamedItem["kind"];
  readonly claims: readonly { readonly memberId: string; readonly weight: string }[];
}

/** The lines of a stored bill, as they were entered; none where the split is no bill. */
export function billOf({ storedSplit, currency }: Pick<ShareResult, "storedSplit" | "currency">): BillLine[] {
  return (storedSplit.items ?? []).map(({ name, amount, kind, claims }) => {
    const minor = minorFrom(decimalOf(amount), currency);
    invariant(typeof minor === "bigint", "stored amounts fit their currency");
    return { name, minor, kind, claims };
  });
}

function decimalOf(text: string): Decimal {
  const decimal = Decimal.parse(text);
  invariant(decimal !== null, "stored numbers are numbers");
  return decimal;
}

/**
 * Each person's share, or nothing where `invalid` was told why.
 *
 * @param stored the split is the one that was entered earlier: what is wrong is then the split as a whole.
 */
export function computedShares(
  total: Money,
  split: EnteredSplit,
  expenseId: string,
  invalid: InvalidFields,
  stored: boolean,
): readonly AllocatedShare[] {
  const answer = sharesOf(total, split, expenseId);
  if ("shares" in answer) return answer.shares;
  for (const { path, code, message } of answer.problems) invalid.add(stored ? ["split"] : path, code, message);
  return [];
}

interface PlacedProblem {
  readonly path: readonly string[];
  readonly code: SplitProblemCode;
  readonly message: string;
}

function sharesOf(
  total: Money,
  { mode, parts, items }: EnteredSplit,
  expenseId: string,
): { readonly shares: readonly AllocatedShare[] } | { readonly problems: readonly PlacedProblem[] } {
  if (mode === "ITEMIZED") {
    const answer = shareBill(total, items, expenseId);
    return "shares" in answer
      ? answer
      : { problems: answer.problems.map((each) => ({ ...each, path: itemPath(each) })) };
  }
  const answer = splitShares(mode, total, parts, expenseId);
  return "shares" in answer ? answer : { problems: answer.problems.map((each) => ({ ...each, path: partPath(each) })) };
}

function partPath({ part, field }: SplitProblem): string[] {
  return part === undefined ? ["split"] : ["split", "parts", String(part), field ?? "value"];
}

function itemPath({ item, claim, field }: ItemProblem): string[] {
  const claimed = claim === undefined ? [] : ["claims", String(claim)];
  return ["split", "items", ...(item === undefined ? [] : [String(item)]), ...claimed, ...(field ? [field] : [])];
}

/** An expense as far as its shares are concerned. */
interface ShareResult {
  readonly id: string;
  readonly total: bigint;
  readonly currency: string;
  readonly storedSplit: StoredSplit;
  readonly shareRows: readonly Share[];
}

/** How each share came about, by member, computed anew from the split that was stored. */
export function allocationsOf(expense: ShareResult): Map<string, Allocation> {
  const { id, total, currency, storedSplit, shareRows } = expense;
  // Exact amounts are the shares themselves; what an import brought may be of either sign.
  if (storedSplit.mode === "EXACT") {
    return new Map(shareRows.map(({ memberId, minor }) => [memberId, enteredAllocation(minor)]));
  }
  const answer = sharesOf({ minor: total, currency }, enteredFrom(storedSplit), id);
  invariant("shares" in answer, "a split that was stored can be computed");
  const computed = new Map(answer.shares.map((share) => [share.memberId, share]));
  for (const { memberId, minor } of shareRows) {
    invariant(computed.get(memberId)?.minor === minor, "a share is what its split says");
  }
  return new Map(answer.shares.map(({ memberId, allocation }) => [memberId, allocation]));
}

/**
 * An equal split that names nobody is among all who are in the group at this moment. An expense keeps who they were:
 * whoever joins later is in none of the old ones, however often those are edited.
 */
export function amongPresent(split: EnteredSplit, present: readonly { readonly id: string }[]): EnteredSplit {
  if (split.mode !== "EQUAL" || split.parts.length > 0) return split;
  return { ...split, parts: present.map(({ id }) => ({ memberId: id, value: null })), isForEverybody: true };
}
