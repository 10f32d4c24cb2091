import { useTranslation } from "react-i18next";
import { minorDigits } from "../../server/kernel/currency.js";
import { currentLocale } from "./i18n.js";

export interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

/** An amount as its digits before and after the decimal separator, so that the latter can be quieter. */
export interface MoneyPieces {
  readonly sign: "" | "−" | "+";
  readonly whole: string;
  readonly minor: string;
}

// Intl takes decimal strings exactly; its types know them as numeric literals alone.
type Numeric = `${number}`;

export function isNegative(amount: string): boolean {
  return amount.startsWith("-");
}

export function isZero(amount: string): boolean {
  return /^-?0*(\.0*)?$/.test(amount);
}

export function withoutSign(amount: string): string {
  return amount.replace("-", "");
}

const formats = new Map<string, unknown>();

/** Formats are dear to make and cheap to keep. */
function kept<Format>(key: string, make: () => Format): Format {
  if (!formats.has(key)) formats.set(key, make());
  return formats.get(key) as Format;
}

function digitsOf(currency: string) {
  const digits = minorDigits(currency);
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
}

/** One format for all that is written of money: plain numbers have another decimal sign in some places. */
function moneyFormat(locale: string, currency: string): Intl.NumberFormat {
  return kept(
    `money ${locale} ${currency}`,
    () => new Intl.NumberFormat(locale, { style: "currency", currency, ...digitsOf(currency) }),
  );
}

const FIGURES: ReadonlySet<string> = new Set(["integer", "group", "decimal", "fraction"]);

function moneyPieces(locale: string, { amount, currency }: MoneyText, signed: boolean): MoneyPieces {
  const parts = moneyFormat(locale, currency)
    .formatToParts(withoutSign(amount) as Numeric)
    .filter(({ type }) => FIGURES.has(type));
  const at = parts.findIndex((part) => part.type === "decimal");
  const text = (from: number, to?: number) =>
    parts
      .slice(from, to)
      .map((part) => part.value)
      .join("");
  const sign = isNegative(amount) ? "−" : signed && !isZero(amount) ? "+" : "";
  return at < 0 ? { sign, whole: text(0), minor: "" } : { sign, whole: text(0, at), minor: text(at) };
}

function money(locale: string, { amount, currency }: MoneyText): string {
  return moneyFormat(locale, currency).format(amount as Numeric);
}

/** A number that is no amount, such as a rate or a weight, with the signs that the amounts beside it have. */
function plainNumber(locale: string, value: string, options: Intl.NumberFormatOptions): string {
  const format = kept(
    `number ${locale} ${JSON.stringify(options)}`,
    () => new Intl.NumberFormat(locale, { style: "currency", currency: "EUR", minimumFractionDigits: 0, ...options }),
  );
  const parts = format.formatToParts(withoutSign(value) as Numeric).filter(({ type }) => FIGURES.has(type));
  return (isNegative(value) ? "−" : "") + parts.map((part) => part.value).join("");
}

function day(locale: string, date: string, options: Intl.DateTimeFormatOptions): string {
  // A calendar day belongs to no time zone; UTC at both ends keeps it the same day.
  return kept(
    `day ${locale} ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }),
  ).format(new Date(`${date}T00:00:00Z`));
}

/** What `useFormat` gives, for one locale. */
export function formattersOf(locale: string) {
  return {
    locale,
    money: (value: MoneyText) => money(locale, value),
    moneyPieces: (value: MoneyText, signed: boolean) => moneyPieces(locale, value, signed),
    day: (date: string) => day(locale, date, { dateStyle: "medium" }),
    dayShort: (date: string) => day(locale, date, { day: "numeric", month: "short" }),
    month: (date: string) => day(locale, date, { month: "long", year: "numeric" }),
    moment: (at: string) =>
      kept(
        `moment ${locale}`,
        () => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }),
      ).format(new Date(at)),
    /** Six digits are enough to read; computing uses all of them. */
    rateNumber: (rate: string) => plainNumber(locale, rate, { maximumSignificantDigits: 6 }),
    /** A weight or a percentage. */
    number: (value: string) => plainNumber(locale, value, { maximumFractionDigits: 6 }),
    list: (words: readonly string[]) => kept(`list ${locale}`, () => new Intl.ListFormat(locale)).format(words),
    currencyName: (code: string) =>
      kept(`currencies ${locale}`, () => new Intl.DisplayNames(locale, { type: "currency" })).of(code) ?? code,
  };
}

/** Everything that is written differently in different places, in the reader's own way. */
export function useFormat(): ReturnType<typeof formattersOf> {
  // A change of language renders anew whoever asked here.
  useTranslation();
  const locale = currentLocale();
  return kept(`all ${locale}`, () => formattersOf(locale));
}
