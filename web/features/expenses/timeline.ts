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

/** A part of a list that grows by pages: what is loaded of it, newest first, and whether there is more. */
export interface Loaded<Row> {
  readonly rows: readonly Row[];
  readonly more: boolean;
}

export type Entry<E, P> =
  | { readonly kind: "expense"; readonly id: string; readonly day: string; readonly expense: E }
  | { readonly kind: "payment"; readonly id: string; readonly day: string; readonly payment: P };

/** Days are compared first; then ids, which begin with their time once the name of their kind is off. */
function placeOf({ id, day }: { readonly id: string; readonly day: string }): string {
  return `${day} ${id.slice(id.indexOf("_") + 1)}`;
}

/**
 * Expenses and payments in one list, newest first. What is older than the loaded end of the other is not in it yet,
 * because something may come between; `next` says which of the two has to be loaded for the list to go on.
 */
export function timeline<E extends ListedExpense, P extends ListedPayment>(
  expenses: Loaded<E>,
  payments: Loaded<P>,
): { entries: Entry<E, P>[]; next: "expenses" | "payments" | null } {
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
  const endOf = (entries: readonly { id: string; day: string }[], more: boolean) =>
    more ? (entries.length > 0 ? placeOf(entries.at(-1)!) : "9") : "";
  const [boughtEnd, paidEnd] = [endOf(bought, expenses.more), endOf(paid, payments.more)];
  const end = boughtEnd > paidEnd ? boughtEnd : paidEnd;
  const entries = [...bought, ...paid]
    .filter((entry) => placeOf(entry) >= end)
    .sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
  return { entries, next: end === "" ? null : boughtEnd === end ? "expenses" : "payments" };
}

/** What an entry did to the balances: by member and currency, in minor units; null where nobody knows who paid. */
function effectsOf(
  entry: Entry<ListedExpense, ListedPayment>,
): [memberId: string, currency: string, minor: bigint][] | null {
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
 * The entries above which everybody was even: one after the other is taken off what is open now. The first entry of
 * all, before which nobody had spent anything, is no news; where nobody knows who paid, the answer ends.
 */
export function evenAbove(
  entries: readonly Entry<ListedExpense, ListedPayment>[],
  open: readonly { readonly member: { readonly id: string }; readonly net: MoneyText }[],
): Set<string> {
  const nets = new Map(open.map(({ member, net }) => [`${member.id} ${net.currency}`, minorOf(net)]));
  let openCount = [...nets.values()].filter((minor) => minor !== 0n).length;
  const even = new Set<string>();
  for (const entry of entries) {
    if (openCount === 0) even.add(entry.id);
    const effects = effectsOf(entry);
    if (effects === null) break;
    for (const [memberId, currency, minor] of effects) {
      const key = `${memberId} ${currency}`;
      const before = nets.get(key) ?? 0n;
      const after = before - minor;
      nets.set(key, after);
      openCount += Number(after !== 0n) - Number(before !== 0n);
    }
  }
  return even;
}
