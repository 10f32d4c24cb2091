/** What is known of where a receipt is from. */
export interface LanguageHint {
  /** ISO 4217. */
  readonly currency: string;
  /** BCP 47; null where nobody said. */
  readonly locale: string | null;
}

/** All that can be read, ISO 639-2; the first is meant where nothing tells. */
export const LANGUAGES: readonly string[] = ["eng", "deu", "fra", "spa", "por", "ita", "nld"];

/** ISO 639-1, as locales say it, to ISO 639-2, as tesseract calls its data. */
const BY_LOCALE: Readonly<Record<string, string>> = {
  en: "eng",
  de: "deu",
  fr: "fra",
  es: "spa",
  pt: "por",
  it: "ita",
  nl: "nld",
};
/** Where one language is spoken, or one of them is on most receipts. */
const BY_CURRENCY: Readonly<Record<string, string>> = {
  BRL: "por",
  CHF: "deu",
  MXN: "spa",
  ARS: "spa",
  CLP: "spa",
  COP: "spa",
  PEN: "spa",
  UYU: "spa",
  XAF: "fra",
  XOF: "fra",
};

/**
 * In which of these languages to read: that of who sent it, else that of the currency, else the first. One at a time: with
 * two, tesseract reads everything twice, and a model of one language knows the letters of its neighbours.
 */
export function languageOf({ currency, locale }: LanguageHint, languages: readonly string[]): string {
  const likely = [BY_LOCALE[locale?.slice(0, 2).toLowerCase() ?? ""], BY_CURRENCY[currency]];
  return likely.find((code) => code !== undefined && languages.includes(code)) ?? languages[0]!;
}
