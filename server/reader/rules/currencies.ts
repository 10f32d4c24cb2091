import { isActiveCurrency, minorDigits } from "../../kernel/currency.js";
import { lettersOf, plainText } from "./letters.js";
import type { Row } from "./rows.js";

/** The currency that the receipt says, or lets one conclude, and how surely. */
export interface FoundCurrency {
  readonly code: string;
  /** 0 to 1, as a weight of what speaks for it. */
  readonly weight: number;
  readonly row: Row | null;
}

/** Codes that a word of a receipt is taken for where it stands beside an amount. */
const CODES = new Set(
  `AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EUR GBP HKD HUF IDR ILS INR ISK JPY KRW MAD MXN MYR NOK NZD PEN PHP PLN RON RSD SAR SEK
   SGD THB TND TRY TWD UAH USD VND ZAR KWD BHD OMR JOD`.split(/\s+/),
);

/** Whose sign is a dollar's. */
const DOLLARS = new Set(["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "ARS", "CLP", "COP"]);
const MAIN_CODES = new Set(["EUR", "USD", "GBP", "CHF", "MYR"]);

/** Signs that one currency alone has. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/€|\beuros?\b/iu, "EUR"],
  [/£/u, "GBP"],
  [/\bRM ?\d|\bRM\b/u, "MYR"],
  [/₹|\bRs\.? ?\d|\brupees?\b/iu, "INR"],
  [/₩/u, "KRW"],
  [/₱/u, "PHP"],
  [/฿|\bbaht\b/iu, "THB"],
  [/₫/u, "VND"],
  [/R\$/u, "BRL"],
  [/\bS\$ ?\d/u, "SGD"],
  [/\bHK\$/u, "HKD"],
  [/\bA\$ ?\d/u, "AUD"],
  [/\bCA?\$ ?\d/u, "CAD"],
  [/\bMX\$/u, "MXN"],
  [/\bFr\. ?\d|\bSFr\b/u, "CHF"],
  [/\bzł|\bPLN\b/u, "PLN"],
  [/\bKč\b/u, "CZK"],
  [/\bFt\b/u, "HUF"],
];

/** Words of places and laws, with the money that is paid there. */
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:sdn|bhd|malaysia|johor|selangor|kuala lumpur|jalan|penang|puchong|melaka)\b/u, "MYR"],
  [/\b(?:gmbh|mwst|ust-?id|deutschland|osterreich|strasse|steuernr|steuernummer)\b/u, "EUR"],
  [
    /\b(?:tva|siret|france|btw|nederland|bv|iva|nif|cif|p ?iva|espana|madrid|barcelona|lisboa|italia|ireland)\b/u,
    "EUR",
  ],
  [/\b(?:schweiz|suisse|svizzera|zurich|geneve|lausanne)\b/u, "CHF"],
  [/\b(?:united kingdom|london|england|scotland|manchester)\b/u, "GBP"],
  [/\b(?:singapore)\b/u, "SGD"],
  [/\b(?:mexico|sa de cv|rfc)\b/u, "MXN"],
  [/\b(?:india|cgst|sgst|gstin|bangalore|bengaluru|mumbai|delhi)\b/u, "INR"],
  [/\b(?:canada|ontario|toronto|vancouver|quebec|hst|pst|qst)\b/u, "CAD"],
  [/\b(?:australia|abn|sydney|melbourne|nsw|qld)\b/u, "AUD"],
  [/\b(?:new zealand|auckland|wellington)\b/u, "NZD"],
  [/\b(?:dubai|abu dhabi|uae)\b/u, "AED"],
];

/** A town in the United States as they write it: "AUSTIN TX 78701". */
const STATE =
  /\b(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])[ ,.]{1,3}\d{5}\b/u;
const AMERICAN_PHONE = /(?:\(\d{3}\) ?|\b\d{3}[-.])\d{3}[-.]\d{4}\b/u;

/** Which currency the receipt is in; `expected` where it does not say. The one with the most weight is taken. */
export function currencyOf(rows: readonly Row[], expected: string): FoundCurrency {
  const weights = new Map<string, { weight: number; row: Row | null }>();
  const speak = (code: string, weight: number, row: Row | null) => {
    const known = weights.get(code);
    weights.set(code, { weight: (known?.weight ?? 0) + weight, row: known?.row ?? row });
  };
  for (const row of rows) for (const [code, weight] of spokenBy(row)) speak(code, weight, row);
  const named = [...weights.keys()].find((code) => DOLLARS.has(code));
  for (const code of dollarsOf(rows, named ?? expected)) speak(code, 0.6, null);
  speak(expected, 0.35, null);
  if (hasCents(rows)) {
    // What prints cents is in a currency that has some, though the one who asks counts in another.
    for (const code of weights.keys()) if (minorDigits(code) === 0) weights.delete(code);
    if (weights.size === 0) speak(isEnglish(rows) ? "USD" : "EUR", 0.1, null);
  }
  const [code, best] = [...weights].sort(([, a], [, b]) => b.weight - a.weight)[0]!;
  const all = [...weights.values()].reduce((sum, { weight }) => sum + weight, 0);
  return { code, weight: best.weight / (all + 0.4), row: best.row };
}

function spokenBy({ text }: Row): [code: string, weight: number][] {
  const found: [string, number][] = [];
  for (const [, code = ""] of text.matchAll(/(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])/gu)) {
    if (!CODES.has(code) || !isActiveCurrency(code)) continue;
    // Some codes are words, and forms of companies: they count beside a number alone.
    const isBeside = new RegExp(String.raw`${code}[ :]{0,3}[$€£]?-?\d|\d ?${code}|\(${code}\)`, "u").test(text);
    if (isBeside || MAIN_CODES.has(code)) found.push([code, isBeside ? 1 : 0.6]);
  }
  for (const [sign, code] of SIGNS) if (sign.test(text)) found.push([code, 0.8]);
  const plain = plainText(text);
  for (const [place, code] of PLACES) if (place.test(plain)) found.push([code, 0.5]);
  return found;
}

/** A dollar alone is that of the United States, unless the one who asks has another, or the place speaks of another. */
function dollarsOf(rows: readonly Row[], likely: string): string[] {
  const signs = rows.filter(({ text }) => /(?<![A-Za-z])\$ ?\d/u.test(text)).length;
  const isAmerican = rows.some(({ text }) => STATE.test(text)) || rows.some(({ text }) => AMERICAN_PHONE.test(text));
  const dollar = DOLLARS.has(likely) && !isAmerican ? likely : "USD";
  const isSigned = signs > 0 ? [dollar] : [];
  return isAmerican ? [...isSigned, "USD", "USD"] : isSigned;
}

/** Whether days stand after months there: only where nothing on the receipt says otherwise. */
export function isMonthFirst(rows: readonly Row[], currency: string, locale: string | null): boolean {
  if (rows.some(({ text }) => STATE.test(text))) return true;
  const regions = new Set(["US", "PH", "PR", "GU"]);
  const region = locale === null ? null : /[-_]([A-Z]{2})\b/u.exec(locale)?.[1];
  if (currency === "USD") return region === null || region === undefined || regions.has(region) || isEnglish(rows);
  return false;
}

function hasCents(rows: readonly Row[]): boolean {
  return (
    rows.filter(({ text }) => /\d[.,]\d\d(?: ?[A-Z€]{0,3})?$/u.test(text) && !/\d[./-]\d+[./-]\d/u.test(text)).length >
    2
  );
}

function isEnglish(rows: readonly Row[]): boolean {
  return rows.some(({ text }) => lettersOf(text).some((word) => ["tax", "subtotal", "total", "change"].includes(word)));
}
