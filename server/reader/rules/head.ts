import type { PageText } from "../page-model.js";
import { billRowsOf } from "./bill.js";
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
