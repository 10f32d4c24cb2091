import { sum } from "../../../server/kernel/allocate.js";
import { readAmount, typedAmount } from "../../../server/kernel/amount-input.js";
import { isCurrency, minorDigits } from "../../../server/kernel/currency.js";
import { Decimal } from "../../../server/kernel/decimal.js";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { deviceToday } from "../../../server/kernel/today.js";
import type { MoneyText } from "../../lib/format.js";
import { type Overpayment, overpaid } from "./overpaid.js";

/** A payment as it stands in the form. */
export interface SettlementDraft {
  readonly from: string;
  readonly to: string;
  /** As it was typed: what is settled, in `currency`. */
  readonly amount: string;
  readonly currency: string;
  readonly settledOn: string;
  readonly note: string;
  /** It was paid in another currency. */
  readonly elsewhere: boolean;
}

/** What a suggestion filled in already. It comes in the address, where anybody can write anything. */
export interface SettlementStart {
  readonly from: string | null;
  readonly to: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
}

interface OpenBalance {
  readonly member: { readonly id: string };
  readonly net: MoneyText;
}

/** What is open in the group. */
interface OpenGroup {
  readonly currency: string;
  readonly simplifyDebts: boolean;
  readonly viewerMember?: { readonly id: string } | null;
  readonly balances: readonly OpenBalance[];
  readonly suggestedTransfers: readonly {
    readonly from: { readonly id: string };
    readonly to: { readonly id: string };
    readonly amount: MoneyText;
  }[];
}

/** A form that was just opened: what was suggested, else from the viewer to anybody else. */
export function settlementDraft(
  start: SettlementStart,
  group: OpenGroup,
  memberIds: readonly string[],
  locale: string,
): SettlementDraft {
  const known = (id: string | null) => memberIds.find((each) => each === id);
  const from = known(start.from) ?? group.viewerMember?.id ?? memberIds[0]!;
  const amount = Decimal.parse(start.amount ?? "")?.text;
  return {
    from,
    to: known(start.to) ?? memberIds.find((id) => id !== from) ?? "",
    amount: amount ? typedAmount(amount, locale) : "",
    currency: start.currency !== null && isCurrency(start.currency) ? start.currency : group.currency,
    settledOn: deviceToday(),
    note: "",
    elsewhere: false,
  };
}

/** What a draft says. */
export interface SettlementReading {
  /** What is settled, as the API takes it; null where it cannot be read, or is not above zero. */
  readonly amount: string | null;
  /** Whether it was computed rather than written. */
  readonly computed: boolean;
  /** Why `amount` is null. */
  readonly amountProblem: string | null;
  readonly isToSelf: boolean;
  readonly isDay: boolean;
}

export function readSettlement(draft: SettlementDraft, locale: string): SettlementReading {
  const read = readAmount(draft.amount, locale, minorDigits(draft.currency), draft.currency);
  const isPositive = read.ok && !read.text.startsWith("-") && /[1-9]/.test(read.text);
  const unread = read.ok ? null : read.problem === "EMPTY" ? "REQUIRED" : read.problem;
  return {
    amount: read.ok && isPositive ? read.text : null,
    computed: read.ok && read.computed,
    amountProblem: unread ?? (isPositive ? null : "POSITIVE"),
    isToSelf: draft.from === draft.to,
    isDay: isLocalDate(draft.settledOn),
  };
}

/** What a payment of this amount makes that is more than is open; null where it only settles. */
export function overpaidIn(
  group: OpenGroup,
  { from, to, currency }: SettlementDraft,
  { amount, isToSelf }: SettlementReading,
): Overpayment | null {
  if (amount === null || isToSelf) return null;
  const minor = (text: string) => Decimal.parse(text)!.scaledTo(minorDigits(currency))!;
  const inCurrency = (open: MoneyText) => (open.currency === currency ? minor(open.amount) : 0n);
  const netOf = (memberId: string) =>
    sum(group.balances.map(({ member, net }) => (member.id === memberId ? inCurrency(net) : 0n)));
  const suggested = (fromId: string, toId: string) => {
    const between = group.suggestedTransfers.filter((each) => each.from.id === fromId && each.to.id === toId);
    return sum(between.map((each) => inCurrency(each.amount)));
  };
  return overpaid({ from, to, amount: minor(amount) }, { simplified: group.simplifyDebts, netOf, suggested });
}
