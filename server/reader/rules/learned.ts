import { minorDigits } from "../../kernel/currency.js";
import type { PageText } from "../page-model.js";
import type { LearnedMerchant, LineKind, ReadLine, ReceiptText } from "../receipt-reading.js";
import { type BillRow, billRowsOf, valueOf } from "./bill.js";
import { datesOf } from "./dates.js";
import { lettersOf, likeness, plainText } from "./letters.js";
import { signed } from "./lines.js";
import type { FoundMerchant } from "./merchant.js";
import { rowsOf } from "./rows.js";

/** A receipt as people left it; what they did not touch is as it was read. */
export interface Correction {
  readonly merchant: string | null;
  readonly date: string | null;
  readonly currency: string;
  /** In minor units of `currency`. */
  readonly total: bigint | null;
  readonly lines: readonly { readonly name: string; readonly kind: LineKind }[];
}

/** Names this much alike are one merchant's: engines read them a little differently every time. */
const ALIKE = 0.85;
/** Labels are shorter. */
const LABELS_ALIKE = 0.75;
/** Within this part of the page a total without a label stands where it stood. */
const HEIGHT = 0.06;
const KINDS_MAX = 50;

/** A merchant's name in the form that it is known by: without accents, blanks and signs. */
export function merchantKey(name: string): string {
  return plainText(name).replace(/[^a-z0-9]/gu, "");
}

/** Letters and digits that engines take for one another are the same. */
function folded(key: string): string {
  return key.replace(/0/gu, "o").replace(/[1i]/gu, "l").replace(/5/gu, "s").replace(/8/gu, "b");
}

/** What was learned of the merchant with one of these names; null where nobody corrected one of theirs. */
export function learnedOf(
  learned: readonly LearnedMerchant[],
  merchants: readonly Pick<FoundMerchant, "name">[],
): LearnedMerchant | null {
  for (const { name } of merchants.slice(0, 4)) {
    const key = folded(merchantKey(name));
    const known = learned
      .map((each) => ({ each, alike: likeness(folded(each.key), key) }))
      .filter(({ alike }) => alike >= ALIKE)
      .sort((a, b) => b.alike - a.alike)[0];
    if (known) return known.each;
  }
  return null;
}

/** Whether a row is the one in which people of the group found the total. */
export function hintOf(learned: LearnedMerchant | null): (row: BillRow) => boolean {
  if (learned === null || learned.totalLabel === null) return () => false;
  const { totalLabel, totalHeight } = learned;
  return (row) => {
    const label = labelLetters(row);
    if (totalLabel !== "") return label !== "" && likeness(label, totalLabel) >= LABELS_ALIKE;
    return label === "" && totalHeight !== null && Math.abs(heightOf(row) - totalHeight) < HEIGHT;
  };
}

/** The lines with the kinds that people gave to lines of these names before. */
export function withLearnedKinds(
  lines: readonly ReadLine[],
  learned: LearnedMerchant | null,
  total: bigint,
): readonly ReadLine[] {
  if (learned === null || learned.kinds.length === 0) return lines;
  const kinds = new Map(learned.kinds.map(({ key, kind }) => [key, kind]));
  return lines.map((line) => {
    const kind = kinds.get(merchantKey(line.name));
    if (kind === undefined || kind === line.kind) return line;
    return { ...line, ...signed(line.kind === "DISCOUNT" ? -line.minor : line.minor, kind, total) };
  });
}

/**
 * What a correction teaches of the merchant, added to what was known of it before. `pages` are what the engines read; the
 * reading is what was made of them. Null where the receipt names no merchant, so that nothing could be found again.
 */
export function learnFrom(
  before: LearnedMerchant | null,
  pages: readonly PageText[],
  reading: ReceiptText,
  correction: Correction,
): LearnedMerchant | null {
  const read =
    reading.merchant?.alternatives.find((name) => merchantKey(name) === before?.key) ?? reading.merchant?.value;
  const key = before?.key ?? (read === undefined ? "" : merchantKey(read));
  if (key === "") return null;
  const rows = billRowsOf(rowsOf(pages), minorDigits(correction.currency));
  const total =
    correction.total !== null && correction.total !== reading.total?.value ? rowOfTotal(rows, correction.total) : null;
  const isRenamed = correction.merchant !== null && correction.merchant !== reading.merchant?.value;
  return {
    key,
    name: isRenamed ? correction.merchant : (before?.name ?? null),
    totalLabel: total ? labelLetters(total) : (before?.totalLabel ?? null),
    totalHeight: total ? heightOf(total) : (before?.totalHeight ?? null),
    currency: correction.currency === reading.currency?.value ? (before?.currency ?? null) : correction.currency,
    dayFirst: dayOrder(pages, reading, correction) ?? before?.dayFirst ?? null,
    kinds: kindsOf(before, reading.lines, correction.lines),
  };
}

/** Of several rows with that amount the last, with a label if one has any. */
function rowOfTotal(rows: readonly BillRow[], total: bigint): BillRow | null {
  const found = rows.filter((row) => valueOf(row)?.minor === total);
  return found.findLast((row) => labelLetters(row) !== "") ?? found.at(-1) ?? null;
}

function labelLetters({ words }: BillRow): string {
  return lettersOf(words).join("");
}

function heightOf({ row }: BillRow): number {
  return row.middle / row.pageHeight;
}

/** Whether the corrected day is what stands there, read with the day first, or last; null where it tells nothing. */
function dayOrder(pages: readonly PageText[], reading: ReceiptText, { date }: Correction): boolean | null {
  if (date === null || date === reading.date?.value) return null;
  const rows = rowsOf(pages);
  const isRead = (monthFirst: boolean) =>
    datesOf(rows, { today: "9999-12-31", monthFirst }).some(({ day }) => day === date);
  const [dayFirst, monthFirst] = [isRead(false), isRead(true)];
  return dayFirst === monthFirst ? null : dayFirst;
}

function kindsOf(
  before: LearnedMerchant | null,
  read: readonly ReadLine[],
  corrected: Correction["lines"],
): LearnedMerchant["kinds"] {
  const known = new Map(before?.kinds.map(({ key, kind }) => [key, kind]));
  const kinds = new Map(read.map(({ name, kind }) => [merchantKey(name), kind]));
  for (const { name, kind } of corrected) {
    const key = merchantKey(name);
    if (kinds.has(key) && kinds.get(key) !== kind) known.set(key, kind);
  }
  return [...known].slice(-KINDS_MAX).map(([key, kind]) => ({ key, kind }));
}
