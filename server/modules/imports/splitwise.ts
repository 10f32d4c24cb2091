import { isCurrency, minorDigits } from "../../kernel/currency.js";
import type { Decimal } from "../../kernel/decimal.js";
import { MINOR_MAX } from "../../kernel/money.js";
import { type CsvRecord, countOf, lineByLine, linesOf, readRecords } from "./csv-records.js";
import { atOnce, Pace, type Pieces } from "./pieces.js";
import { exactUnits, isWhole, nearest, Rounding } from "./rounding.js";
import { headerWords, isPaymentCategory, isTotalBalance } from "./splitwise-words.js";
import { amountFrom, type DecimalSign, DecimalSigns } from "./written-amount.js";
import { type DayOrder, dayFrom, dayOrderOf, looksLikeDay } from "./written-day.js";

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
  /** The cells as the file has them, where they have parts of a cent and were rounded; null where they are exact. */
  readonly exact: readonly string[] | null;
}

/** What the file itself says that everybody's balance is. */
export interface StatedTotal {
  readonly line: number;
  readonly currency: string;
  readonly cells: readonly bigint[];
}

/** A line that was not understood, that changes nothing, or that was rounded, and why. */
export interface FileProblem {
  readonly line: number;
  readonly message: string;
}

/** Something that a file leaves open, and that changes what its rows mean: which of two numbers is the day. */
export interface DayQuestion {
  readonly line: number;
  /** A day as the file has it, such as "03/04/2026". */
  readonly text: string;
  /** What it is in either order; an order in which it is no day is left out. */
  readonly choices: readonly { readonly dayOrder: DayOrder; readonly date: string }[];
}

export interface SplitwiseFile {
  readonly people: readonly string[];
  /** For each person whether another column has the same name, so that a name alone tells nobody who it is. */
  readonly alike: readonly boolean[];
  readonly rows: readonly SplitwiseRow[];
  readonly stated: readonly StatedTotal[];
  readonly problems: readonly FileProblem[];
  /** Rows that were not understood, as far as they were: what they say is in the file, whatever it is. */
  readonly unread: readonly Pick<SplitwiseRow, "date" | "description">[];
  /** What must be answered before anything is booked; until then days are read with the day first. */
  readonly questions: readonly DayQuestion[];
}

/** What the person who imports says about a file. */
export interface ReadingOptions {
  /** How days such as 03/04/2026 are read; without it the file decides. */
  readonly dayOrder?: DayOrder | null;
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

/** Reads a small file at once; see `readSplitwise`. */
export function parseSplitwise(text: string, options: ReadingOptions = {}): SplitwiseFile | Unreadable {
  return atOnce(readSplitwise(text, options));
}

/**
 * Reads a Splitwise CSV export (of a group or of a friend) in whatever language and however often it was saved again.
 *
 * Nothing is dropped silently: a line is a row, a part of the frame (note, header, footer, blank) or a problem.
 */
export function* readSplitwise(text: string, options: ReadingOptions = {}): Pieces<SplitwiseFile | Unreadable> {
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lines = linesOf(plain);
  if (lines.length > LINES_MAX + 1) {
    return { reason: `This file has more than ${LINES_MAX} lines.` };
  }
  for (const delimiter of DELIMITERS) {
    if (countOf(delimiter, plain) > CELLS_MAX) return { reason: "This file has too many cells." };
    const records = yield* readRecords(plain, delimiter);
    const header = yield* headerIndexOf(records);
    if (header >= 0) return yield* new Reading(lines, delimiter, records, header, options).result();
  }
  return { reason: "This is not a Splitwise export: no line begins with Date, Description, Category, Cost, Currency." };
}

function* headerIndexOf(records: readonly CsvRecord[]): Pieces<number> {
  const pace = new Pace();
  for (const [index, { cells }] of records.entries()) {
    if (isHeader(records, index)) return index;
    if (pace.isDue(cells.length)) yield;
  }
  return -1;
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
  return looksLikeDay(cells[0] ?? "") && isCurrency(currencyOf(cells));
}

function currencyOf(cells: readonly string[]): string {
  return (cells[4] ?? "").trim().toUpperCase();
}

/** A problem that a cell has; thrown while a row is read, and caught there. */
class CellProblem extends Error {}

/** One pass over the records under a header. */
class Reading {
  private readonly people: { name: string; column: number; alike: boolean }[] = [];
  private readonly rows: SplitwiseRow[] = [];
  private readonly stated: StatedTotal[] = [];
  private readonly problems: FileProblem[] = [];
  private readonly unread: Pick<SplitwiseRow, "date" | "description">[] = [];
  private readonly header: CsvRecord;
  private readonly pace = new Pace();
  private readonly rounding = new Rounding();
  private dayOrder: DayOrder = "DMY";
  private decimalSign: DecimalSign | null = null;
  /** Another header further down gives the columns another meaning: what follows it is not read. */
  private foreign = false;

