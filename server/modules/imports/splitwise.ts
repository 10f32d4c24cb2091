import { isCurrency, minorDigits } from "../../kernel/currency.js";
import { Decimal } from "../../kernel/decimal.js";
import { isLocalDate } from "../../kernel/local-date.js";
import { MINOR_MAX, minorFrom } from "../../kernel/money.js";
import { type CsvRecord, countOf, lineByLine, linesOf, readRecords } from "./csv-records.js";
import { headerWords, isPaymentCategory, isTotalBalance } from "./splitwise-words.js";

/** A row that was understood. Cells are what each person gains (paid − owed) and sum to zero. */
export interface SplitwiseRow {
  readonly line: number;
  readonly date: string;
  readonly description: string;
  readonly category: string;
  readonly isPayment: boolean;
  /** Null where the file leaves it blank. */
  readonly cost: bigint | null;
  readonly currency: string;
  /** In minor units, one for each of the file's people. */
  readonly cells: readonly bigint[];
}

/** What the file itself says that everybody's balance is. */
export interface StatedTotal {
  readonly line: number;
  readonly currency: string;
  readonly cells: readonly bigint[];
}

/** A line that was not understood, or that changes nothing, and why. */
export interface FileProblem {
  readonly line: number;
  readonly message: string;
}

export interface SplitwiseFile {
  readonly people: readonly string[];
  readonly rows: readonly SplitwiseRow[];
  readonly stated: readonly StatedTotal[];
  readonly problems: readonly FileProblem[];
}

/** A sentence that says why a file as a whole cannot be read. */
export interface Unreadable {
  readonly reason: string;
}

/** A file has at most so many lines; what is longer is not an export that people made. */
export const LINES_MAX = 25_000;
/** And at most so many cells, so that reading it keeps nobody else waiting. */
const CELLS_MAX = 1_000_000;
/** A file names at most so many people, as a group has. */
export const PEOPLE_MAX = 500;
/** Longer descriptions are slips of a quotation mark. */
export const DESCRIPTION_MAX = 2_000;
const PERSON_NAME_MAX = 100;
const FIXED_COLUMNS = 5;
const DELIMITERS = [",", ";", "\t"];

/**
 * Reads a Splitwise CSV export (of a group or of a friend) in whatever language and however often it was saved again.
 *
 * Nothing is dropped silently: a line is a row, a part of the frame (note, header, footer, blank) or a problem.
 */
export function parseSplitwise(text: string): SplitwiseFile | Unreadable {
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lines = linesOf(plain);
  if (lines.length > LINES_MAX + 1) {
    return { reason: `This file has more than ${LINES_MAX} lines.` };
  }
  for (const delimiter of DELIMITERS) {
    if (countOf(delimiter, plain) > CELLS_MAX) return { reason: "This file has too many cells." };
    const records = readRecords(plain, delimiter);
    const header = records.findIndex((_, index) => isHeader(records, index));
    if (header >= 0) return new Reading(lines, delimiter, records, header).result();
  }
  return { reason: "This is not a Splitwise export: no line begins with Date, Description, Category, Cost, Currency." };
}

function isBlank(record: CsvRecord): boolean {
  return record.cells.every((cell) => cell.trim() === "");
}

/** A closing balance has neither category nor cost. */
function isBareTotal(record: CsvRecord): boolean {
  return [2, 3].every((column) => (record.cells[column] ?? "").trim() === "");
}

/** By its words, or, in a language that we do not know, by the row under it. */
function isHeader(records: readonly CsvRecord[], index: number): boolean {
  const { cells } = records[index]!;
  if (cells.length <= FIXED_COLUMNS || cells.slice(0, FIXED_COLUMNS).some((cell) => cell.trim() === "")) return false;
  if (headerWords(cells) >= 3) return true;
  if (looksLikeRow(cells)) return false;
  const next = records.slice(index + 1, index + 20).find((record) => !isBlank(record));
  return next !== undefined && next.cells.length >= cells.length && looksLikeRow(next.cells);
}

