import { useTranslation } from "react-i18next";
import { minorDigits } from "../../server/kernel/currency.js";
import { currentLocale } from "./i18n.js";
import { dayLocale, languageOf, numberLocale } from "./locale.js";

export interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

/** A piece of a written amount. What is quiet stands back: the minor units, and the name of the currency. */
export interface MoneyPiece {
  readonly text: string;
  readonly isQuiet: boolean;
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
const QUIET: ReadonlySet<string> = new Set(["decimal", "fraction", "currency"]);

interface MoneyStyle {
  /** Whether what is above zero says so. */
  readonly signed?: boolean;
  /** Whether the currency is said elsewhere, as by the head of a column. */
  readonly bare?: boolean;
}

/** The sign stands first, wherever the currency is: some places would write it between the two. */
function moneyPieces(locale: string, { amount, currency }: MoneyText, style: MoneyStyle = {}): MoneyPiece[] {
  const sign = isNegative(amount) ? "−" : style.signed && !isZero(amount) ? "+" : "";
  const pieces: MoneyPiece[] = sign ? [{ text: sign, isQuiet: false }] : [];
  for (const { type, value } of moneyFormat(locale, currency).formatToParts(withoutSign(amount) as Numeric)) {
    if (style.bare && !FIGURES.has(type)) continue;
    const isQuiet = QUIET.has(type);
    const last = pieces.at(-1);
    if (last?.isQuiet === isQuiet) pieces[pieces.length - 1] = { text: last.text + value, isQuiet };
    else pieces.push({ text: value, isQuiet });
  }
  return pieces;
}

function money(locale: string, value: MoneyText): string {
  return moneyPieces(locale, value)
    .map(({ text }) => text)
    .join("");
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

/** What `useFormat` gives, for one account's locale. */
export function formattersOf(tag: string) {
  const words = languageOf(tag);
  const numbers = numberLocale(tag);
  const days = dayLocale(tag);
  return {
    /** The locale of numbers, for the fields that take them. */
    locale: numbers,
    money: (value: MoneyText) => money(numbers, value),
    moneyPieces: (value: MoneyText, style?: MoneyStyle) => moneyPieces(numbers, value, style),
    day: (date: string) => day(days, date, { dateStyle: "medium" }),
    dayShort: (date: string) => day(days, date, { day: "numeric", month: "short" }),
    month: (date: string) => day(days, date, { month: "long", year: "numeric" }),
    moment: (at: string) =>
      kept(`moment ${days}`, () => new Intl.DateTimeFormat(days, { dateStyle: "medium", timeStyle: "short" })).format(
        new Date(at),
      ),
    /** The day and the time of a moment, where they stand apart. */
    momentDay: (at: string) =>
      kept(`moment day ${days}`, () => new Intl.DateTimeFormat(days, { dateStyle: "medium" })).format(new Date(at)),
    momentTime: (at: string) =>
      kept(`moment time ${days}`, () => new Intl.DateTimeFormat(days, { timeStyle: "short" })).format(new Date(at)),
    /** Six digits are enough to read; computing uses all of them. */
    rateNumber: (rate: string) => plainNumber(numbers, rate, { maximumSignificantDigits: 6 }),
    /** A weight or a percentage. */
    number: (value: string) => plainNumber(numbers, value, { maximumFractionDigits: 6 }),
    list: (items: readonly string[]) => kept(`list ${words}`, () => new Intl.ListFormat(words)).format(items),
    currencyName: (code: string) =>
      kept(`currencies ${words}`, () => new Intl.DisplayNames(words, { type: "currency" })).of(code) ?? code,
  };
}

/** Everything that is written differently in different places, in the reader's own way. */
export function useFormat(): ReturnType<typeof formattersOf> {
  // A change of language renders anew whoever asked here.
  useTranslation();
  const locale = currentLocale();
  return kept(`all ${locale}`, () => formattersOf(locale));
}
