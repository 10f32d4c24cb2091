import { sum } from "../../server/kernel/allocate.js";
import { minorDigits } from "../../server/kernel/currency.js";
import { Decimal } from "../../server/kernel/decimal.js";
import { amountText } from "../../server/kernel/money.js";
import type { MoneyText } from "./format.js";

/** An amount of the API in minor units. */
export function minorOf({ amount, currency }: MoneyText): bigint {
  return Decimal.parse(amount)!.scaledTo(minorDigits(currency))!;
}

/** Minor units as an amount of the API. */
export function moneyOf(minor: bigint, currency: string): MoneyText {
  return { amount: amountText(minor, currency), currency };
}

/** What amounts of one currency come to. */
export function moneySum(amounts: readonly MoneyText[], currency: string): MoneyText {
  return moneyOf(sum(amounts.map(minorOf)), currency);
}

/** How much more the one is than the other; both are of one currency. */
export function moneyDifference(one: MoneyText, other: MoneyText): MoneyText {
  return moneyOf(minorOf(one) - minorOf(other), one.currency);
}
