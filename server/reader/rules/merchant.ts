import { chainOf } from "./chains.js";
import { daySpans } from "./dates.js";
import { isNearly, lettersOf, plainText } from "./letters.js";
import { isCompanyOf, isOwner, withoutLead } from "./owners.js";
import { medianOf, type Row } from "./rows.js";
import { thankedNames } from "./thanked.js";
import { COMPANY_WORDS, KIND_WORDS, NOT_A_NAME_WORDS } from "./vocabulary.js";

/** A row, or two, that may be the merchant's name. */
export interface FoundMerchant {
  readonly name: string;
  readonly score: number;
  readonly row: Row;
}

/** How many rows from the top may hold the name. */
const ROWS_MAX = 14;
/** Within how many rows a logo stands. */
const LOGO_ROWS = 4;
/** What stands below the day is rather a greeting, a waiter or a dish than the merchant. */
const BELOW_DAY = 1;
/** Who owns a shop is rather not its name, though a company's form stands there. */
const OF_OWNER = 3;
/** What words such as "Welcome to" lead to. */
const LED = 1.6;
/** A name that the receipt's last rows thank for. */
const THANKED = 1.9;
/** An address of a page or a mail that says the name, too. */
const SAME_ADDRESS = 1.5;
/** Between a street and a place with its code stands a part of the address. */
const OF_ADDRESS = 1.5;
const COMPANY = new Set(COMPANY_WORDS);
const NOT_A_NAME = new Set(NOT_A_NAME_WORDS);
const KINDS = new Set(KIND_WORDS);
/** Those that are found where blanks were lost, too. */
const LONG_COMPANY = COMPANY_WORDS.filter((word) => word.length >= 6);
/** Words of so many letters are seldom one letter away from another word. */
const LONG_WORD = 8;
const VERY_LONG_COMPANY = COMPANY_WORDS.filter((word) => word.length >= LONG_WORD);
const LONG_OTHERS = NOT_A_NAME_WORDS.filter((word) => word.length >= 5 && word !== "total" && word !== "terminal");
/** Forms of companies, that end a name. */
const FORM =
  /\b(?:sdn\.? ?bhd|s ?\/ ?b|bhd|gmbh|ges\.? ?m\.? ?b\.? ?h|co\.? ?kg|ltd|llc|inc|plc|b\.?v\.?|n\.?v\.?|s\.?a\.?r\.?l|s\.?r\.?l|s\.?p\.?a|s\.?l\.?u?|s\.?a\.?s?|enterprise|e\.?k|ohg|mbh|kgaa|gbr|corp|pty|ltda|lda|eurl|sasu|snc|kft|aps|s\.?r\.?o|sp\.? ?z ?o\.? ?o|d\.?o\.?o)\b\.?/iu;