function looksLikeRow(cells: readonly string[]): boolean {
  return localDate(cells[0] ?? "") !== null && isCurrency(currencyOf(cells));
}

function currencyOf(cells: readonly string[]): string {
  return (cells[4] ?? "").trim().toUpperCase();
}

/** "2026-01-31", also with "/" or "." and without leading zeros; where the year is not first, nobody can tell. */
function localDate(cell: string): string | null {
  const match = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ][0-9:.]*Z?)?$/.exec(cell.trim());
  if (!match) return null;
  const day = `${match[1]}-${match[3]!.padStart(2, "0")}-${match[4]!.padStart(2, "0")}`;
  return isLocalDate(day) ? day : null;
}

/** A problem that a cell has; thrown while a row is read, and caught there. */
class CellProblem extends Error {}

/** One pass over the records under a header. */
class Reading {
  private readonly people: { name: string; column: number }[] = [];
  private readonly rows: SplitwiseRow[] = [];
  private readonly stated: StatedTotal[] = [];
  private readonly problems: FileProblem[] = [];
  private readonly header: CsvRecord;
  /** Another header further down gives the columns another meaning: what follows it is not read. */
  private foreign = false;

  constructor(
    private readonly lines: readonly string[],
    private readonly delimiter: string,
    private readonly records: readonly CsvRecord[],
    private readonly headerIndex: number,
  ) {
    this.header = records[headerIndex]!;
  }

  result(): SplitwiseFile | Unreadable {
    this.readPreface();
    this.readPeople();
    if (this.people.length === 0) return { reason: "This file names no people." };
    if (this.people.length > PEOPLE_MAX) return { reason: `This file names more than ${PEOPLE_MAX} people.` };
    const body = this.bodyRecords();
    const footers = this.footersOf(body);
    for (const record of body) {
      if (isBlank(record)) continue;
      if (footers.has(record)) this.readFooter(record);
      else this.readRow(record);
    }
    const { people, rows, stated, problems } = this;
    return { people: people.map(({ name }) => name), rows, stated, problems };
  }

  private report(line: number, message: string): void {
    this.problems.push({ line, message });
  }

  /** A friend's export begins with a note: a sentence, not a row. */
  private readPreface(): void {
    for (const record of this.records.slice(0, this.headerIndex)) {
      const filled = record.cells.filter((cell) => cell.trim() !== "").length;
      if (filled > 1) this.report(record.line, "This line stands before the header.");
    }
  }

  private readPeople(): void {
    const taken = new Set<string>();
    for (let column = FIXED_COLUMNS; column < this.header.cells.length; column++) {
      const written = this.header.cells[column]!.replace(/\s+/g, " ").trim();
      if (written === "") continue;
      const name = this.uniqueName(shortened(written, PERSON_NAME_MAX), taken);
      if (written !== name)
        this.report(this.header.line, `“${shortened(written, 40)}” is called “${shortened(name, 40)}” here.`);
      taken.add(name.toLowerCase());
      this.people.push({ name, column });
    }
  }

  private uniqueName(name: string, taken: ReadonlySet<string>): string {
    let unique = name;
    for (let number = 2; taken.has(unique.toLowerCase()); number++) {
      unique = `${shortened(name, PERSON_NAME_MAX - 6)} (${number})`;
    }
    return unique;
  }

  private bodyRecords(): CsvRecord[] {
    const body = this.records.slice(this.headerIndex + 1);
    return body.flatMap((record) => (this.isTorn(record) ? lineByLine(this.lines, record, this.delimiter) : [record]));
  }

  /** Whether stray quotation marks made one record of several rows: its lines are then read singly. */
  private isTorn({ line, lastLine, cells }: CsvRecord): boolean {
    if (lastLine === line) return false;
    return cells.length !== this.header.cells.length || cells.some((cell) => /[\r\n]\d{4}-\d\d-\d\d[,;\t]/.test(cell));
  }

