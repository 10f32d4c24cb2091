import type { LineKind } from "../receipt-reading.js";
import type { Amount } from "./amounts.js";
import { type BillRow, isSummary } from "./bill.js";
import { daySpans } from "./dates.js";
import { lettersOf } from "./letters.js";
import { conceptsOf } from "./roles.js";

/** One line between the head of the receipt and its sums. */
export interface FoundLine {
  readonly name: string;
  /** A decimal, such as "2" or "0.236". */
  readonly quantity: string;
  /** What it adds to the bill; below zero where it takes something off. */
  readonly effect: bigint;
  readonly kind: LineKind;
  readonly amount: Amount;
  readonly row: BillRow;
  /** Whether it is written as items of this receipt are: with a name, and its amount in their column. */
  readonly regular: boolean;
}

/** From which row to which the lines stand; `to` is the first row of the sums. */
export interface Region {
  readonly from: number;
  readonly to: number;
}

/** No quantity of a bill is larger; what is, is a number of an article. */
const QUANTITY_MAX = 999;
/** Words that name nothing: units, codes of taxes, what stands between a quantity and a price. */
const EMPTY_WORDS = new Set(
  `kg g pcs pes pc x ea each unit units stk st stuck sr zrl zre os es srp eur usd gbp rm gst tax a b c d e f s t z n nt tx vat at per pack ctn btl
   bag set uom nos no ca vr u pz pce ud uds l ltr lb oz pzn ean sku plu upc ref artnr`.split(/\s+/),
);
/** A quantity in front of a name, or of a price alone: "2 x", "3 @", "2,000 *", "0.236 kg x". */
const LEADING = /^\(?(\d{1,3}(?:[.,]\d{1,3})?) {0,3}(?:(?:kg|lb|stk|st|pcs?|pz|ud|ea)\.? ?)?([x×*@]|à(?=\s))\)?\s*/iu;
/** Where an engine lost the blank, a one in front of a word is a count: "1Fanta", but not "7UP". */
const COUNT = /^\(?(\d{1,3})\)?[.)]?\s+(?=[\p{L}"'$(\d])|^(1)(?=\p{Lu}\p{L}{2})/u;
const TRAILING = /\s[x×*]\s?(\d{1,3})$|\((\d{1,3}) ?[x×]?\)$|\s(\d{1,3}(?:[.,]\d{1,3})?) ?(?:kg |lb )?[x×@*]$/u;
/** How much of a fuel, or of something on a scale: "41,20 l", "1.52 lb". A bottle has fewer decimals, or less in it. */
const MEASURED = /\s(\d{1,3}[.,]\d{2,3}) ?(?:l|ltr|gal|kg|lb)\b.*$/iu;
const CODE = /^(?:[#*]?\d{4,}[-\d]*[A-Z]?|\d{1,3}[).:](?=\s)|[A-Z]{1,3}\d{4,}\S*)\s*/u;

/** Where the lines of the bill stand: below the heads of columns, above the first sum. */
export function regionOf(rows: readonly BillRow[]): Region {
  const last = rows.length;
  const head = rows.findIndex((row, index) => row.head && index < last * 0.7);
  const from = head >= 0 ? head + 1 : firstRow(rows);
  let to = from;
  let seen = false;
  for (; to < last; to++) {
    const row = rows[to]!;
    if (row.head || (row.amounts.length === 0 && !(seen && isDamagedSum(row)))) continue;
    if (endsLines(row, seen, rows.slice(to + 1))) break;
    seen ||= isItem(row);
  }
  return { from, to: seen || to < last ? to : last };
}

/** A total whose amount could not be read still ends the lines. */
function isDamagedSum({ label }: BillRow): boolean {
  return label.role === "TOTAL" && label.covered >= 0.8;
}

function isItem(row: BillRow): boolean {
  const { words, amounts } = row;
  return amounts.length > 0 && isName(words) && !isMidway(row);
}

/** Sums end the lines; a discount, a deposit and a fee are lines themselves, and a tax or a payment above all items is none. */
function endsLines(row: BillRow, seen: boolean, later: readonly BillRow[]): boolean {
  if (!isSummary(row)) return false;
  const { role } = row.label;
  if (role === "TOTAL" || role === "SUBTOTAL") return true;
  if (role === "AMOUNT") return seen;
  if (role === "COUNT")
    return seen && (row.label.concepts.has("TOTAL") || (row.label.covered > 0.8 && row.amounts.length < 2));
  if (!seen) return false;
  // At a hotel "Bar" is a place, and in German cash: before the total it is a line.
  if (role === "CASH" || role === "CARD" || role === "CHANGE") return !later.some(isNamedTotal);
  return ["TAX", "SERVICE", "ROUNDING", "TIP"].includes(role);
}

function isNamedTotal(row: BillRow): boolean {
  return row.label.role === "TOTAL" && row.amounts.length > 0 && row.label.covered >= 0.5;
}

/** Without heads of columns the lines begin with the names right above the first amount. */
function firstRow(rows: readonly BillRow[]): number {
  const first = rows.findIndex((row) => row.amounts.length > 0 && !isMidway(row));
  if (first < 0) return 0;
  if (isName(rows[first]!.words)) return first;
  const above = rows[first - 1];
  return Math.max(0, first - (above !== undefined && isBetween(above) ? 2 : 1));
}

/** What may stand between a name and its amount: how much there is, and until when it is good. */
function isBetween(row: BillRow): boolean {
  if (row.amounts.length > 0) return false;
  return daySpans(row.row).length > 0 || (/\d/u.test(row.words) && !isName(nameFrom(row.words).name));
}

/** The lines of the bill, in the order of the rows. */
export function linesOf(rows: readonly BillRow[], region: Region): FoundLine[] {
  const lines = rows.slice(region.from, region.to);
  const namesBelow = areNamesBelow(lines);
  const column = columnOf(lines);
  const found: FoundLine[] = [];
  const taken = new Set<BillRow>();
  let quantity: Quantity | null = null;
  for (const [at, row] of lines.entries()) {
    if (row.amounts.length === 0 || isMidway(row)) continue;
    const own = nameFrom(row.words);
    const amount = priceOf(row, own.quantity);
    if (isName(own.name)) {
      found.push(
        lineFrom(
          row,
          own.name,
          fitting(own.quantity ?? quantity?.text ?? null, row, amount, quantity),
          amount,
          inColumn(amount, column),
        ),
      );
      quantity = null;
      continue;
    }
    const part = quantityOf(row);
    if (part && isOfItem(part, found.at(-1))) {
      const line = found.pop()!;
      found.push({ ...line, quantity: part.text });
      continue;
    }
    const name = neighbourName(lines, at, namesBelow, taken);
    if (name === null && part && row.amounts.length === 1) {
      quantity = part;
      continue;
    }
    if (name) taken.add(name);
    const text = name ? nameFrom(name.words) : own;
    const count = part?.text ?? own.quantity ?? text.quantity ?? null;
    if (name || isSigned(row)) {
      found.push(lineFrom(row, text.name, fitting(count, row, amount, null), amount, name !== null));
    }
  }
  return refunded(found);
}

/** Of a refund all is below zero, and nothing of that is a discount. */
function refunded(found: FoundLine[]): FoundLine[] {
  const sum = found.reduce((all, { effect }) => all + effect, 0n);
  if (sum >= 0n) return found;
  return found.map((line) =>
    line.kind === "DISCOUNT" && line.row.label.role !== "DISCOUNT" ? { ...line, kind: "ITEM" } : line,
  );
}

/** What costs something has its price at the end: "Section 3.53 C, upper floor" is no line. */
function isMidway({ row, amounts }: BillRow): boolean {
  return row.text.slice(amounts.at(-1)!.to).replace(/\P{L}/gu, "").length > 5;
}

interface Quantity {
  readonly text: string;
  readonly unit: bigint | null;
}

/** Whether the unit's price of a row times its quantity is what the item before costs. */
function isOfItem({ text, unit }: Quantity, line: FoundLine | undefined): boolean {
  return (
    line !== undefined &&
    unit !== null &&
    text !== "1" &&
    line.quantity === "1" &&
    isProduct(text, unit, line.amount.minor)
  );
}

function isProduct(quantity: string, unit: bigint, total: bigint): boolean {
  const [whole, fraction = ""] = quantity.split(".") as [string, string?];
  const scale = 10n ** BigInt(fraction.length);
  const difference = BigInt(whole + fraction) * unit - total * scale;
  return (difference < 0n ? -difference : difference) <= scale;
}

/** A row that has no name: a quantity and a unit's price. */
function quantityOf({ row, amounts }: BillRow): Quantity | null {
  const match = LEADING.exec(row.text.replace(/^\W+(?=\d)/u, ""));
  if (!match) return null;
  const unit = amounts[0]?.minor ?? null;
  return { text: decimalOf(match[1]!), unit };
}

function decimalOf(text: string): string {
  const decimal = text.replace(",", ".").replace(/^0+(?=\d)/u, "");
  return decimal.includes(".") ? decimal.replace(/0+$/u, "").replace(/\.$/u, "") : decimal;
}

/** A line whose amount a minus or a sign of a currency makes sure of, though no name was read. */
function isSigned({ words, label }: BillRow): boolean {
  return label.role === "DISCOUNT" || lettersOf(words).join("").length >= 2;
}

function inColumn(amount: Amount, column: number | null): boolean {
  return column === null || Math.abs(amount.right - column) < Math.max(30, column * 0.08);
}

/** The right end that most of the rows' last amounts share. */
function columnOf(rows: readonly BillRow[]): number | null {
  const ends = rows.flatMap(({ amounts }) => (amounts.length > 0 ? [amounts.at(-1)!.right] : []));
  if (ends.length < 3) return null;
  return [...ends].sort((a, b) => a - b)[Math.floor(ends.length * 0.6)]!;
}

/** What of several amounts the line costs: the last, unless that is zero, or another is the product of quantity and price. */
function priceOf({ amounts }: BillRow, quantity: string | null): Amount {
  const last = amounts.at(-1)!;
  if (amounts.length === 1) return last;
  const before = amounts.at(-2)!;
  if (last.minor === 0n && before.minor !== 0n) return before;
  if (quantity !== null && amounts.length > 2 && isProduct(quantity, amounts[0]!.minor, before.minor)) return before;
  return last;
}

/** The quantity that the amounts agree with, or the one that is written; "1" where there is none. */
function fitting(written: string | null, { amounts, words }: BillRow, amount: Amount, above: Quantity | null): string {
  if (above !== null && above.unit !== null) return isProduct(above.text, above.unit, amount.minor) ? above.text : "1";
  const unit = amounts.length > 1 ? amounts[0]!.minor : null;
  if (written !== null && (unit === null || isProduct(written, unit, amount.minor))) return written;
  if (unit === null || unit === 0n) return written ?? "1";
  const numbers = (words.match(/(?<![\d.,])\d{1,3}(?:[.,]\d{1,3})?(?![\d.,])/gu) ?? []).map(decimalOf);
  return numbers.find((number) => isProduct(number, unit, amount.minor)) ?? written ?? "1";
}

function lineFrom(row: BillRow, name: string, quantity: string, amount: Amount, regular: boolean): FoundLine {
  const { role, covered } = row.label;
  const isOff = role === "DISCOUNT" && covered >= 0.3;
  const size = amount.minor < 0n ? -amount.minor : amount.minor;
  const named = name === "" ? row.words.trim() : name;
  if (isOff) return { name: named, quantity: "1", effect: -size, kind: "DISCOUNT", amount, row, regular };
  // Bottles that are brought back, and goods that are returned, are items; other minuses take something off.
  const isReturned = role === "DEPOSIT" || /return|retour|ruck|devol|void|storno|refund|reso\b/iu.test(row.words);
  const kind = amount.minor < 0n && !isReturned ? "DISCOUNT" : (chargeOf(row) ?? "ITEM");
  return { name: named, quantity, effect: amount.minor, kind, amount, row, regular };
}

/** What comes on top says so by its first word, or its last one: "Airport fee", "Suplemento nocturno". */
function chargeOf({ label, words }: BillRow): LineKind | null {
  if (label.role !== "FEE" && label.role !== "SERVICE" && label.role !== "TIP") return null;
  const letters = lettersOf(words);
  const ends = [letters[0] ?? "", letters.at(-1) ?? ""];
  const isNamed = label.covered >= 0.5 || ends.some((word) => conceptsOf(word).concepts.size > 0);
  if (!isNamed) return null;
  return label.role === "TIP" ? "TIP" : "FEE";
}

/** Whether most rows that have an amount and no name are followed by their name, rather than led by it. */
function areNamesBelow(rows: readonly BillRow[]): boolean {
  let [above, below] = [0, 0];
  for (const [at, row] of rows.entries()) {
    if (row.amounts.length === 0 || isName(nameFrom(row.words).name)) continue;
    const [next, after] = [rows[at - 1], rows[at + 1]];
    const before = next !== undefined && isBetween(next) ? rows[at - 2] : next;
    if (before && isFreeName(before)) above++;
    if (after && isFreeName(after)) below++;
  }
  // The row above the first amount may be of the head; below the last one stands nothing but its name.
  const last = rows.at(-1);
  return below > above || (below === above && last !== undefined && isFreeName(last));
}

/** A row that may name an amount beside it: no count of all, and no day. */
function isFreeName(row: BillRow): boolean {
  return (
    row.amounts.length === 0 &&
    !row.head &&
    row.label.role !== "COUNT" &&
    daySpans(row.row).length === 0 &&
    isName(nameFrom(row.words).name)
  );
}

/** The row whose words name the amount in the row `at`: the nearest one above it, or the one below. */
function neighbourName(
  rows: readonly BillRow[],
  at: number,
  below: boolean,
  taken: ReadonlySet<BillRow>,
): BillRow | null {
  const steps = below ? [1] : [-1, -2];
  for (const step of steps) {
    const row = rows[at + step];
    if (!row || row.amounts.length > 0) return null;
    if (isFreeName(row) && !taken.has(row)) return row;
  }
  return null;
}

/** Whether a text says what something is, and not only how much of it. */
export function isName(text: string): boolean {
  const words = lettersOf(text).filter((word) => !EMPTY_WORDS.has(word));
  return (
    words.some((word) => word.length >= 3) ||
    words.join("").length >= 4 ||
    (words.length > 0 && /\p{L}{2}/u.test(text) && words.join("").length >= 2)
  );
}

/** A row's words as a name, and the quantity that stands in front of it or behind. */
export function nameFrom(words: string): { readonly name: string; readonly quantity: string | null } {
  let name = words.replace(/^[^\p{L}\p{N}("'$#*]+/u, "").trim();
  let quantity: string | null = null;
  for (let round = 0; round < 3; round++) {
    const code = CODE.exec(name);
    if (code && isName(name.slice(code[0].length))) name = name.slice(code[0].length);
    const leading = LEADING.exec(name) ?? (quantity === null ? COUNT.exec(name) : null);
    const count = leading?.[1] ?? leading?.[2];
    if (!leading || count === undefined || Number(decimalOf(count)) > QUANTITY_MAX) continue;
    quantity ??= decimalOf(count);
    name = name.slice(leading[0].length);
  }
  name = name.trimEnd();
  const trailing = TRAILING.exec(name);
  if (trailing) {
    const number = trailing[1] ?? trailing[2] ?? trailing[3];
    if (number !== undefined) quantity ??= decimalOf(number);
    name = name.slice(0, trailing.index);
  }
  const measured = MEASURED.exec(name);
  if (measured && Number(decimalOf(measured[1]!)) > 3 && isName(name.slice(0, measured.index))) {
    quantity ??= decimalOf(measured[1]!);
    name = name.slice(0, measured.index);
  }
  return { name: trimmed(name), quantity };
}

/** Without the marks of taxes, prices of units and signs that stand behind a name, and without numbers in columns of their own. */
function trimmed(name: string): string {
  return name
    .replace(/(?: {2,}(?:[x×@*]? ?\d[\d.,]*(?: ?[A-Z]{1,3})?|[A-Z]{1,3}|[x×@*#]))+$/u, "")
    .replace(/(?:\s+(?:[A-Z*]|\d+[.,]\d{2,}\S*|[x×@*]|EUR|RM|SR|ZRL|(?<=\p{L}{3}.*)\d{6,}))+$/u, "")
    .replace(/[^\p{L}\p{N})%.!'"]+$/u, "")
    .replace(/\s+/gu, " ")
    .trim();
}
