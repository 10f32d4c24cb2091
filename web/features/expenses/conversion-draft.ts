import { readAmount, typedAmount } from "../../../server/kernel/amount-input.js";
import { minorDigits } from "../../../server/kernel/currency.js";
import { convertedText } from "../../lib/rates.js";

/** Where the rate of a converted expense comes from. */
export type ConversionSource = "ECB" | "GROUP" | "CUSTOM" | "CARD";

export const CONVERSION_SOURCES: readonly ConversionSource[] = ["ECB", "GROUP", "CUSTOM", "CARD"];

/** As many as a rate that is entered may have. */
const RATE_DECIMALS = 12;

/** What stands in the fields about what an expense was converted from, as it was typed. */
export interface ConversionDraft {
  readonly amount: string;
  readonly currency: string;
  readonly source: ConversionSource;
  /** For a rate of one's own. */
  readonly rate: string;
  /** The rate on record: it counts as long as nobody changes what it was recorded for. */
  readonly kept: KeptRate | null;
}

interface KeptRate {
  readonly rate: string;
  /** Source, currencies and day, as one text. */
  readonly recordedFor: string;
}

export interface ConversionInputFields {
  readonly original: { readonly amount: string; readonly currency: string };
  readonly source: ConversionSource;
  readonly rate: string | null;
}

/** What was stored, as the API gives it. */
export interface StoredConversion {
  readonly from: { readonly amount: string; readonly currency: string };
  readonly rate: { readonly rate: string; readonly source: string };
}

/** What a conversion is for: the currency of the total, and the day. */
interface Total {
  readonly currency: string;
  readonly incurredOn: string;
}

export interface ConversionReading {
  /** What the original comes to at the rate; null where the total is entered, or not known yet. */
  readonly total: string | null;
  readonly input: ConversionInputFields | null;
}

function recordedFor({ source, currency }: Pick<ConversionDraft, "source" | "currency">, total: Total): string {
  return [source, currency, total.currency, total.incurredOn].join(" ");
}

/** The fields as they were when the expense was converted. */
export function conversionDraft({ from, rate }: StoredConversion, total: Total, locale: string): ConversionDraft {
  const source = CONVERSION_SOURCES.find((each) => each === rate.source) ?? "CARD";
  return {
    amount: typedAmount(from.amount, locale),
    currency: from.currency,
    source,
    rate: source === "CUSTOM" ? typedAmount(rate.rate, locale) : "",
    kept: { rate: rate.rate, recordedFor: recordedFor({ source, currency: from.currency }, total) },
  };
}

/** Whether the total is what a rate makes of the original, and not entered. */
export function isByRate(conversion: ConversionDraft | null): boolean {
  return conversion !== null && conversion.source !== "CARD";
}

/**
 * Understands what was typed; problems go to "original", "originalCurrency", "rate" and "source".
 *
 * @param daily the rates of the day by their source, as far as there are any.
 */
export function readConversion(
  draft: ConversionDraft,
  total: Total,
  daily: Partial<Record<ConversionSource, string>>,
  locale: string,
  problems: Record<string, string>,
): ConversionReading {
  const { currency, source } = draft;
  const amount = readAmount(draft.amount, locale, minorDigits(currency), currency);
  if (!amount.ok) problems.original = amount.problem === "EMPTY" ? "REQUIRED" : amount.problem;
  else if (/^-?[0.]*$/.test(amount.text)) problems.original = "ZERO";
  if (currency === total.currency) problems.originalCurrency = "SAME_CURRENCY";
  const rate = rateFrom(draft, total, daily, locale, problems);
  if (!amount.ok || (source !== "CARD" && rate === null)) return { total: null, input: null };
  const original = { amount: amount.text, currency };
  return {
    total: rate === null ? null : convertedText(original, total.currency, rate),
    input: { original, source, rate: source === "CUSTOM" ? rate : null },
  };
}

/** The rate that makes the total; null for a card, and where it is missing or wrong. */
function rateFrom(
  draft: ConversionDraft,
  total: Total,
  daily: Partial<Record<ConversionSource, string>>,
  locale: string,
  problems: Record<string, string>,
): string | null {
  if (draft.source === "CARD") return null;
  if (draft.source === "CUSTOM") {
    const read = readAmount(draft.rate, locale, RATE_DECIMALS);
    if (read.ok && !read.text.startsWith("-") && /[1-9]/.test(read.text)) return trimmed(read.text);
    problems.rate = read.ok ? "POSITIVE" : read.problem === "EMPTY" ? "REQUIRED" : read.problem;
    return null;
  }
  const { kept } = draft;
  const rate = kept?.recordedFor === recordedFor(draft, total) ? kept.rate : daily[draft.source];
  if (rate === undefined) problems.source = "NO_RATE";
  return rate ?? null;
}

/** A rate without the zeros that its reading filled it up with. */
function trimmed(rate: string): string {
  return rate.includes(".") ? rate.replace(/\.?0+$/, "") : rate;
}