const CONTACT =
  /(?:\btel|\bfax|\bphone|www\.|https?:|@\w|\.com\b|\.de\b|\.co\.|careline|hotline|\b(?:gst|vat|ust|roc|reg|nif|cif|siret|abn)\b.{0,12}\d|#\s?\d|\d{3}[- ]?\d{3,4}[- ]\d{3,4})/iu;
/** A street with its number, and a place with its code: "Lange Straße 130", "33100 Paderborn", "Austin, TX 78701", "Nevada 89101", "SW1A 1AA". */
const ADDRESS =
  /(?:stra\p{L}{1,3}|str\.?|weg|platz|allee|ring|damm|ufer|gasse)\s*\d{1,4}\s?[a-z]?$|^\d{4,5} \p{Lu}\p{Ll}+|,\s?[A-Z]{2}\.?\s\d{5}|^\p{L}+(?: \p{L}+)? \d{5}(?:-\d{4})?$|^\d{1,6} (?:[NSEW]\.? )?\p{L}+(?: \p{L}+)? (?:street|st|avenue|ave|road|rd|blvd|boulevard|lane|ln|drive|dr|hwy|highway|parkway|pkwy)\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|^(?:calle|c\/|rue|via|avda|avenida|plaza|piazza|rua|jalan|jln)\b.*\d/iu;
/** The name in an address of a page or a mail. */
const DOMAIN =
  /(?:www ?[.,] ?|@)([a-z][a-z0-9]{2,})|\.([a-z][a-z0-9]{2,})(?:-[a-z0-9]+)*\.(?:de|com|fr|es|nl|be|it|at|ch|pt)\b/gu;
/** A number of registration behind a name: "(860671-D)", "CO. NO. 123456-A", "JM0325955-V". */
const REGISTRATION =
  /[([{]\s*[\dOIl][\w\s./-]*[)\]}]|[([{][A-Z]{0,3}\d[\w\s/-]{3,}[)\]}]?|\b(?:co(?:mpany)?\.?\s*)?(?:reg\.?\s*)?no\.?\s*:?\s*[\w-]*\d[\w-]*|\b(?:[A-Z]{2})?\d{5,}-?[A-Z]?\b.*$/giu;

/** The rows that may be the merchant's name, the most probable first; `until` is the first row of the bill itself. */
export function merchantsOf(rows: readonly Row[], until: number): FoundMerchant[] {
  const top = rows.slice(0, Math.max(3, Math.min(ROWS_MAX, until)));
  const height = medianOf(rows.map((row) => row.height));
  const run = top.map((row) => lettersOf(row.text).join(""));
  const domains = domainsOf(rows);
  // Marks of a logo and stains above the name do not count as rows before it.
  const ranks = top.map(
    (_, index) => top.slice(0, index).filter((row, before) => run[before]!.length >= 4 && meanSure(row) >= 0.7).length,
  );
  const day = top.findIndex((row) => daySpans(row).length > 0);
  const found = top.flatMap((row, index) => {
    const written = singleSpaced(row.text);
    const text = withoutLead(written);
    const name = nameOf(text);
    if (name === null) return [];
    const domain = domains.some((each) => isOfDomain(run[index]!, each)) ? SAME_ADDRESS : 0;
    const isBelowDay = day > 0 && index > day ? BELOW_DAY : 0;
    const isOfAddress = isAddress(top[index - 1]) && isAddress(top[index + 1]) ? OF_ADDRESS : 0;
    const [above, below] = [top[index - 1]?.text ?? "", top[index + 1]?.text ?? ""];
    const isOfOwner = isOwner(written, below) || isCompanyOf(written, above) ? OF_OWNER : 0;
    const score =
      scoreOf(row, name, ranks[index]!, height) + domain + againScore(name, rows, index) - isBelowDay - isOfAddress;
    const isLed = text === written ? 0 : LED;
    return [{ name, score: score - isOfOwner + isLed, row, index }];
  });
  const named = found.map(asChain);
  const thanked = thankedNames(rows.slice(top.length)).map((each) => ({ ...each, score: THANKED, index: LOGO_ROWS }));
  const others = [...fromDomains(rows, domains).map(asChain).map(asChainsAddress), ...thanked];
  const joined = [...named.map((candidate) => withNeighbour(candidate, named, height)), ...others];
  return joined.sort((a, b) => b.score - a.score).map(({ name, score, row }) => ({ name, score, row }));
}

function isAddress(row: Row | undefined): boolean {
  return row !== undefined && ADDRESS.test(singleSpaced(row.text));
}

/** Where letters stand far apart, so do words: "4406  Quay  Road". */
function singleSpaced(text: string): string {
  return text.replace(/ {2,}/gu, " ");
}

interface Candidate extends FoundMerchant {
  readonly index: number;
}

/** A logo of a large chain is spelled as the chain is. */
function asChain(candidate: Candidate): Candidate {
  const chain = chainOf(lettersOf(candidate.name));
  if (chain === null || candidate.index > LOGO_ROWS) return candidate;
  if (chain.exact) return { ...candidate, score: Math.max(candidate.score, 1) + 1 };
  return { ...candidate, name: chain.name, score: Math.max(candidate.score, 1) + 0.6 };
}

/** The address of a large chain's page spells its name where its logo was misread as another. */
function asChainsAddress(candidate: Candidate): Candidate {
  const isChain = chainOf([candidate.name])?.exact === true;
  return isChain ? { ...candidate, score: candidate.score + SAME_ADDRESS } : candidate;
}

/** A company's form on a row of its own belongs to the name above, and so does the rest of a headline in large letters. */
function withNeighbour(candidate: Candidate, found: readonly Candidate[], height: number): Candidate {
  const next = found.find(({ index }) => index === candidate.index + 1);
  if (!next || FORM.test(candidate.name) || isAddress(candidate.row)) return candidate;
  const words = lettersOf(withLetters(next.name)).filter((word) => word !== "m");
  const isRest =
    /^(?:&|\(m\)|and\b|s\w{2}\.? bhd\b)/iu.test(next.name) ||
    isFormOfPlace(next.name) ||
    isKindOfShop(candidate, next) ||
    ((words.length === 1 || FORM.test(next.name)) && words.every(isOfCompany));
  if (isHeadline(candidate, next, height)) {
    return { ...candidate, name: `${candidate.name} ${next.name}`, score: Math.max(candidate.score, next.score) + 0.3 };
  }
  if (!isRest || /\d/u.test(withLetters(next.row.text.replace(REGISTRATION, " ")))) return candidate;
  return { ...candidate, name: `${candidate.name} ${next.name}`, score: Math.max(candidate.score, next.score) + 0.5 };
}

/** "Indian cuisine" below a name, in letters of its size. */
function isKindOfShop({ row }: Candidate, next: Candidate): boolean {
  const words = lettersOf(next.name);
  const isAlike = Math.max(row.height, next.row.height) < Math.min(row.height, next.row.height) * 1.25;
  return (
    isAlike &&
    words.length <= 2 &&
    words.some(isOfCompany) &&
    words.every((word) => isOfCompany(word) || KINDS.has(word))
  );
}

/** "(KLANG) SDN BHD": a place or a country in brackets, and a company's form behind it. */
function isFormOfPlace(name: string): boolean {
  const [, rest] = /^\([^)]{1,24}\)\s*(.*)$/u.exec(name) ?? [];
  return rest !== undefined && FORM.test(withLetters(rest)) && lettersOf(rest).every(isOfCompany);
}

