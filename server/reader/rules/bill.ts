import { type Amount, amountsOf, plainNumbersOf } from "./amounts.js";
import { daySpans } from "./dates.js";
import { isNearly, lettersOf } from "./letters.js";
import { type Label, labelOf, type Role } from "./roles.js";
import type { Row } from "./rows.js";
import { HEAD_WORDS } from "./vocabulary.js";

/** A row with what it says, as far as that can be told from itself and its neighbours. */
export interface BillRow {
  readonly row: Row;
  readonly index: number;
  readonly amounts: readonly Amount[];
  readonly label: Label;
  /** The row's text without its amounts. */
  readonly words: string;
  /** Whether it heads columns: "Item Qty Price Amount". */
  readonly head: boolean;
}

const HEADS = new Set(HEAD_WORDS.flatMap((word) => word.split(" ")));
const LONG_HEADS = [...HEADS].filter((word) => word.length >= 4);
/** What a label without an amount beside it may mean on the next row, or the one before. */
const SUMMARY = new Set<Role>([
  "TOTAL",
  "SUBTOTAL",
  "TAX",
  "TIP",
  "SERVICE",
  "FEE",
  "ROUNDING",
  "CASH",
  "CHANGE",
  "CARD",
  "DISCOUNT",
]);

/** Sums that some receipts print without decimals, or an engine reads without their point. */
const PLAIN_ROLES = new Set<Role>(["TOTAL", "SUBTOTAL", "CASH", "CARD", "CHANGE", "TAX", "ROUNDING"]);

/** What the rows of a receipt say, for a currency with so many decimals. */
export function billRowsOf(rows: readonly Row[], digits: number): BillRow[] {
  const ends = rows.flatMap((row) =>
    amountsOf(row, digits)
      .filter(({ whole }) => whole)
      .slice(-1)
      .map(({ right }) => right),
  );
  const read = rows.map((row, index) => billRow(row, index, digits, ends));
  return read.map((row, index) => withOrphan(row, read[index - 1], read[index + 1]));
}

/** Whether the row's words name a sum of the bill rather than a thing that was bought. */
export function isSummary({ label }: BillRow): boolean {
  if (label.role === "NONE") return false;
  return (
    label.covered >=
    (label.role === "TOTAL"
      ? 0.3
      : label.role === "TAX" || label.role === "ROUNDING"
        ? 0.35
        : label.role === "AMOUNT"
          ? 0.8
          : 0.5)
  );
}

/** The amount that a row's label speaks of: the last one. */
export function valueOf({ amounts }: BillRow): Amount | null {
  return amounts.at(-1) ?? null;
}

function billRow(row: Row, index: number, digits: number, ends: readonly number[]): BillRow {
  const spans = daySpans(row);
  const written = amountsOf(row, digits).filter(
    (amount) =>
      !spans.some(([from, to]) => amount.from < to && amount.to > from) &&
      (amount.whole || isAligned(row, amount, ends)) &&
      // Beside a day stands a time: "15.46".
      (spans.length === 0 || amount.marked),
  );
  const words = withoutAmounts(row.text, written);
  const label = labelOf(words);
  const amounts = written.length > 0 || spans.length > 0 ? written : plainAmounts(row, digits, label, ends);
  const bare = amounts === written ? words : withoutAmounts(row.text, amounts);
  // A lone figure is rather a specimen of dirt, or a count, than what is paid.
  const weak =
    amounts !== written &&
    amounts.every(
      ({ repaired, marked, minor }) => !repaired && !marked && (ends.length > 2 || minor < 10n ** BigInt(digits + 1)),
    );
  const said = isTaxRow(label, amounts)
    ? { ...label, role: "TAX" as const }
    : weak
      ? { ...label, strength: Math.min(1, label.strength) }
      : isTableSum(label, amounts)
        ? { ...label, role: "NONE" as const, strength: 0 }
        : label;
  return { row, index, amounts, label: said, words: bare, head: amounts.length === 0 && isHead(row.text) };
}

