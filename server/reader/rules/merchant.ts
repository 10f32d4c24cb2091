import { lettersOf, plainText } from "./letters.js";
import { medianOf, type Row } from "./rows.js";
import { COMPANY_WORDS, NOT_A_NAME_WORDS } from "./vocabulary.js";

/** A row, or two, that may be the merchant's name. */
export interface FoundMerchant {
  readonly name: string;
  readonly score: number;
  readonly row: Row;
}

/** How many rows from the top may hold the name. */
const ROWS_MAX = 14;
const COMPANY = new Set(COMPANY_WORDS);
const NOT_A_NAME = new Set(NOT_A_NAME_WORDS);
/** Forms of companies, that end a name. */
const FORM =
  /\b(?:sdn\.? ?bhd|s ?\/ ?b|bhd|gmbh|ges\.? ?m\.? ?b\.? ?h|co\.? ?kg|ltd|llc|inc|plc|b\.?v\.?|n\.?v\.?|s\.?a\.?r\.?l|s\.?r\.?l|s\.?p\.?a|s\.?l\.?u?|s\.?a\.?s?|enterprise|e\.?k|ohg)\b\.?/iu;
const CONTACT = /(?:\btel|\bfax|\bphone|www\.|https?:|@\w|\.com\b|\.de\b|\.co\.|\b(?:gst|vat|ust|roc|reg|nif|cif|siret|abn)\b.{0,12}\d|#\s?\d|\d{3}[- ]?\d{3,4}[- ]\d{3,4})/iu;
/** A number of registration behind a name: "(860671-D)", "CO. NO. 123456-A", "JM0325955-V". */
const REGISTRATION =
  /[([{]\s*[\dOIl][\w\s./-]*[)\]}]?|[([{][A-Z]{0,3}\d[\w\s/-]{3,}[)\]}]?|\b(?:co(?:mpany)?\.?\s*)?(?:reg\.?\s*)?no\.?\s*:?\s*[\w-]*\d[\w-]*|\b\d{5,}-?[A-Z]?\b.*$/giu;

/** The rows that may be the merchant's name, the most probable first; `until` is the first row of the bill itself. */
export function merchantsOf(rows: readonly Row[], until: number): FoundMerchant[] {
  const top = rows.slice(0, Math.max(3, Math.min(ROWS_MAX, until)));
  const height = medianOf(rows.map((row) => row.height));
  const found = top.flatMap((row, index) => {
    const name = nameOf(row.text);
    if (name === null) return [];
    return [{ name, score: scoreOf(row, name, index, height, rows), row, index }];
  });
  const joined = found.map((candidate) => withNeighbour(candidate, found));
  return joined.sort((a, b) => b.score - a.score).map(({ name, score, row }) => ({ name, score, row }));
}

interface Candidate extends FoundMerchant {
  readonly index: number;
}

/** A company's form on a row of its own belongs to the name above. */
function withNeighbour(candidate: Candidate, found: readonly Candidate[]): Candidate {
  const next = found.find(({ index }) => index === candidate.index + 1);
  if (!next || FORM.test(candidate.name)) return candidate;
  const words = lettersOf(next.name).filter((word) => word.length > 1);
  const isRest = /^(?:&|\(m\)|and\b)/iu.test(next.name) || words.every((word) => COMPANY.has(word));
  if (!isRest || !FORM.test(next.name)) return candidate;
  return { ...candidate, name: `${candidate.name} ${next.name}`, score: Math.max(candidate.score, next.score) + 0.5 };
}

/** What is left of a row where numbers, registrations and stray signs are taken away; null where that is no name. */
function nameOf(text: string): string | null {
  const name = text
    .replace(REGISTRATION, " ")
    .replace(/^[^\p{L}\d"'(]+|[^\p{L}\d.)!'"&]+$/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
  const letters = name.replace(/[^\p{L}]/gu, "").length;
  return letters < 2 || letters < name.replace(/\s/gu, "").length * 0.5 ? null : name;
}

function scoreOf(row: Row, name: string, index: number, height: number, rows: readonly Row[]): number {
  const words = lettersOf(name);
  const letters = words.join("").length;
  const sure = row.words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / Math.max(1, row.text.replace(/ /gu, "").length);
  const forms = words.filter((word) => COMPANY.has(word)).length;
  const others = words.filter((word) => NOT_A_NAME.has(word)).length;
  const digits = row.text.replace(/\D/gu, "").length;
  let score = 2.4 - 0.35 * index;
  score += Math.min(1.5, Math.max(-0.5, (row.height / Math.max(1, height) - 1) * 1.2));
  score += Math.min(1.6, forms * 0.7) + (FORM.test(name) ? 1.6 : 0);
  score -= others * 1.3 + (CONTACT.test(row.text) ? 3 : 0);
  score -= (digits / Math.max(1, row.text.length)) * 5;
  score -= sure < 0.75 ? (0.75 - sure) * 4 : 0;
  score -= letters < 4 ? 1.2 : 0;
  // A note beside the scan, or a slogan.
  score -= /^\P{Lu}+$/u.test(name) ? 1.2 : 0;
  score -= /,\s*$/u.test(row.text) ? 1 : 0;
  return score + (isNamedAgain(words, rows, index) ? 0.8 : 0);
}

/** A shop that is named once more, as in the address of its page, is rather the merchant. */
function isNamedAgain(words: readonly string[], rows: readonly Row[], index: number): boolean {
  const longest = [...words].sort((a, b) => b.length - a.length)[0] ?? "";
  if (longest.length < 4 || COMPANY.has(longest) || NOT_A_NAME.has(longest)) return false;
  return rows.some(({ text }, other) => other !== index && other > index && plainText(text).replace(/[^a-z]/gu, "").includes(longest));
}