  constructor(
    private readonly lines: readonly string[],
    private readonly delimiter: string,
    private readonly records: readonly CsvRecord[],
    private readonly headerIndex: number,
    private readonly options: ReadingOptions,
  ) {
    this.header = records[headerIndex]!;
  }

  *result(): Pieces<SplitwiseFile | Unreadable> {
    this.readPreface();
    this.readPeople();
    if (this.people.length === 0) return { reason: "This file names no people." };
    if (this.people.length > PEOPLE_MAX) return { reason: `This file names more than ${PEOPLE_MAX} people.` };
    const body = this.bodyRecords();
    const questions = this.decideDays(body);
    yield;
    this.decimalSign = yield* this.decimalSignOf(body);
    const footers = yield* this.footersOf(body);
    for (const record of body) {
      if (this.pace.isDue(record.cells.length)) yield;
      if (isBlank(record)) continue;
      if (footers.has(record)) this.readFooter(record);
      else this.readRow(record);
    }
    const { people, rows, stated, problems, unread } = this;
    const alike = people.map((person) => person.alike);
    return { people: people.map(({ name }) => name), alike, rows, stated, problems, unread, questions };
  }

  /** What a day is in this file: as was said, as its own days tell, or a question. */
  private decideDays(body: readonly CsvRecord[]): DayQuestion[] {
    const days = body.map(({ cells }) => cells[0] ?? "");
    const order = this.options.dayOrder ?? dayOrderOf(days);
    this.dayOrder = order ?? "DMY";
    if (order !== null) return [];
    const choicesOf = (text: string) =>
      (["DMY", "MDY"] as const).flatMap((dayOrder) => {
        const date = dayFrom(text, dayOrder);
        return date === null ? [] : [{ dayOrder, date }];
      });
    const isOpen = (text: string) => new Set(choicesOf(text).map(({ date }) => date)).size === 2;
    // Where days contradict each other there may be none that is open; the first with slashes shows what is asked.
    const found = days.findIndex(isOpen);
    const index = found >= 0 ? found : days.findIndex((text) => dayFrom(text, "DMY") !== dayFrom(text, "MDY"));
    const text = days[index]!.trim();
    return [{ line: body[index]!.line, text, choices: choicesOf(text) }];
  }