/** Two rows of a few words in letters of one size, larger than the others. */
function isHeadline({ name, row }: Candidate, { name: rest, row: below }: Candidate, height: number): boolean {
  const words = [...lettersOf(name), ...lettersOf(rest)];
  const isLarge = Math.min(row.height, below.height) > height * 1.35;
  const isOne = Math.max(row.height, below.height) < Math.min(row.height, below.height) * 1.25;
  const isNear = row.page === below.page && below.middle - row.middle < row.height * 2;
  return (
    isLarge && isOne && isNear && words.length <= 4 && !/\d/u.test(rest) && !words.some((word) => NOT_A_NAME.has(word))
  );
}

/** Where no row could be read, the address of a page tells the name, too: "www.markt-sued.de" is that of "markt sued". */
function fromDomains(rows: readonly Row[], domains: readonly string[]): Candidate[] {
  return domains.slice(0, 3).flatMap((domain) => {
    const row = rows.find(({ text }) => plainText(text).replace(/ /gu, "").includes(domain));
    if (row === undefined || domain.length < 4) return [];
    const isTop = row.middle < row.pageHeight / 3;
    return [{ name: domain, score: isTop ? 2.2 : 0.6, row, index: 0 }];
  });
}

/** What is left of a row where numbers, registrations and stray signs are taken away; null where that is no name. */
function nameOf(text: string): string | null {
  const [before = ""] = text.split(/[([{]\s?\d{5,}/u);
  const name = (before.length > 4 ? before : text)
    .replace(REGISTRATION, " ")
    .replace(/^[^\p{L}\d"'(]+|[^\p{L}\d.)!'"&]+$/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
  const letters = name.replace(/[^\p{L}]/gu, "").length;
  return letters < 2 || letters < name.replace(/\s/gu, "").length * 0.5 ? null : name;
}

function scoreOf(row: Row, name: string, rank: number, height: number): number {
  const words = lettersOf(name);
  const run = words.join("");
  const sure = meanSure(row);
  const forms = words.filter(isOfCompany).length || (LONG_COMPANY.some((word) => run.includes(word)) ? 1 : 0);
  const isOther = run.startsWith("your") || LONG_OTHERS.some((word) => run.includes(word));
  const others = words.filter((word) => NOT_A_NAME.has(word)).length || (isOther ? 1 : 0);
  const registered = /[([{]\s?\d{5,}\s?-\s?[A-Z0-9]\s?[)\]}]?/u.test(row.text);
  const digits = row.text.replace(REGISTRATION, " ").replace(/\D/gu, "").length;
  let score = 2.4 - 0.35 * Math.min(rank, 7);
  score += Math.min(1.5, Math.max(-0.5, (row.height / Math.max(1, height) - 1) * 1.2));
  const isGeneric = words.every((word) => isOfCompany(word) || NOT_A_NAME.has(word));
  // A kind of shop alone is seldom its name.
  score -= isGeneric && forms > 0 && words.length <= 2 ? 0.8 : 0;
  score +=
    (isGeneric ? 0 : Math.min(1.6, forms * 0.7)) + (FORM.test(withLetters(name)) ? 1.6 : 0) + (registered ? 1.5 : 0);
  score -= others * 1.3 + (CONTACT.test(row.text.replace(REGISTRATION, " ")) ? 3 : 0);
  score -= isAddress(row) ? 2 : 0;
  score -= (digits / Math.max(1, row.text.length)) * 5;
  score -= sure < 0.75 ? (0.75 - sure) * 4 : 0;
  score -= run.length < 3 ? 2.4 : run.length < 4 ? 1.2 : 0;
  score -= /^[([{]/u.test(row.text) ? 1 : 0;
  // Where the first letters of a line were lost.
  score -= /^\p{Ll}+\p{Lu}/u.test(name) ? 0.8 : 0;
  // A note beside the scan, or a slogan.
  score -= /^\P{Lu}+$/u.test(name) ? 1.2 : 0;
  // A question is no name.
  score -= row.text.includes("?") ? 1 : 0;
  return score - (/,\s*$/u.test(row.text) ? 1 : 0);
}

/** "SDN 8HD" and "C0." are of a company, too. */
function withLetters(name: string): string {
  return name
    .replace(/8(?=[A-Z])|(?<=[A-Z])8/gu, "B")
    .replace(/5(?=[A-Z])|(?<=[A-Z])5/gu, "S")
    .replace(/0(?=[A-Z])|(?<=[A-Z])0/gu, "O");
}

/** Whether a word is one of a company's, also a long one with one letter misread: "restaurart". */
function isOfCompany(word: string): boolean {
  return COMPANY.has(word) || (word.length >= LONG_WORD && VERY_LONG_COMPANY.some((each) => isNearly(word, each)));
}

/** How sure the engine is of a row, letter by letter. */
function meanSure(row: Row): number {
  const letters = row.text.replace(/ /gu, "").length;
  return row.words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / Math.max(1, letters);
}

/** The names that addresses of pages and mails have: "www.marktkauf-lehr.de" has "marktkauf". */
function domainsOf(rows: readonly Row[]): string[] {
  const found = rows.flatMap(({ text }) => [...plainText(text).matchAll(DOMAIN)]);
  return found
    .map(([, name, other]) => name ?? other ?? "")
    .filter((name) => !["gmail", "hotmail", "yahoo"].includes(name));
}

function isOfDomain(run: string, domain: string): boolean {
  return run.length >= 3 && (run.startsWith(domain) || domain.startsWith(run));
}

/** A shop that is named once more is rather the merchant. */
function againScore(name: string, rows: readonly Row[], index: number): number {
  const [longest = ""] = lettersOf(name).sort((a, b) => b.length - a.length);
  if (longest.length < 4 || COMPANY.has(longest) || NOT_A_NAME.has(longest)) return 0;
  const isAgain = ({ text }: Row, other: number) =>
    other > index &&
    plainText(text)
      .replace(/[^a-z]/gu, "")
      .includes(longest);
  return rows.some(isAgain) ? 0.8 : 0;
}
