import { minorDigits } from "./currency.js";
import { type Decimal, decimalText } from "./decimal.js";

/** An exact amount: whole minor units of an ISO 4217 currency. */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

/** No single amount is larger than this many minor units, either way. */
export const MINOR_MAX = 10n ** 15n;

export type MoneyProblem = "TOO_MANY_DECIMALS" | "OUT_OF_RANGE";

/** A decimal as minor units of the currency, or why it is none. It may have fewer decimals than the currency. */
export function minorFrom(amount: Decimal, currency: string): bigint | MoneyProblem {
  const minor = amount.scaledTo(minorDigits(currency));
  if (minor === null) return "TOO_MANY_DECIMALS";
  if (minor > MINOR_MAX || minor < -MINOR_MAX) return "OUT_OF_RANGE";
  return minor;
}

/** The amount as the API writes it: always with as many decimals as the currency has. */
export function amountText(minor: bigint, currency: string): string {
  return decimalText(minor, minorDigits(currency));
}