  /**
   * The closing balances: rows without category and cost that are called so, in any language that we know.
   *
   * In one that we do not know, they are what stands below the last blank line: rows of one name, each of its own
   * currency, that say what the rows above add up to.
   */
  private footersOf(body: readonly CsvRecord[]): ReadonlySet<CsvRecord> {
    const known = body.filter((record) => isBareTotal(record) && isTotalBalance(record.cells[1] ?? ""));
    if (known.length > 0) return new Set(known);
    const end = body.findLastIndex((record) => !isBlank(record)) + 1;
    const start = body.slice(0, end).findLastIndex(isBlank) + 1;
    const tail = body.slice(start, end);
    const sums = this.columnSums(body.slice(0, start));
    const isOneName = new Set(tail.map(({ cells }) => cells[1])).size === 1;
    const areCurrencies = new Set(tail.map(({ cells }) => currencyOf(cells))).size === tail.length;
    const addsUp = (record: CsvRecord) =>
      isBareTotal(record) && this.sameAs(record, sums.get(currencyOf(record.cells)));
    return new Set(isOneName && areCurrencies && tail.every(addsUp) ? tail : []);
  }

  private columnSums(records: readonly CsvRecord[]): Map<string, bigint[]> {
    const sums = new Map<string, bigint[]>();
    for (const { cells } of records) {
      const currency = currencyOf(cells);
      if (!isCurrency(currency)) continue;
      const sum = sums.get(currency) ?? this.people.map(() => 0n);
      for (const [person, { column }] of this.people.entries()) {
        const amount = this.amountOrNull(cells[column], currency);
        if (amount !== null) sum[person]! += amount;
      }
      sums.set(currency, sum);
    }
    return sums;
  }

  private sameAs(record: CsvRecord, sums: readonly bigint[] | undefined): boolean {
    const currency = currencyOf(record.cells);
    if (sums === undefined) return false;
    return this.people.every(
      ({ column }, person) => this.amountOrNull(record.cells[column], currency) === sums[person],
    );
  }

  private readFooter(record: CsvRecord): void {
    try {
      if (this.foreign) throw new CellProblem("This closing balance belongs to another header, with other people.");
      const currency = this.currency(record);
      const cells = this.people.map(({ column }) => this.amount(record.cells[column], currency, "amount") ?? 0n);
      const earlier = this.stated.findIndex((total) => total.currency === currency);
      if (earlier >= 0) {
        const [first] = this.stated.splice(earlier, 1);
        this.report(
          first!.line,
          `The closing balance in ${currency} stands again on line ${record.line}; that one counts.`,
        );
      }
      this.stated.push({ line: record.line, currency, cells });
    } catch (problem) {
      this.reportCell(record, problem);
    }
  }

  private readRow(record: CsvRecord): void {
    try {
      if (headerWords(record.cells) >= 3) return this.readSecondHeader(record);
      if (this.foreign) throw new CellProblem("This row belongs to another header, with other people.");
      const row = this.row(record);
      if (row.cells.every((cell) => cell === 0n)) throw new CellProblem("Nobody owes anything for this row.");
      this.rows.push(row);
    } catch (problem) {
      this.reportCell(record, problem);
    }
  }

  private readSecondHeader(record: CsvRecord): void {
    const same =
      record.cells.length === this.header.cells.length &&
      record.cells.every((cell, i) => cell === this.header.cells[i]);
    if (!same) this.foreign = true;
    this.report(
      record.line,
      same ? "The header stands here again." : "A second file begins here; import it on its own.",
    );
  }

  private reportCell(record: CsvRecord, problem: unknown): void {
    if (!(problem instanceof CellProblem)) throw problem;
    this.report(record.line, problem.message);
  }

