import { type MoneyText, minorOf } from "./effect.js";

interface PartOf {
  readonly member: { readonly id: string };
  readonly amount: MoneyText;
}

export interface ListedExpense {
  readonly id: string;
  readonly incurredOn: string;
  readonly payersKnown: boolean;
  readonly payers: readonly PartOf[];
  readonly shares: readonly PartOf[];
}

export interface ListedPayment {
  readonly id: string;
  readonly settledOn: string;
  readonly status: string;
  readonly from: { readonly id: string };
  readonly to: { readonly id: string };
  /** What it took off the balances. */
  readonly settles: MoneyText;
}

/** An expense that was sent, and that the list does not have yet. */
export interface ListedPending {
  readonly id: string;
  readonly incurredOn: string;
}

/** A part of a list that grows by pages: what is loaded of it, newest first, and whether there is more. */
export interface Loaded<Row> {
  readonly rows: readonly Row[];
  readonly more: boolean;
  /** Whether there is something newer than the first row, too. */
  readonly earlier?: boolean;
}

export type Entry<E, P, W> =
  | { readonly kind: "expense"; readonly id: string; readonly day: string; readonly expense: E }
  | { readonly kind: "payment"; readonly id: string; readonly day: string; readonly payment: P }
  | { readonly kind: "pending"; readonly id: string; readonly day: string; readonly pending: W };

/** Behind every day there is, of whatever year. */
const NEWEST = "~";

/** Days are compared first; then ids, which begin with their time once the name of their kind is off. */
function placeOf({ id, day }: { readonly id: string; readonly day: string }): string {
  return `${day} ${id.slice(id.indexOf("_") + 1)}`;
}

/**
 * Expenses, payments and what is being saved in one list, newest first. What is beyond a loaded end of the expenses or
 * of the payments is not in it yet, because something may come between; `next` says which of the two has to be loaded
 * for the list to go on. Payments are loaded from the newest.
 */
export function timeline<E extends ListedExpense, P extends ListedPayment, W extends ListedPending>(
  expenses: Loaded<E>,
  payments: Loaded<P>,
  waiting: readonly W[],
): { entries: Entry<E, P, W>[]; next: "expenses" | "payments" | null } {
  const bought = expenses.rows.map((expense) => ({
    kind: "expense" as const,
    id: expense.id,
    day: expense.incurredOn,
    expense,
  }));
  const paid = payments.rows.map((payment) => ({
    kind: "payment" as const,
    id: payment.id,
    day: payment.settledOn,
    payment,
  }));
  const pending = waiting.map((each) => ({
    kind: "pending" as const,
    id: each.id,
    day: each.incurredOn,
    pending: each,
  }));
  const endOf = (entries: readonly { id: string; day: string }[], more: boolean) =>
    more ? (entries.length > 0 ? placeOf(entries.at(-1)!) : NEWEST) : "";
  const [boughtEnd, paidEnd] = [endOf(bought, expenses.more), endOf(paid, payments.more)];
  const end = boughtEnd > paidEnd ? boughtEnd : paidEnd;
  const start = !expenses.earlier ? NEWEST : bought[0] ? placeOf(bought[0]) : "";
  const isLoaded = (place: string) => place >= end && place <= start;
  const entries = [...bought, ...paid, ...pending]
    .filter((entry) => isLoaded(placeOf(entry)))
    .sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
  return { entries, next: end === "" ? null : boughtEnd === end ? "expenses" : "payments" };
}

/** What an entry did to the balances: by member and currency, in minor units; null where nobody knows who paid. */
function effectsOf(
  entry: Entry<ListedExpense, ListedPayment, ListedPending>,
): [memberId: string, currency: string, minor: bigint][] | null {
  // Nothing that the balances have heard of.
  if (entry.kind === "pending") return [];
  if (entry.kind === "payment") {
    const { from, to, settles, status } = entry.payment;
    if (status !== "CONFIRMED") return [];
    const minor = minorOf(settles);
    return [
      [from.id, settles.currency, minor],
      [to.id, settles.currency, -minor],
    ];
  }
  const { payers, payersKnown, shares } = entry.expense;
  if (!payersKnown) return null;
  return [
    ...payers.map(({ member, amount }) => [member.id, amount.currency, minorOf(amount)] as [string, string, bigint]),
    ...shares.map(({ member, amount }) => [member.id, amount.currency, -minorOf(amount)] as [string, string, bigint]),
  ];
}

/**
 * The entries that made everybody even: one after the other is taken off what is open now. What moves nothing, or was
 * there before anybody owed anything, is no news; where nobody knows who paid, the answer ends.
 */
export function evenAbove(
  entries: readonly Entry<ListedExpense, ListedPayment, ListedPending>[],
  open: readonly { readonly member: { readonly id: string }; readonly net: MoneyText }[],
): Set<string> {
  const nets = new Map(open.map(({ member, net }) => [`${member.id} ${net.currency}`, minorOf(net)]));
  let openCount = [...nets.values()].filter((minor) => minor !== 0n).length;
  const even = new Set<string>();
  for (const entry of entries) {
    const isEven = openCount === 0;
    const effects = effectsOf(entry);
    if (effects === null) break;
    for (const [memberId, currency, minor] of effects) {
      const key = `${memberId} ${currency}`;
      const before = nets.get(key) ?? 0n;
      const after = before - minor;
      nets.set(key, after);
      openCount += Number(after !== 0n) - Number(before !== 0n);
    }
    if (isEven && openCount > 0) even.add(entry.id);
  }
  return even;
}
