import { minorDigits } from "../../kernel/currency.js";
import { amountText } from "../../kernel/money.js";
import type { AnnouncedMoney } from "./announcement.js";

const formats = new Map<string, Intl.NumberFormat>();

/** An amount as people of this locale write it, exact to the last unit. */
export function moneyText({ minor, currency }: AnnouncedMoney, locale: string): string {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    const digits = minorDigits(currency);
    const style = {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    } as const;
    format = new Intl.NumberFormat(locale, style);
    formats.set(key, format);
  }
  // Intl takes decimal strings exactly; its types know them as numeric literals alone.
  return format.format(amountText(BigInt(minor), currency) as `${number}`);
}
