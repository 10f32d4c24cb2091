import { sum } from "../../../server/kernel/allocate.js";
import { readAmount, readPart, typedAmount } from "../../../server/kernel/amount-input.js";
import { minorDigits } from "../../../server/kernel/currency.js";
import { Decimal } from "../../../server/kernel/decimal.js";
import {
  billTotal,
  ITEMS_MAX,
  type ItemProblem,
  type SplitItem,
  type SplitItemKind,
  shareBill,
  unclaimedSum,
} from "../../../server/kernel/itemize.js";
import { amountText } from "../../../server/kernel/money.js";
import { WEIGHT_DECIMALS } from "../../../server/kernel/split.js";
import {
  type DraftContext,
  isNothing,
  minorIn,
  moneyLeft,
  type Remainder,
  readValues,
  type TypedAmounts,
} from "./draft-amounts.js";

export const ITEM_KINDS: readonly SplitItemKind[] = ["ITEM", "TAX", "TIP", "FEE", "DISCOUNT"];

/** One line of a bill as it stands in its fields. */
export interface ItemDraft {
  /** Tells the lines of one draft apart, however they are changed. */
  readonly key: string;
  readonly name: string;
  readonly amount: string;
  readonly kind: SplitItemKind;
  /** Who had it, each with what was typed as the weight; kept where the line is not an item, but then it says nothing. */
  readonly claims: TypedAmounts;
}

/** A line as the API takes it. */
export interface ItemInputFields {
  readonly name: string;
  readonly amount: string;
  readonly kind: SplitItemKind;
  readonly claims: { readonly memberId: string; readonly weight: string }[];
}

/** A line as the API gives it. */
export interface StoredItem {
  readonly name: string;
  readonly amount: { readonly amount: string };
  readonly kind: string;
  readonly claims: readonly { readonly member: { readonly id: string }; readonly weight: string }[];
}

/** What a bill means. */
export interface BillReading {
  readonly items: ItemInputFields[];
  /** What the lines come to, discounts taken off. */
  readonly sum: string;
  /** What all items come to: of this a tip may be a percentage. */
  readonly had: string;
  /** What of the total no line stands for yet, or what the lines have too much; null without a total. */
  readonly left: Remainder | null;
  /** What of the items nobody has claimed. */
  readonly unclaimed: Remainder;
  readonly shares: ReadonlyMap<string, string> | null;
  /** The result of each amount that was computed rather than written, by the line's key. */
  readonly computed: Readonly<Record<string, string>>;
}

/** A line that nobody has filled in yet, behind those that are there. */
export function nextItem(items: readonly ItemDraft[], kind: SplitItemKind = "ITEM", name = ""): ItemDraft {
  const key = String(Math.max(0, ...items.map((item) => Number(item.key))) + 1);
  return { key, name, amount: "", kind, claims: {} };
}

/** The lines as they were entered. */
export function itemDrafts(items: readonly StoredItem[], locale: string): ItemDraft[] {
  if (items.length === 0) return [nextItem([])];
  return items.map(({ name, amount, kind, claims }, index) => ({
    key: String(index + 1),
    name,
    amount: typedAmount(amount.amount, locale),
    kind: ITEM_KINDS.find((each) => each === kind) ?? "ITEM",
    claims: Object.fromEntries(claims.map(({ member, weight }) => [member.id, typedAmount(weight, locale)])),
  }));
}

/** Whether nothing was entered: such a line is not sent, and is no mistake. */
export function isBlank({ name, amount, kind, claims }: ItemDraft): boolean {
  return name.trim() === "" && amount.trim() === "" && kind === "ITEM" && Object.keys(claims).length === 0;
}

/** Somebody had it, or did not after all. */
export function toggled(item: ItemDraft, memberId: string): ItemDraft {
  const { [memberId]: claim, ...others } = item.claims;
  return { ...item, claims: claim === undefined ? { ...item.claims, [memberId]: "1" } : others };
}

/** Everybody had the same of it. */
export function claimedByAll(item: ItemDraft, memberIds: readonly string[]): ItemDraft {
  return { ...item, claims: Object.fromEntries(memberIds.map((memberId) => [memberId, "1"])) };
}

/** Gives every item that nobody has claimed to everybody, and leaves the others alone; who has left claims nothing. */
export function unclaimedToAll(items: readonly ItemDraft[], memberIds: readonly string[]): ItemDraft[] {
  const isUnclaimed = ({ claims }: ItemDraft) => !memberIds.some((memberId) => memberId in claims);
  return items.map((item) =>
    item.kind === "ITEM" && !isBlank(item) && isUnclaimed(item) ? claimedByAll(item, memberIds) : item,
  );
}

/**
 * Understands a bill as far as it goes; what is wrong is a problem at "item:1:amount", "item:1:claims",
 * "weight:1:mem_…" or "split". The shares are the server's own arithmetic.
 */
