import { PassThrough, Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { PDFiumLibrary } from "@hyzyla/pdfium";
import { expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import excel from "exceljs";
import { NAMES, reportContent } from "../../test/report-content.js";
import { writeCsv } from "./csv.adapter.js";
import { PDF_ROWS_MAX, writePdf } from "./pdf.adapter.js";
import { textRuns } from "./pdf-fonts.js";
import type { ReportContent, ReportRow, WritingProgress } from "./report-content.js";
import { writeWhole } from "./report-file.service.js";
import { reportNumbers } from "./report-numbers.js";
import { nextTurn, rangeBehind, reportFileName } from "./report-range.js";
import { writeXlsx } from "./xlsx.adapter.js";

type Writer = typeof writeCsv;

async function written(write: Writer, content: ReportContent, progress: WritingProgress = () => undefined) {
  const output = new PassThrough();
  const [bytes] = await Promise.all([buffer(output), write(content, output, progress)]);
  return bytes;
}

/** The texts of the pages of a PDF. */
async function pagesOf(bytes: Buffer): Promise<string[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  const pages = [...document.pages()].map((page) => page.getText());
  document.destroy();
  library.destroy();
  return pages;
}

async function workbookOf(bytes: Buffer) {
  const workbook = new excel.Workbook();
  await workbook.xlsx.load(bytes as never);
  return workbook;
}

test("a CSV has every expense, sums to the figures, and no cell that a spreadsheet would carry out", async () => {
  const content = reportContent({}, 120);
  const parts: number[] = [];
  const text = (await written(writeCsv, content, (part) => parts.push(part))).toString();
  expect(text.startsWith("\uFEFFDay,Group,Expense")).toBe(true);
  expect(text).toContain("\r\n");
  const rows = parse(text.slice(1)) as string[][];
  expect(rows).toHaveLength(121);
  const sum = (column: number) =>
    rows.slice(1).reduce((total, row) => total + Number(row[column]!.replace(".", "")), 0);
  expect([sum(7), sum(8)]).toEqual([Number(content.figures.total), Number(content.figures.mine)]);
  expect(rows.map((row) => row[2])).toContain(`'${NAMES.find((name) => name.startsWith("="))}`);
  expect(parts.at(-1)).toBe(1);
});

test("a workbook has real numbers, real days and formulas with their values", async () => {
  const content = reportContent({}, 120);
  const workbook = await workbookOf(await written(writeXlsx, content));
  expect(workbook.worksheets.map(({ name }) => name)).toEqual([
    "Summary",
    "By month",
    "By category",
    "By person",
    "Expenses",
  ]);
  const expenses = workbook.getWorksheet("Expenses")!;
  expect(expenses.getCell("A2").value).toEqual(new Date("2026-01-15T00:00:00Z"));
  expect(expenses.getCell("H2").value).toBe(10);
  expect(expenses.getCell("H2").numFmt).toBe("#,##0.00");
  const figure = (minor: bigint) => Number(minor) / 100;
  expect(expenses.getCell("H122").value).toEqual({ formula: "SUM(H2:H121)", result: figure(content.figures.total) });
  const summary = workbook.getWorksheet("Summary")!;
  expect(summary.getCell("B5").value).toEqual({
    formula: "SUM('Expenses'!I2:I121)",
    result: figure(content.figures.mine),
  });
  expect(summary.getCell("B9").value).toBe(1234.56);
  expect(workbook.getWorksheet("By category")!.getCell("B4").value).toMatchObject({ formula: "SUM(B2:B3)" });
});

test("what has more digits than a spreadsheet counts with is a text, and right", async () => {
  const huge = 10n ** 15n + 1n;
  const content = reportContent({ people: [{ name: "Ana", borne: huge, paid: 0n, count: 1 }] });
  const sheet = (await workbookOf(await written(writeXlsx, content))).getWorksheet("By person")!;
  expect(sheet.getCell("B2").value).toBe("10000000000000.01");
});

test("a PDF says all of it in the reader's language, page by page, and is structured for screen readers", async () => {
  const content = reportContent({ locale: "de-DE" }, 120);
  const bytes = await written(writePdf, content);
  const pages = await pagesOf(bytes);
  const text = pages.join("\n");
  expect(pages.length).toBeGreaterThan(3);
  for (const [index, page] of pages.entries()) expect(page).toContain(`Seite ${index + 1} von ${pages.length}`);
  for (const words of [
    "Flat in Alfama",
    "Überblick",
    "Mein Anteil",
    "1.234,56 EUR",
    "500 XAU",
    "Zoë Łukasz Ελένη Дмитрий",
  ]) {
    expect(text).toContain(words);
  }
  // One that no font has is said, in the text and below it.
  expect(text).toContain("[U+10400]");
  expect(text).toContain("Keine unserer Schriften hat diese Zeichen");
  const source = bytes.toString("latin1");
  for (const part of [
    "/StructTreeRoot",
    "/MarkInfo",
    "/Lang (de-DE)",
    "/S /H1",
    "/S /TH",
    "/Scope /Column",
    "/S /Figure",
  ]) {
    expect(source).toContain(part);
  }
  expect(source).not.toContain("/BaseFont /Helvetica");
});

test("a PDF of more expenses than anybody reads says where they are", async () => {
  const content = reportContent({ count: PDF_ROWS_MAX + 1 });
  const text = (await pagesOf(await written(writePdf, content))).join("\n");
  expect(text).toContain("The 5,001 expenses are not listed here");
});

test("nothing spent is said, in every format", async () => {
  const nothing = { months: [], categories: [], people: [], count: 0 };
  const content = reportContent(nothing, 0);
  expect((await pagesOf(await written(writePdf, content))).join("")).toContain("Nothing was spent in this time.");
  expect(parse((await written(writeCsv, content)).toString().slice(1))).toHaveLength(1);
  const sheet = (await workbookOf(await written(writeXlsx, content))).getWorksheet("Expenses")!;
  expect(sheet.getCell("H2").value).toBe(0);
});

test("signs stand in a font that has them, what is read from right to left too, and nothing is left out", () => {
  const missing = new Set<string>();
  const fonts = (text: string) => textRuns(text, false, missing).map(({ font, text: run }) => `${font}:${run}`);
  expect(fonts("Ana מסעדה טובה 12")).toEqual(["regular:Ana ", "regular:12", "hebrew:מסעדה טובה "]);
  expect(fonts("花子 김 ส")).toEqual(["chinese:花子 ", "korean:김 ", "thai:ส"]);
  // 1,234.56 and 12: whatever digits it has, an amount is read from left to right.
  expect(fonts("١٬٢٣٤٫٥٦ EUR").join("")).toBe(
    "arabic:١arabic:٬arabic:٢arabic:٣arabic:٤arabic:٫arabic:٥arabic:٦arabic: regular:EUR",
  );
  expect(fonts("مطعم ١٢").slice(0, 2)).toEqual(["arabic:١", "arabic:٢"]);
  expect(fonts("a\u0007b")).toEqual(["regular:a b"]);
  expect(fonts("\u{10400}")).toEqual(["regular:[U+10400]"]);
  expect([...missing]).toEqual(["\u{10400}"]);
});

test("everybody who paid has room: a row of a PDF on its page, a cell of a workbook; a CSV names all", async () => {
  const many = Array.from({ length: 500 }, (_, index) => `${String(index).padStart(3, "0")}${"\u{1F355}".repeat(97)}`);
  const short = many.map((name) => name.slice(0, 3));
  const withPayers = (payers: readonly string[]) => {
    const base = reportContent({}, 1);
    const rows = async function* () {
      for await (const some of base.rows())
        yield some.map((row) => ({ ...row, title: "a _x0041_ b\uFFFF", group: "two\nlines", payers }));
    };
    return { ...base, rows };
  };
  const pages = await pagesOf(await written(writePdf, withPayers(short)));
  expect(pages.join("\n").replaceAll(/\s+/g, " ")).toContain("008, 009, +490");
  const sheet = (await workbookOf(await written(writeXlsx, withPayers(many)))).getWorksheet("Expenses")!;
  const cell = sheet.getCell("E2").value as string;
  expect(cell.length).toBeLessThan(32_767);
  expect(cell).toMatch(/^000.*, \+350$/u);
  // By ECMA-376 "_x005F_" is the underscore that stands before what is no number of a sign; this reader shows it as it is.
  expect(sheet.getCell("C2").value).toBe("a _x005F_x0041_ b\uFFFD");
  expect(
    (parse((await written(writeCsv, withPayers(many))).toString().slice(1)) as string[][])[1]![4]!.split(", "),
  ).toHaveLength(500);
});

test.each([
  ["CSV", writeCsv],
  ["XLSX", writeXlsx],
  ["PDF", writePdf],
] as const)("a disk that is full ends a %s with its error, and nothing else", async (_format, write) => {
  let taken = 0;
  const disk = () =>
    new Writable({
      write: (chunk, _encoding, done) => {
        taken += chunk.length;
        done(taken > 3_000 ? new Error("ENOSPC") : null);
      },
    });
  const stray: unknown[] = [];
  const note = (error: unknown) => stray.push(error);
  process.on("unhandledRejection", note).on("uncaughtException", note);
  const content = reportContent({}, 3_000);
  await expect(writeWhole(disk(), (output) => write(content, output, () => undefined))).rejects.toThrow("ENOSPC");
  const failing = {
    ...content,
    rows: () => {
      throw new Error("The database is gone.");
    },
  };
  await expect(writeWhole(new PassThrough(), (output) => write(failing, output, () => undefined))).rejects.toThrow(
    "gone",
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.off("unhandledRejection", note).off("uncaughtException", note);
  expect(stray).toEqual([]);
});

/** A report of so many batches of 50 rows, which tells how many of them were taken. */
async function countedContent(batches: number) {
  const some: ReportRow[] = [];
  for await (const rows of reportContent({}, 50).rows()) some.push(...rows);
  let taken = 0;
  const content = reportContent({
    count: batches * some.length,
    rows: async function* () {
      for (; taken < batches; taken++) yield some;
    },
  });
  return { content, taken: () => taken };
}

test.each([
  ["CSV", writeCsv],
  ["XLSX", writeXlsx],
  ["PDF", writePdf],
] as const)("a %s that nobody takes any more reads no more rows", async (_format, write) => {
  const { content, taken } = await countedContent(100);
  const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error("ENOSPC")) });
  await expect(writeWhole(full, (output) => write(content, output, () => undefined))).rejects.toThrow("ENOSPC");
  // What is being written of one batch ends, and begins no other.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = taken();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([before < 100, taken()]).toEqual([true, before]);
});

