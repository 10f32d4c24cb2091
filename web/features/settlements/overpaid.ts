/** A payment as it is being entered; `amount` in minor units of its currency, positive. */
export interface Payment {
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
}

/** What is open before it, in the payment's currency and its minor units. */
export interface OpenBefore {
  /** Positive: is owed. */
  readonly netOf: (memberId: string) => bigint;
  /** What the group suggests that one pays the other. */
  readonly suggested: (fromId: string, toId: string) => bigint;
  /** Whether debts are gathered over the group; else each pair has its own. */
  readonly simplified: boolean;
}

/** What a payment makes that is more than was open; amounts in minor units, positive. */
export type Overpayment =
  /** Who receives it will owe that much to who pays. */
  | { readonly kind: "pair"; readonly amount: bigint }
  /** Who receives it will owe that much, to others. */
  | { readonly kind: "receiver"; readonly amount: bigint }
  /** Who pays will have that much to get back, from others. */
  | { readonly kind: "payer"; readonly amount: bigint };

const positive = (amount: bigint) => (amount > 0n ? amount : 0n);
const smaller = (one: bigint, other: bigint) => (one < other ? one : other);

/** Whether a payment is above what is open, and what it would make; null where it only settles. */
export function overpaid({ from, to, amount }: Payment, before: OpenBefore): Overpayment | null {
  const open = before.suggested(from, to) - before.suggested(to, from);
  if (amount <= open) return null;
  if (!before.simplified) return { kind: "pair", amount: amount - open };
  const payer = before.netOf(from) + amount;
  const receiver = before.netOf(to) - amount;
  const owedMore = payer > positive(before.netOf(from));
  const owesMore = -receiver > positive(-before.netOf(to));
  if (owedMore && owesMore) return { kind: "pair", amount: smaller(payer, -receiver) };
  if (owesMore) return { kind: "receiver", amount: -receiver };
  return owedMore ? { kind: "payer", amount: payer } : null;
}