export function readBill(
  draft: { readonly items: readonly ItemDraft[]; readonly currency: string },
  total: string | null,
  context: DraftContext,
  problems: Record<string, string>,
): BillReading {
  const filled = draft.items.filter((item) => !isBlank(item));
  const computed: Record<string, string> = {};
  const before = Object.keys(problems).length;
  const had = itemsSum(filled, draft.currency, context.locale);
  const items = filled.map((item) => readItem(item, { currency: draft.currency, had }, context, problems, computed));
  const readable = Object.keys(problems).length === before;
  if (items.length === 0) problems.split = "REQUIRED";
  if (items.length > ITEMS_MAX) problems.split = "TOO_LONG";

  const minors = items.map(({ amount }) => minorIn(draft.currency, amount));
  const lines = billTotal(items, minors);
  const reading = {
    items,
    sum: amountText(lines, draft.currency),
    had: amountText(had, draft.currency),
    left: total === null ? null : moneyLeft(draft.currency, minorIn(draft.currency, total) - lines),
    unclaimed: moneyLeft(draft.currency, unclaimedSum(items, minors)),
    computed,
  };
  if (total === null || isNothing(total) || !readable || problems.split) return { ...reading, shares: null };
  const money = { minor: minorIn(draft.currency, total), currency: draft.currency };
  const answer = shareBill(money, items.map(exactItem), context.expenseId);
  if ("shares" in answer) {
    const shares = answer.shares.map((share) => [share.memberId, amountText(share.minor, draft.currency)] as const);
    return { ...reading, shares: new Map(shares) };
  }
  for (const problem of answer.problems) {
    const item = problem.item === undefined ? undefined : filled[problem.item];
    const opposes = problem.item !== undefined && isOpposite(items[problem.item]!.amount, total);
    const isUnclaimed = problem.item !== undefined && items[problem.item]!.claims.length === 0;
    // Which sign an item may have depends on who had it, and that is asked already.
    if (opposes && item?.kind === "ITEM" && isUnclaimed && problem.field === "amount") continue;
    problems[spotOf(problem, item, items)] ??= codeOf(problem, item, opposes);
  }
  return { ...reading, shares: null };
}

/** What all items come to, in minor units, as far as they can be read: of this a tip may be a percentage. */
function itemsSum(filled: readonly ItemDraft[], currency: string, locale: string): bigint {
  const amounts = filled
    .filter(({ kind }) => kind === "ITEM")
    .map(({ amount }) => readAmount(amount, locale, minorDigits(currency), currency));
  return sum(amounts.map((amount) => (amount.ok ? minorIn(currency, amount.text) : 0n)));
}

function readItem(
  item: ItemDraft,
  { currency, had }: { readonly currency: string; readonly had: bigint },
  context: DraftContext,
  problems: Record<string, string>,
  computed: Record<string, string>,
): ItemInputFields {
  const name = item.name.trim();
  if (name === "") problems[`item:${item.key}:name`] = "REQUIRED";
  else if ([...name].length > 200) problems[`item:${item.key}:name`] = "TOO_LONG";
  const digits = minorDigits(currency);
  const amount =
    item.kind === "ITEM"
      ? readAmount(item.amount, context.locale, digits, currency)
      : readPart(item.amount, context.locale, digits, currency, had);
  if (!amount.ok) problems[`item:${item.key}:amount`] = amount.problem === "EMPTY" ? "REQUIRED" : amount.problem;
  else if (amount.computed) computed[item.key] = amount.text;
  const spread = item.kind !== "ITEM";
  return {
    name,
    amount: amount.ok ? amount.text : amountText(0n, currency),
    kind: item.kind,
    claims: spread ? [] : readClaims(item, context, problems),
  };
}

function readClaims(item: ItemDraft, context: DraftContext, problems: Record<string, string>) {
  const spot = `weight:${item.key}`;
  const weights = readValues(item.claims, spot, { digits: WEIGHT_DECIMALS }, context, problems);
  for (const memberId of context.memberIds) {
    if (item.claims[memberId]?.trim() === "") problems[`${spot}:${memberId}`] = "REQUIRED";
  }
  return [...weights].map(([memberId, weight]) => ({ memberId, weight: Decimal.parse(weight)!.canonical() }));
}

function exactItem({ amount, kind, claims }: ItemInputFields): SplitItem {
  return {
    amount: Decimal.parse(amount)!,
    kind,
    claims: claims.map(({ memberId, weight }) => ({ memberId, weight: Decimal.parse(weight)! })),
  };
}

function spotOf(problem: ItemProblem, item: ItemDraft | undefined, items: readonly ItemInputFields[]): string {
  if (!item) return "split";
  if (problem.claim === undefined) return `item:${item.key}:${problem.field}`;
  return `weight:${item.key}:${items[problem.item!]!.claims[problem.claim]!.memberId}`;
}

function isOpposite(amount: string, total: string): boolean {
  return !isNothing(amount) && amount.startsWith("-") !== total.startsWith("-");
}

/** The form can say more exactly than a code what is wrong. */
function codeOf({ code, field }: ItemProblem, item: ItemDraft | undefined, opposes: boolean): string {
  if (!item) return code === "OUT_OF_RANGE" ? "UNEVEN" : code;
  if (field === "claims") return code === "REQUIRED" ? "UNCLAIMED" : "NO_WEIGHT";
  if (field === "weight") return "BELOW_ZERO";
  if (code !== "OUT_OF_RANGE") return code;
  if (!opposes) return "NOTHING_TO_SPREAD";
  return item.kind === "ITEM" ? "OVERDRAWN" : "SIGN";
}
