import { minorDigits } from "../../kernel/currency.js";
import { amountText, type Money } from "../../kernel/money.js";

/** How a reader's locale writes what stands in a report. */
export interface ReportNumbers {
  /** With its sign, and all decimals of the currency; without the currency. */
  readonly amount: (minor: bigint, currency: string) => string;
  /** With its code. */
  readonly money: (money: Money) => string;
  readonly count: (count: number) => string;
  readonly day: (day: string) => string;
  readonly month: (day: string) => string;
  readonly range: (range: { readonly from: string; readonly to: string }) => string;
  readonly list: (words: readonly string[]) => string;
}

/** Whose digits our fonts have; others are written as 0 to 9. */
const DIGITS = new Set(["latn", "arab", "arabext", "deva", "thai"]);

/** @param locale a BCP 47 tag */
export function reportNumbers(locale: string): ReportNumbers {
  const { numberingSystem: own } = new Intl.NumberFormat(locale).resolvedOptions();
  const numberingSystem = DIGITS.has(own) ? own : "latn";
  const days = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeZone: "UTC",
    calendar: "gregory",
    numberingSystem,
  });
  const months = new Intl.DateTimeFormat(locale, {
    month: "short",
    year: "numeric",
    timeZone: "UTC",
    calendar: "gregory",
    numberingSystem,
  });
  const counts = new Intl.NumberFormat(locale, { numberingSystem });
  const lists = new Intl.ListFormat(locale, { type: "unit", style: "short" });
  const amount = (minor: bigint, currency: string) => {
    const digits = minorDigits(currency);
    const format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      numberingSystem,
    });
    // As a text, so that no float comes near it.
    return format.format(amountText(minor, currency) as unknown as number);
  };
  return {
    amount,
    money: ({ minor, currency }) => `${amount(minor, currency)} ${currency}`,
    count: (count) => counts.format(count),
    day: (day) => days.format(instantOf(day)),
    month: (day) => months.format(instantOf(day)),
    range: ({ from, to }) => `${days.format(instantOf(from))} – ${days.format(instantOf(to))}`,
    list: (words) => lists.format(words),
  };
}

/** Midnight of a day in UTC, where its formats are. */
export function instantOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
