import type { PageText } from "../page-model.js";
import type { ReadField } from "../receipt-reading.js";
import { billRowsOf } from "./bill.js";
import { isFilled } from "./confidence.js";
import { likeness, plainText } from "./letters.js";
import { type Row, rowsOf } from "./rows.js";

/** The head has so many rows at least. */
const ROWS_MIN = 3;
/** An amount that the engine is less sure of may be a number of a street. */
const SURE_AMOUNT = 0.6;
/** And no more of the page than this. */
const PART_MAX = 0.45;
/** The space between two rows, in heights of a letter. */
const ABOVE = 0.6;

/** Most currencies have hundredths, and an amount in another is one all the same. */
const DECIMALS = 2;

/** How much of a page, from its top, is the receipt's head: what stands above the bill. */
export function headHeight(text: PageText): number {
  const rows = rowsOf([text]);
  const last = rows.length - 1;
  const below = rows[Math.min(last, Math.max(billFrom(rows), ROWS_MIN))];
  if (below === undefined) return PART_MAX;
  return Math.min(PART_MAX, Math.max(0, (below.middle - below.height * ABOVE) / below.pageHeight));
}

/** The first row of the bill: one with an amount, or with the names of columns. */
function billFrom(rows: readonly Row[]): number {
  const first = billRowsOf(rows, DECIMALS).findIndex(
    ({ amounts, head }) => head || amounts.some(({ whole, sure }) => whole && sure >= SURE_AMOUNT),
  );
  return first < 0 ? rows.length : first;
}

/** A page's text with what its head says when it is read by itself. */
export function withHead(text: PageText, head: PageText, height: number): PageText {
  const below = text.words.filter(({ place }) => place.y + place.height / 2 > height);
  return { ...text, words: [...head.words, ...below] };
}

/** Names from this likeness on are two readings of one. */
const ALIKE = 0.7;
/** A head that was read by itself is less sure than the page: what is around it tells the size of print, and what is none. */
const HEAD_WEIGHT = 0.8;
const ALTERNATIVES_MAX = 3;

/**
 * The merchant that readings of the whole page and of its head by itself tell together: the name that is said most surely by
 * most of them. Misread names are unlike one another, and one that was read well is read so again. Where they say something
 * else as well, it is less sure.
 */
export function agreedMerchant(
  pages: readonly (ReadField<string> | null)[],
  heads: readonly (ReadField<string> | null)[],
): ReadField<string> | null {
  const said = [
    ...pages.map((field) => ({ field, weight: 1 })),
    ...heads.map((field) => ({ field, weight: HEAD_WEIGHT })),
  ].flatMap(({ field, weight }) => (field === null ? [] : [{ field, sure: field.confidence * weight }]));
  const [best] = said
    .map((each) => ({ ...each, support: supportOf(each, said) + each.sure / 20 }))
    .sort((a, b) => b.support - a.support);
  if (best === undefined) return null;
  const { field } = best;
  const others = said.filter((each) => !areAlike(field.value, each.field.value));
  const doubt = Math.max(0, ...others.map(({ sure }) => sure)) / 2;
  const confidence = Math.floor(field.confidence * (1 - doubt) * 1_000 + 0.5) / 1_000;
  const names = [...others].sort((a, b) => b.sure - a.sure).map((each) => each.field.value);
  const alternatives = [...new Set([...names, ...field.alternatives])].filter((name) => name !== field.value);
  return {
    ...field,
    confidence,
    filled: field.filled && isFilled("merchant", confidence),
    alternatives: alternatives.slice(0, ALTERNATIVES_MAX),
  };
}

interface Said {
  readonly field: ReadField<string>;
  readonly sure: number;
}

/** How sure readings are together that the merchant has about this name. */
function supportOf({ field }: Said, all: readonly Said[]): number {
  const unsure = all.reduce((left, other) => {
    const alike = likenessOf(field.value, other.field.value);
    return alike < ALIKE ? left : left * (1 - other.sure * alike);
  }, 1);
  return 1 - unsure;
}

/** Whether two names are readings of one. */
export function areAlike(one: string, other: string): boolean {
  return likenessOf(one, other) >= ALIKE;
}

function likenessOf(one: string, other: string): number {
  return likeness(lettersIn(one), lettersIn(other));
}

function lettersIn(name: string): string {
  return plainText(name).replace(/[^a-z0-9]/gu, "");
}
