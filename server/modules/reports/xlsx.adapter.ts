import { once } from "node:events";
import type { Writable } from "node:stream";
import type { CellValue, stream, Worksheet } from "exceljs";
import { sum } from "../../kernel/allocate.js";
import { minorDigits } from "../../kernel/currency.js";
import { amountText } from "../../kernel/money.js";
import {
  type PersonSpending,
  type ReportContent,
  type ReportFigures,
  type Spending,
  someOf,
  type WritingProgress,
} from "./report-content.js";
import { instantOf, reportNumbers } from "./report-numbers.js";
import { type ReportWords, reportWords } from "./report-words.js";

type Workbook = stream.xlsx.WorkbookWriter;

/** A cell has room for 32,767 characters: for so many names of 100, each of two where they are signs of rare scripts. */
const PAYERS_NAMED = 150;
/** Spreadsheets count days from 1900. */
const FIRST_DAY = "1900-03-01";
const SPREADSHEET_MAX = 10n ** 15n;
/** The expenses begin below their headings. */
const FIRST_ROW = 2;

/**
 * A report as an Excel workbook, written as it comes: numbers are numbers and days are days, with their formats, and every
 * sum is a formula over what it sums, with its value beside it for programs that do not calculate.
 */
export async function writeXlsx(content: ReportContent, output: Writable, progress: WritingProgress): Promise<void> {
  const { default: excel } = await import("exceljs");
  const workbook = new excel.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true, useSharedStrings: false });
  workbook.creator = reportWords(content.locale).product;
  writeSummary(workbook, content);
  const words = reportWords(content.locale);
  writeSpending(workbook, content, words.months, words.month, content.months);
  writeSpending(workbook, content, words.categories, words.category, content.categories);
  if (content.groups.length > 0) writeSpending(workbook, content, words.groups, words.group, content.groups);
  if (content.people.length > 0) writePeople(workbook, content, content.people);
  await writeExpenses(workbook, content, output, progress);
  await workbook.commit();
}

function writeSummary(workbook: Workbook, content: ReportContent): void {
  const { title, range, currency, figures, compared } = content;
  const words = reportWords(content.locale);
  const numbers = reportNumbers(content.locale);
  const sheet = workbook.addWorksheet(words.summary);
  sheet.columns = [{ width: 28 }, { width: 18 }, { width: 18 }, { width: 18 }];
  add(sheet, [cellText(title)]).font = { bold: true, size: 14 };
  add(sheet, [words.range, ...[range.from, range.to].map(dayValue)]).numFmt = "yyyy-mm-dd";
  add(sheet, [words.currency, currency]);
  const others = compared ? [words.previous, words.yearBefore] : [];
  add(sheet, ["", numbers.range(range), ...others]).font = { bold: true };
  const last = FIRST_ROW + Math.max(0, content.count - 1);
  const all: readonly ReportFigures[] = compared ? [figures, compared.previous, compared.yearBefore] : [figures];
  for (const key of ["mine", "total", "paid", "income", "settled"] as const) {
    const values: CellValue[] = all.map((each) => amountValue(each[key], currency));
    const column = { mine: "I", total: "H", paid: null, income: null, settled: null }[key];
    if (column && content.count > 0)
      values[0] = formula(`SUM('${words.expenses}'!${column}${FIRST_ROW}:${column}${last})`, values[0]!);
    add(sheet, [words[key], ...values]).numFmt = format(currency);
  }
  add(sheet, [words.count, ...all.map(({ count }) => count)]);
  const { ratesAsOf, unconverted } = content;
  if (ratesAsOf !== null) add(sheet, [words.ratesAsOf(ratesAsOf)]);
  if (unconverted.length > 0) add(sheet, [words.unconverted(numbers.list(unconverted.map(numbers.money)))]);
  sheet.commit();
}

function writeSpending(
  workbook: Workbook,
  { currency, locale }: ReportContent,
  name: string,
  what: string,
  lines: readonly Spending[],
): void {
  const words = reportWords(locale);
  const headings = [what, `${words.total} ${currency}`, `${words.mine} ${currency}`, words.count];
  const rows = lines.map(({ label, total, mine, count }) => ({ label, amounts: [total, mine] as const, count }));
  writeTable(workbook, name, headings, rows, currency, words);
}

function writePeople(workbook: Workbook, { currency, locale }: ReportContent, people: readonly PersonSpending[]): void {
  const words = reportWords(locale);
  const headings = [words.person, `${words.borne} ${currency}`, `${words.personPaid} ${currency}`, words.count];
  const rows = people.map(({ name, borne, paid, count }) => ({ label: name, amounts: [borne, paid] as const, count }));
  writeTable(workbook, words.people, headings, rows, currency, words);
}