  private row({ line, cells: written }: CsvRecord): SplitwiseRow {
    const at = (column: number) => (written[column] ?? "").trim();
    if (written.some((cell) => cell.includes("\u0000")))
      throw new CellProblem("This row holds a character that is no text.");
    const date = localDate(at(0));
    if (date === null) throw new CellProblem(`“${shortened(at(0), 40)}” is not a day (such as 2026-01-31).`);
    const description = printable(at(1));
    if (description.length > DESCRIPTION_MAX) throw new CellProblem("The description is too long.");
    const currency = this.currency({ cells: written });
    const cost = this.amount(written[3], currency, "cost");
    const cells = this.cells(written, currency);
    return {
      line,
      date,
      description,
      category: shortened(at(2), 100),
      isPayment: isPaymentCategory(at(2)),
      cost,
      currency,
      cells,
    };
  }

  private currency(record: Pick<CsvRecord, "cells">): string {
    const currency = currencyOf(record.cells);
    if (!isCurrency(currency)) throw new CellProblem(`“${shortened(currency, 40)}” is not a currency code.`);
    return currency;
  }

  private cells(written: readonly string[], currency: string): bigint[] {
    const named = new Set(this.people.map(({ column }) => column));
    const nameless = written.findIndex((cell, column) => {
      return column >= FIXED_COLUMNS && !named.has(column) && !/^[-+]?[0.,]*$/.test(cell.trim());
    });
    if (nameless >= 0) throw new CellProblem(`Column ${nameless + 1} has an amount, but no person's name above it.`);
    const cells = this.people.map(({ name, column }) => this.amount(written[column], currency, name) ?? 0n);
    const rest = cells.reduce((sum, cell) => sum + cell, 0n);
    if (rest !== 0n) throw new CellProblem("What people paid and owe in this row does not add up to zero.");
    const gained = cells.reduce((sum, cell) => (cell > 0n ? sum + cell : sum), 0n);
    if (gained > MINOR_MAX) throw new CellProblem("Together these amounts are too large.");
    return cells;
  }

  /** The amount of a cell; null where it is blank. */
  private amount(cell: string | undefined, currency: string, whose: string): bigint | null {
    const text = (cell ?? "").trim();
    if (text === "") return null;
    const decimal = Decimal.parse(this.plainNumber(text));
    if (decimal === null) throw new CellProblem(`“${shortened(text, 40)}” (${shortened(whose, 40)}) is not an amount.`);
    const minor = minorFrom(decimal, currency);
    if (minor === "TOO_MANY_DECIMALS") {
      throw new CellProblem(
        `“${shortened(text, 40)}” has more than the ${minorDigits(currency)} decimals of ${currency}.`,
      );
    }
    if (minor === "OUT_OF_RANGE") throw new CellProblem(`“${shortened(text, 40)}” is too large.`);
    return minor;
  }

  private amountOrNull(cell: string | undefined, currency: string): bigint | null {
    const decimal = Decimal.parse(this.plainNumber((cell ?? "").trim()));
    const minor = decimal && isCurrency(currency) ? minorFrom(decimal, currency) : null;
    return typeof minor === "bigint" ? minor : null;
  }

  /**
   * Splitwise writes "-1234.50". Spreadsheets that save the file again may group digits, or, where they part the
   * columns by something else, write a decimal comma. What could be read in two ways is left as it is, and refused.
   */
  private plainNumber(text: string): string {
    const number = text.replace(/^\u2212/, "-").replace(/^\+/, "");
    if (/^-?\d{1,3}(,\d{3})+\.\d+$/.test(number)) return number.replaceAll(",", "");
    if (this.delimiter === ",") return number;
    if (/^-?\d{1,3}(\.\d{3})+,\d+$/.test(number)) return number.replaceAll(".", "").replace(",", ".");
    return /^-?\d+,\d+$/.test(number) ? number.replace(",", ".") : number;
  }
}

/** The text without what cannot be shown, cut to so many characters; never inside a surrogate pair. */
function shortened(text: string, length: number): string {
  const characters = [...printable(text)];
  return characters.length <= length ? characters.join("") : `${characters.slice(0, length - 1).join("")}…`;
}

/** Control characters, but for line breaks and tabs, are shown as what they are: something else than text. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "\uFFFD");
}