/** "IVA 4% BASE 12,47 CUOTA 0,50" ends with a tax. */
function isTaxRow({ role, concepts }: Label, amounts: readonly Amount[]): boolean {
  const last = amounts.at(-1);
  return (
    role === "SUBTOTAL" && concepts.has("TAX") && last !== undefined && amounts.some(({ minor }) => minor > last.minor)
  );
}

/** "Total 83.93 5.04" is the last row of a table of taxes: what is paid would be the largest. */
function isTableSum({ role }: Label, amounts: readonly Amount[]): boolean {
  const last = amounts.at(-1);
  return role === "TOTAL" && last !== undefined && amounts.some(({ minor }) => minor > last.minor && last.minor >= 0n);
}

/**
 * Whole numbers are money where a currency's sign or the label of a sum says so. On a receipt that prints decimals, so that
 * `ends` says where its amounts end, they have lost their point: "TOTAL 1000" is ten.
 */
function plainAmounts(row: Row, digits: number, label: Label, ends: readonly number[]): Amount[] {
  const numbers = plainNumbersOf(row, digits);
  const last = numbers.at(-1);
  if (!last || last.sure < 0.4 || row.text.slice(last.to).replace(/[^\p{L}\d]/gu, "").length > 1) return [];
  const isSum = PLAIN_ROLES.has(label.role) && label.covered >= 0.5 && numbers.length === 1;
  const isSplit = /\d \d/u.test(row.text.slice(last.from, last.to));
  const units = isSplit ? last.minor : last.minor / 10n ** BigInt(digits);
  const pointless = { ...last, minor: units, repaired: true };
  // "002" is two cents, and "100" one whole.
  const leads = /(?<!\d)0\d{2,}$/u.test(row.text.slice(last.from, last.to));
  const isLong = leads || (units < 0n ? -units : units) >= 10n ** BigInt(digits);
  if (!isSum && !(last.marked && last.minor !== 0n)) {
    return isLong && ends.length > 2 && inColumn(row, last, ends) ? [pointless] : [];
  }
  return ends.length > 0 && isLong ? [pointless] : [last];
}

/** Whether a number of at most five digits stands alone where other rows have their amounts, with words in front. */
function inColumn(row: Row, { from, right, minor }: Amount, ends: readonly number[]): boolean {
  if (minor > 9_999_999n || !/\p{L}{3}.* {2,}$/u.test(row.text.slice(0, from))) return false;
  return isAligned(row, { right }, ends);
}

function isAligned(row: Row, { right }: Pick<Amount, "right">, ends: readonly number[]): boolean {
  const column = ends.filter((end) => Math.abs(end - right) < row.height);
  return column.length >= Math.max(2, ends.length * 0.4);
}

function withoutAmounts(text: string, amounts: readonly Amount[]): string {
  let left = "";
  let at = 0;
  for (const { from, to } of amounts) {
    left += `${text.slice(at, from)} `;
    at = to;
  }
  return (left + text.slice(at)).trim();
}

function isHead(text: string): boolean {
  if (/(?<!\p{L})\d/u.test(text)) return false;
  const words = lettersOf(text);
  const heads = words.filter(
    (word) => HEADS.has(word) || (word.length >= 4 && LONG_HEADS.some((head) => isNearly(word, head))),
  ).length;
  return heads >= 2 && heads >= words.length * 0.5;
}

/**
 * Where the rows of a photo lean, a label and its amount come apart: a label of a sum takes an amount without words that
 * stands just below it, or above.
 */
function withOrphan(row: BillRow, before: BillRow | undefined, after: BillRow | undefined): BillRow {
  if (row.amounts.length > 0 || row.head || !SUMMARY.has(row.label.role) || row.label.covered < 0.5) return row;
  const orphan = [after, before].find((other) => other !== undefined && isOrphan(other) && isNear(row.row, other.row));
  if (!orphan) return row;
  return { ...row, amounts: orphan.amounts };
}

function isOrphan({ amounts, words, label }: BillRow): boolean {
  return amounts.length === 1 && label.role === "NONE" && words.replace(/[^\p{L}\d]/gu, "").length <= 3;
}

function isNear(one: Row, other: Row): boolean {
  return one.page === other.page && Math.abs(one.middle - other.middle) < 1.9 * Math.max(one.height, other.height);
}
