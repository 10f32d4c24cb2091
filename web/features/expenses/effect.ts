import { sum } from "../../../server/kernel/allocate.js";
import { Decimal } from "../../../server/kernel/decimal.js";
import { amountText, minorFrom } from "../../../server/kernel/money.js";

export interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

interface PartOf {
  readonly member: { readonly id: string };
  readonly amount: MoneyText;
}

/** An amount of the API in whole minor units. */
export function minorOf({ amount, currency }: MoneyText): bigint {
  const minor = minorFrom(Decimal.parse(amount)!, currency);
  if (typeof minor !== "bigint") throw new Error(`The API wrote an amount that cannot be: ${amount} ${currency}`);
  return minor;
}

/** What an expense does to somebody's balance: what they paid, less their share. */
export function effectOn(
  memberId: string,
  expense: { readonly total: MoneyText; readonly payers: readonly PartOf[]; readonly shares: readonly PartOf[] },
): MoneyText {
  const partOf = (parts: readonly PartOf[]) =>
    sum(parts.filter((part) => part.member.id === memberId).map((part) => minorOf(part.amount)));
  const { currency } = expense.total;
  return { amount: amountText(partOf(expense.payers) - partOf(expense.shares), currency), currency };
}