test("digits that no font of ours has are written as 0 to 9", () => {
  const amountIn = (locale: string) =>
    reportNumbers(locale)
      .amount(123_456n, "EUR")
      .replace(/[,.٬٫]/gu, "");
  expect(["my-MM", "bn-BD", "en"].map(amountIn)).toEqual(["123456", "123456", "123456"]);
  expect(amountIn("ar-EG")).toBe("١٢٣٤٥٦");
});

test("what comes by itself is of the month, or the year, that has just ended", () => {
  expect(nextTurn("GROUP", "2026-12-31")).toBe("2027-01-01");
  expect(nextTurn("PERSON", "2026-11-01")).toBe("2026-12-01");
  expect(nextTurn("YEAR", "2026-01-01")).toBe("2027-01-01");
  expect(rangeBehind("GROUP", "2028-03-01")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  expect(rangeBehind("YEAR", "2027-01-01")).toEqual({ from: "2026-01-01", to: "2026-12-31" });
  expect(reportFileName('Flat / "A"\n', { from: "2026-01-01", to: "2026-01-31" }, "PDF")).toBe(
    "Flat A 2026-01-01 2026-01-31.pdf",
  );
});

test.each([
  ["CSV", writeCsv],
  ["XLSX", writeXlsx],
] as const)("a %s reads no more rows than go out: where nothing does, it waits", async (_, write) => {
  const { content, taken } = await countedContent(20_000);
  const output = new Writable({ highWaterMark: 1, write: () => undefined });
  const writing = write(content, output, () => undefined);
  const stopped = writing.catch((error: Error) => error.message);
  // As long as it takes more, it is not done; what waits for ever takes nothing in all these turns.
  for (let quiet = 0, before = -1; quiet < 200; quiet = taken() === before ? quiet + 1 : 0) {
    before = taken();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(taken()).toBeLessThan(2_000);
  output.destroy(new Error("full"));
  expect(await stopped).toBe("full");
});