interface Row {
  readonly label: string;
  readonly amounts: readonly [bigint, bigint];
  readonly count: number;
}

/** A sheet of names, two amounts and a count, with the sums of both amounts. */
function writeTable(
  workbook: Workbook,
  name: string,
  headings: readonly string[],
  rows: readonly Row[],
  currency: string,
  words: ReportWords,
): void {
  const sheet = workbook.addWorksheet(name);
  sheet.columns = [{ width: 32 }, { width: 18 }, { width: 18 }, { width: 12 }];
  add(sheet, headings).font = { bold: true };
  for (const { label, amounts, count } of rows) {
    add(sheet, [cellText(label), ...amounts.map((minor) => amountValue(minor, currency)), count]).numFmt =
      format(currency);
  }
  const sumOf = (column: string, index: 0 | 1) =>
    sumBelow(column, rows.length, amountValue(sum(rows.map((row) => row.amounts[index]!)), currency));
  const sums = add(sheet, [words.sum, sumOf("B", 0), sumOf("C", 1)]);
  sums.numFmt = format(currency);
  sums.font = { bold: true };
  sheet.commit();
}

async function writeExpenses(
  workbook: Workbook,
  content: ReportContent,
  output: Writable,
  progress: WritingProgress,
): Promise<void> {
  const { currency, count, figures } = content;
  const words = reportWords(content.locale);
  const sheet = workbook.addWorksheet(words.expenses, { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = [12, 22, 36, 18, 24, 14, 10, 16, 16].map((width) => ({ width }));
  const { day, group, expense, category, payers, amount } = words;
  const inCurrency = [words.total, words.mine].map((each) => `${each} ${currency}`);
  add(sheet, [day, group, expense, category, payers, amount, words.currency, ...inCurrency]).font = { bold: true };
  let written = 0;
  for await (const rows of content.rows()) {
    for (const row of rows) {
      const added = sheet.addRow([
        dayValue(row.day),
        cellText(row.group),
        cellText(row.title),
        cellText(row.category),
        cellText(someOf(row.payers, PAYERS_NAMED)),
        amountValue(row.amount.minor, row.amount.currency),
        row.amount.currency,
        amountValue(row.total, currency),
        amountValue(row.mine, currency),
      ]);
      added.getCell(1).numFmt = "yyyy-mm-dd";
      added.getCell(6).numFmt = format(row.amount.currency);
      for (const column of [8, 9]) added.getCell(column).numFmt = format(currency);
      added.commit();
    }
    written += rows.length;
    progress(written / Math.max(1, count));
    // What is written goes out before more is read; the library by itself would keep it.
    await new Promise(setImmediate);
    if (output.destroyed) throw output.errored ?? new Error("Nobody takes the workbook any more.");
    if (output.writableNeedDrain) await once(output, "drain");
  }
  const sumOf = (column: string, minor: bigint) => sumBelow(column, written, amountValue(minor, currency));
  const sums = add(sheet, [words.sum, "", "", "", "", "", "", sumOf("H", figures.total), sumOf("I", figures.mine)]);
  sums.numFmt = format(currency);
  sums.font = { bold: true };
  sheet.commit();
}

function add(sheet: Worksheet, values: readonly CellValue[]) {
  return sheet.addRow(values);
}

/** The sum of a column's rows, below them. */
function sumBelow(column: string, rows: number, value: CellValue): CellValue {
  return rows === 0 ? value : formula(`SUM(${column}${FIRST_ROW}:${column}${rows + 1})`, value);
}

function formula(text: string, result: CellValue): CellValue {
  return { formula: text, result: result as number, date1904: false };
}

/**
 * What a workbook would take for a sign's number ("_x0041_", by ECMA-376 ST_Xstring) stands as it was written; for what XML
 * has no place for, and one of it makes a file that nothing opens, stands the sign that says so.
 */
function cellText(text: string): string {
  return text.replaceAll(/[\uFFFE\uFFFF]|\p{Surrogate}/gu, "\uFFFD").replaceAll(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_");
}

/** A spreadsheet counts with 15 digits; what has more is written as a text, which is right and not added up. */
function amountValue(minor: bigint, currency: string): number | string {
  const text = amountText(minor, currency);
  return minor < SPREADSHEET_MAX && minor > -SPREADSHEET_MAX ? Number(text) : text;
}

function dayValue(day: string): Date | string {
  return day < FIRST_DAY ? day : instantOf(day);
}

function format(currency: string): string {
  const digits = minorDigits(currency);
  return `#,##0${digits === 0 ? "" : `.${"0".repeat(digits)}`}`;
}
