import { sum } from "../../../server/kernel/allocate.js";
import { readAmount } from "../../../server/kernel/amount-input.js";
import { minorDigits } from "../../../server/kernel/currency.js";
import { Decimal } from "../../../server/kernel/decimal.js";
import { amountText, minorFrom } from "../../../server/kernel/money.js";
import type { ConversionSource } from "./conversion-draft.js";

/** What stands in the fields of several people, by member. */
export type TypedAmounts = Readonly<Record<string, string>>;

/** Under which id, among whom and in whose way of writing numbers a draft is read. */
export interface DraftContext {
  readonly expenseId: string;
  readonly memberIds: readonly string[];
  readonly locale: string;
  /** The rates of the day that the total may be converted at, by their source. */
  readonly rates?: Partial<Record<ConversionSource, string>>;
}

/** What is left to hand out before the numbers agree; `unit` says of what. */
export interface Remainder {
  readonly amount: string;
  readonly unit: "money" | "percent";
  readonly zero: boolean;
}

export function isNothing(amount: string): boolean {
  return Decimal.parse(amount)!.units === 0n;
}

/** An amount that was read before, in minor units; nothing where it is more than an amount may be. */
export function minorIn(currency: string, amount: string): bigint {
  const minor = minorFrom(Decimal.parse(amount)!, currency);
  return typeof minor === "bigint" ? minor : 0n;
}

/** What a field takes: how many decimals, and of which currency where it is an amount. */
export interface FieldKind {
  readonly digits: number;
  readonly currency?: string;
}

/** A field for an amount. */
export function inCurrency(currency: string): FieldKind {
  return { digits: minorDigits(currency), currency };
}

/** The fields that have something in them, read one by one; what cannot be read is a problem at its place. */
export function readValues(
  typed: TypedAmounts,
  spot: string,
  { digits, currency }: FieldKind,
  context: DraftContext,
  problems: Record<string, string>,
): Map<string, string> {
  const read = new Map<string, string>();
  for (const memberId of context.memberIds) {
    const answer = readAmount(typed[memberId] ?? "", context.locale, digits, currency);
    if (answer.ok) read.set(memberId, answer.text);
    else if (answer.problem !== "EMPTY") problems[`${spot}:${memberId}`] = answer.problem;
  }
  return read;
}

/** What of the total the amounts leave over. */
export function leftOf(currency: string, total: string, amounts: readonly string[]): Remainder {
  const left = minorIn(currency, total) - sum(amounts.map((amount) => minorIn(currency, amount)));
  return moneyLeft(currency, left);
}

export function moneyLeft(currency: string, left: bigint): Remainder {
  return { amount: amountText(left, currency), unit: "money", zero: left === 0n };
}

/** Whether whoever types an amount is not done with it: "12.", "12+", "(". Nobody is told of a fault before they can have made it. */
export function isUnfinished(text: string): boolean {
  return /[.,'’+\-−–×*÷/:(]\s*$/.test(text);
}
