import { Decimal } from "../../server/kernel/decimal.js";
import { convert, rateFrom } from "../../server/kernel/exchange.js";
import { amountText, minorFrom } from "../../server/kernel/money.js";
import type { MoneyText } from "./format.js";

/** A rate as the API tells it. */
export interface RateText {
  readonly from: string;
  readonly to: string;
  readonly rate: string;
  readonly asOf: string;
  readonly source: string;
  readonly path: readonly string[];
}

/** An amount in another currency, rounded as the server rounds; null where there is nothing to convert. */
export function convertedText({ amount, currency }: MoneyText, to: string, rate: string): string | null {
  const [decimal, factor] = [Decimal.parse(amount), Decimal.parse(rate)];
  const minor = decimal && minorFrom(decimal, currency);
  const exact = factor && rateFrom(factor);
  if (typeof minor !== "bigint" || !exact) return null;
  return amountText(convert(minor, currency, to, exact), to);
}

const DAY_MILLISECONDS = 86_400_000;

/** Whole days from one calendar day to a later one; none where it is not later. */
export function daysBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS);
}