  private *decimalSignOf(body: readonly CsvRecord[]): Pieces<DecimalSign | null> {
    const signs = new DecimalSigns();
    for (const { cells } of body) {
      if (this.pace.isDue(cells.length)) yield;
      const currency = currencyOf(cells);
      if (!isCurrency(currency)) continue;
      const decimals = minorDigits(currency);
      for (const column of [3, ...this.people.map((person) => person.column)]) signs.add(cells[column] ?? "", decimals);
    }
    return signs.sign;
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
    const times = new Map<string, number>();
    const columns = [...this.header.cells.entries()]
      .slice(FIXED_COLUMNS)
      .map(([column, cell]) => ({ column, written: cell.replace(/\s+/g, " ").trim() }))
      .filter(({ written }) => written !== "");
    for (const { written } of columns) times.set(comparable(written), (times.get(comparable(written)) ?? 0) + 1);
    for (const { column, written } of columns) {
      const name = this.uniqueName(shortened(written, PERSON_NAME_MAX), taken);
      if (written !== name)
        this.report(this.header.line, `“${shortened(written, 40)}” is called “${shortened(name, 40)}” here.`);
      taken.add(name.toLowerCase());
      this.people.push({ name, column, alike: times.get(comparable(written))! > 1 });
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
    return (
      cells.length !== this.header.cells.length ||
      cells.some((cell) => /[\r\n]\d{1,4}[-/.]\d\d?[-/.]\d{1,4}[,;\t]/.test(cell))
    );
  }

  /**
   * The closing balances: rows without category and cost that are called so, in any language that we know.
   *
   * In one that we do not know, they are what stands below the last blank line: rows of one name, each of its own
   * currency, that say what the rows above add up to.
   */
  private *footersOf(body: readonly CsvRecord[]): Pieces<ReadonlySet<CsvRecord>> {
    const known = body.filter((record) => isBareTotal(record) && isTotalBalance(record.cells[1] ?? ""));
    if (known.length > 0) return new Set(known);
    const end = body.findLastIndex((record) => !isBlank(record)) + 1;
    const start = body.slice(0, end).findLastIndex(isBlank) + 1;
    const tail = body.slice(start, end);
    const isOneName = new Set(tail.map(({ cells }) => cells[1])).size === 1;
    const areCurrencies = new Set(tail.map(({ cells }) => currencyOf(cells))).size === tail.length;
    if (!isOneName || !areCurrencies || !tail.every(isBareTotal)) return new Set();
    const sums = yield* this.columnSums(body.slice(0, start));
    const addsUp = (record: CsvRecord) => this.sameAs(record, sums.get(currencyOf(record.cells)));
    return new Set(tail.every(addsUp) ? tail : []);
  }

  private *columnSums(records: readonly CsvRecord[]): Pieces<Map<string, bigint[]>> {
    const sums = new Map<string, bigint[]>();
    for (const { cells } of records) {
      if (this.pace.isDue(cells.length)) yield;
      const currency = currencyOf(cells);
      if (!isCurrency(currency)) continue;
      const sum = sums.get(currency) ?? this.people.map(() => 0n);
      for (const [person, { column }] of this.people.entries()) sum[person]! += this.unitsOrNull(cells[column]) ?? 0n;
      sums.set(currency, sum);
    }
    return sums;
  }

  private sameAs(record: CsvRecord, sums: readonly bigint[] | undefined): boolean {
    if (sums === undefined) return false;
    return this.people.every(({ column }, person) => this.unitsOrNull(record.cells[column]) === sums[person]);
  }

  private unitsOrNull(cell: string | undefined): bigint | null {
    const amount = amountFrom((cell ?? "").trim(), this.decimalSign);
    return amount === null || amount === "AMBIGUOUS" ? null : exactUnits(amount);
  }

  private readFooter(record: CsvRecord): void {
    try {
      if (this.foreign) throw new CellProblem("This closing balance belongs to another header, with other people.");
      const currency = this.currency(record);
      const cells = this.statedCells(record.cells, currency);
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

  /** Rounded as a row of these cells would be, so that a file of one row says the same twice. */
  private statedCells(written: readonly string[], currency: string): bigint[] {
    const decimals = minorDigits(currency);
    const units = this.people.map(({ column }) => {
      const amount = this.amount(written[column], currency, "amount");
      return amount === null ? 0n : exactUnits(amount);
    });
    const isZero = units.reduce((sum, cell) => sum + cell, 0n) === 0n;
    return isZero ? new Rounding().round(units, currency, decimals) : units.map((cell) => nearest(cell, decimals));
  }

  private readRow(record: CsvRecord): void {
    try {
      if (headerWords(record.cells) >= 3) return this.readSecondHeader(record);
      if (this.foreign) throw new CellProblem("This row belongs to another header, with other people.");
      const row = this.row(record);
      if (row.cells.some((cell) => cell !== 0n)) this.rows.push(row);
      else this.report(record.line, "Nobody owes anything for this row.");
    } catch (problem) {
      this.reportCell(record, problem);
      const date = dayFrom(record.cells[0] ?? "", this.dayOrder);
      if (date !== null) this.unread.push({ date, description: printable((record.cells[1] ?? "").trim()) });
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
    const date = dayFrom(at(0), this.dayOrder);
    if (date === null) throw new CellProblem(`“${shortened(at(0), 40)}” is not a day (such as 2026-01-31).`);
    const description = printable(at(1));
    if (description.length > DESCRIPTION_MAX) throw new CellProblem("The description is too long.");
    const currency = this.currency({ cells: written });
    const cost = this.amount(written[3], currency, "cost");
    const { amounts, units } = this.amounts(written, currency);
    const cells = this.rounding.round(units, currency, minorDigits(currency));
    const isRounded = units.some((amount) => !isWhole(amount, minorDigits(currency)));
    if (isRounded) this.report(line, `The parts of a unit of ${currency} were rounded; the row still adds up to zero.`);
    return {
      line,
      date,
      description,
      category: shortened(at(2), 100),
      isPayment: isPaymentCategory(at(2)),
      cost: cost === null ? null : roundedCost(exactUnits(cost), units, cells, minorDigits(currency)),
      currency,
      cells,
      exact: isRounded ? amounts.map((amount) => amount?.canonical() ?? "0") : null,
    };
  }

  private currency(record: Pick<CsvRecord, "cells">): string {
    const currency = currencyOf(record.cells);
    if (!isCurrency(currency)) throw new CellProblem(`“${shortened(currency, 40)}” is not a currency code.`);
    return currency;
  }

  /** What each person's cell says, exactly; together they are zero. */
  private amounts(written: readonly string[], currency: string): { amounts: (Decimal | null)[]; units: bigint[] } {
    const named = new Set(this.people.map(({ column }) => column));
    const nameless = written.findIndex((cell, column) => {
      return column >= FIXED_COLUMNS && !named.has(column) && !/^[-+]?[0.,]*$/.test(cell.trim());
    });
    if (nameless >= 0) throw new CellProblem(`Column ${nameless + 1} has an amount, but no person's name above it.`);
    const amounts = this.people.map(({ name, column }) => this.amount(written[column], currency, name));
    const units = amounts.map((amount) => (amount === null ? 0n : exactUnits(amount)));
    const rest = units.reduce((sum, cell) => sum + cell, 0n);
    if (rest !== 0n) throw new CellProblem("What people paid and owe in this row does not add up to zero.");
    if (nearest(gainedIn(units), minorDigits(currency)) > MINOR_MAX) {
      throw new CellProblem("Together these amounts are too large.");
    }
    return { amounts, units };
  }

  /** The amount of a cell, as exact as it was written; null where it is blank. */
  private amount(cell: string | undefined, currency: string, whose: string): Decimal | null {
    const text = (cell ?? "").trim();
    if (text === "") return null;
    const named = `“${shortened(text, 40)}” (${shortened(whose, 40)})`;
    const amount = amountFrom(text, this.decimalSign);
    if (amount === "AMBIGUOUS") throw new CellProblem(`${named} could be thousands or decimals.`);
    if (amount === null) throw new CellProblem(`${named} is not an amount.`);
    const minor = nearest(exactUnits(amount), minorDigits(currency));
    if (minor > MINOR_MAX || minor < -MINOR_MAX) throw new CellProblem(`“${shortened(text, 40)}” is too large.`);
    return amount;
  }
}

function gainedIn(cells: readonly bigint[]): bigint {
  return cells.reduce((sum, cell) => (cell > 0n ? sum + cell : sum), 0n);
}

/** The cost in minor units; where it has parts of one, what was gained as it was rounded, and the rest to the nearest. */
function roundedCost(cost: bigint, units: readonly bigint[], cells: readonly bigint[], decimals: number): bigint {
  if (isWhole(cost, decimals)) return nearest(cost, decimals);
  const sign = cost < 0n ? -1n : 1n;
  return sign * gainedIn(cells) + nearest(cost - sign * gainedIn(units), decimals);
}

function comparable(name: string): string {
  return shortened(name, PERSON_NAME_MAX).toLowerCase();
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
