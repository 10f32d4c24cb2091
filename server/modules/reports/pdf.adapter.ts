import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { PdfText, type TextStyle } from "./pdf-page.js";
import { type Cells, type Column, laidOut, type PlacedColumn, placed } from "./pdf-table.js";
import {
  type ReportContent,
  type ReportFigures,
  type ReportRow,
  someOf,
  type WritingProgress,
} from "./report-content.js";
import { type ReportNumbers, reportNumbers } from "./report-numbers.js";
import { type ReportWords, reportWords } from "./report-words.js";

type Doc = PDFKit.PDFDocument;

/** More expenses than these nobody reads on paper. */
export const PDF_ROWS_MAX = 5_000;

/** So many take some ten milliseconds, in which this process does nothing else. */
const ROWS_AT_ONCE = 10;

const MARGIN = 48;
const FOOTER = 28;
const INK = "#1B1A17";
const MUTED = "#5E594F";
const LINE = "#E4E0D6";
const MINE = "#0B6B57";
const TOTAL = "#C77412";
const TITLE: TextStyle = { size: 22, bold: true, colour: INK };
const HEADING: TextStyle = { size: 14, bold: true, colour: INK };
const BODY: TextStyle = { size: 9, colour: INK };
const STRONG: TextStyle = { ...BODY, bold: true };
const SMALL: TextStyle = { size: 8, colour: MUTED };
/** Bars beyond so many would be too thin to be told apart. */
const MONTHS_DRAWN = 24;
const CATEGORIES_DRAWN = 8;
/** A row has room on one page, however many people paid. */
const PAYERS_NAMED = 10;

/**
 * A report as PDF: pages for A4 with their numbers, structured for screen readers (headings, tables with their headings,
 * charts with a text instead), in the reader's language, with the fonts inside.
 */
export async function writePdf(content: ReportContent, output: Writable, progress: WritingProgress): Promise<void> {
  const { default: Document } = await import("pdfkit");
  const words = reportWords(content.locale);
  const doc = new Document({
    size: "A4",
    margin: 0,
    tagged: true,
    displayTitle: true,
    pdfVersion: "1.7",
    lang: content.locale,
    bufferPages: true,
    autoFirstPage: false,
    // Nothing but our own fonts: the standard ones are in no file.
    font: null as never,
    info: { Title: `${words.subject}: ${content.title}`, Creator: words.product, Producer: words.product },
  });
  const sent = pipeline(doc as unknown as NodeJS.ReadableStream, output);
  const write = async () => {
    await new PdfReport(doc, content).write(progress);
    doc.end();
  };
  // Where there is no room for the file that is known while it is written.
  await Promise.all([write(), sent]);
}

class PdfReport {
  private readonly text: PdfText;
  private readonly words: ReportWords;
  private readonly numbers: ReportNumbers;
  private readonly root: PDFKit.PDFStructureElement;
  private y = MARGIN;

  constructor(
    private readonly doc: Doc,
    private readonly content: ReportContent,
  ) {
    this.text = new PdfText(doc);
    this.words = reportWords(content.locale);
    this.numbers = reportNumbers(content.locale);
    doc.addPage();
    this.root = doc.struct("Document");
    doc.addStructure(this.root);
  }

  async write(progress: WritingProgress): Promise<void> {
    const { content, words, numbers } = this;
    this.writeHead();
    this.writeFigures();
    if (content.count === 0) this.paragraph(words.nothing, BODY);
    else {
      this.writeMonths();
      this.writeCategories();
      if (content.groups.length > 0) this.writeSpending(words.groups, words.group, content.groups);
      if (content.people.length > 0) this.writePeople();
      this.heading(words.expenses);
      if (content.count > PDF_ROWS_MAX) this.paragraph(words.tooMany(numbers.count(content.count)), BODY);
      else await this.writeRows(progress);
    }
    const { missing } = this.text;
    if (missing.size > 0) this.paragraph(words.missingSigns(this.numbersOf(missing)), SMALL);
    this.root.end();
    this.writeFooters();
  }

  private numbersOf(signs: ReadonlySet<string>): string {
    const numbers = [...signs].flatMap((sign) =>
      [...sign].map((each) => each.codePointAt(0)!.toString(16).toUpperCase()),
    );
    return this.numbers.list([...new Set(numbers)].map((number) => `U+${number.padStart(4, "0")}`));
  }

  private get width(): number {
    return this.doc.page.width - 2 * MARGIN;
  }

  /** Begins a new page where so much has no room on this one. */
  private room(height: number): void {
    if (this.y + height <= this.doc.page.height - MARGIN - FOOTER) return;
    this.doc.addPage();
    this.y = MARGIN;
  }

  private lines(type: string, text: string, style: TextStyle, after: number): void {
    const lines = this.text.lines(text, style, this.width);
    this.room(lines.length * this.text.lineHeight(style));
    this.root.add(
      this.doc.struct(type, {}, () => {
        for (const line of lines) {
          this.text.write(line, style, MARGIN, this.y);
          this.y += this.text.lineHeight(style);
        }
      }),
    );
    this.y += after;
  }

  private paragraph(text: string, style: TextStyle): void {
    this.lines("P", text, style, 6);
  }

  /** Stays with what it stands over. */
  private heading(text: string): void {
    this.y += 10;
    this.room(80);
    this.lines("H2", text, HEADING, 6);
  }

  private writeHead(): void {
    const { title, range, madeOn, currency } = this.content;
    this.lines("H1", title, TITLE, 2);
    this.paragraph(`${this.words.subject} · ${this.numbers.range(range)} · ${currency}`, { ...BODY, size: 11 });
    this.paragraph(this.words.madeOn(this.numbers.day(madeOn)), SMALL);
  }

  private writeFigures(): void {
    const { figures, compared, currency, range, ratesAsOf, unconverted } = this.content;
    const { words, numbers } = this;
    this.heading(words.summary);
    const all: ReportFigures[] = compared ? [figures, compared.previous, compared.yearBefore] : [figures];
    const headings = compared ? [numbers.range(range), words.previous, words.yearBefore] : [numbers.range(range)];
    const columns: Column[] = [
      { heading: "", share: 2, align: "LEFT" },
      ...headings.map((heading): Column => ({ heading, share: 2, align: "RIGHT" })),
    ];
    const keys = ["mine", "total", "paid", "income", "settled"] as const;
    const rows = keys.map((key) => [words[key], ...all.map((each) => numbers.money({ minor: each[key], currency }))]);
    this.table(columns, [...rows, [words.count, ...all.map(({ count }) => numbers.count(count))]]);
    if (ratesAsOf !== null) this.paragraph(words.ratesAsOf(numbers.day(ratesAsOf)), SMALL);
    if (unconverted.length > 0) {
      this.paragraph(words.unconverted(numbers.list(unconverted.map(numbers.money))), STRONG);
    }
  }

  private writeMonths(): void {
    const { months } = this.content;
    this.heading(this.words.months);
    const drawn = months.slice(-MONTHS_DRAWN);
    if (drawn.length > 1) {
      this.figure(this.words.chartOfMonths(this.said(drawn)), 150, (top, height) =>
        this.drawMonths(drawn, top, height),
      );
    }
    this.spendingTable(this.words.month, months);
  }

  private writeCategories(): void {
    const { categories } = this.content;
    this.heading(this.words.categories);
    const drawn = categories.filter(({ total }) => total > 0n).slice(0, CATEGORIES_DRAWN);
    if (drawn.length > 0) {
      const what = this.words.chartOfCategories(this.said(drawn));
      this.figure(what, drawn.length * 22, (top) => this.drawCategories(drawn, top));
    }
    this.spendingTable(this.words.category, categories);
  }

  private writeSpending(heading: string, what: string, lines: ReportContent["groups"]): void {
    this.heading(heading);
    this.spendingTable(what, lines);
  }

  /** What a chart shows, for whoever does not see it. */
  private said(lines: ReportContent["groups"]): string {
    const { currency } = this.content;
    return lines.map(({ label, total }) => `${label}: ${this.numbers.money({ minor: total, currency })}`).join("; ");
  }

  private figure(alt: string, height: number, draw: (top: number, height: number) => void): void {
    this.room(height + 12);
    const top = this.y;
    const bbox = [MARGIN, top, MARGIN + this.width, top + height] as [number, number, number, number];
    this.root.add(this.doc.struct("Figure", { alt, bbox, placement: "Block" } as object, () => draw(top, height)));
    this.y = top + height + 12;
  }

  /** Two bars for each month, the total and the reader's share, each under its own scale's zero. */
  private drawMonths(months: ReportContent["months"], top: number, height: number): void {
    const { words, doc } = this;
    const chart = { top: top + 16, bottom: top + height - 16 };
    const most = months.reduce((max, { total, mine }) => largest(max, total, mine), 1n);
    const step = this.width / months.length;
    const bar = Math.min(18, step * 0.36);
    this.text.write(words.total, { ...SMALL, bold: true, colour: TOTAL }, MARGIN, top);
    const next = MARGIN + this.text.width(words.total, { ...SMALL, bold: true }) + 12;
    this.text.write(words.mine, { ...SMALL, bold: true, colour: MINE }, next, top);
    for (const [index, { label, total, mine }] of months.entries()) {
      const middle = MARGIN + step * (index + 0.5);
      for (const [minor, colour, x] of [
        [total, TOTAL, middle - bar - 1],
        [mine, MINE, middle + 1],
      ] as const) {
        const high = part(minor, most) * (chart.bottom - chart.top);
        if (high > 0) doc.rect(x, chart.bottom - high, bar, high).fill(colour);
      }
      const every = Math.ceil(months.length / 12);
      if (index % every === 0) {
        const wide = this.text.width(label, SMALL);
        this.text.write(label, SMALL, middle - wide / 2, chart.bottom + 3);
      }
    }
    doc
      .moveTo(MARGIN, chart.bottom)
      .lineTo(MARGIN + this.width, chart.bottom)
      .lineWidth(0.5)
      .stroke(LINE);
  }

  private drawCategories(categories: ReportContent["categories"], top: number): void {
    const { currency } = this.content;
    const most = categories.reduce((max, { total }) => largest(max, total), 1n);
    const left = MARGIN + this.width * 0.26;
    const room = this.width * 0.52;
    for (const [index, { label, total }] of categories.entries()) {
      const y = top + index * 22;
      const [name] = this.text.lines(label, BODY, this.width * 0.25);
      this.text.write(name!, BODY, MARGIN, y + 2);
      const wide = Math.max(1, part(total, most) * room);
      this.doc.rect(left, y + 2, wide, 12).fill(TOTAL);
      this.text.write(this.numbers.money({ minor: total, currency }), BODY, left + wide + 6, y + 2);
    }
  }

  private spendingTable(what: string, lines: ReportContent["groups"]): void {
    const { words, numbers } = this;
    const { currency } = this.content;
    const columns: Column[] = [
      { heading: what, share: 3, align: "LEFT" },
      { heading: words.total, share: 2, align: "RIGHT" },
      { heading: words.mine, share: 2, align: "RIGHT" },
      { heading: words.count, share: 1, align: "RIGHT" },
    ];
    const row = ({ label, total, mine, count }: (typeof lines)[number]) => [
      label,
      numbers.money({ minor: total, currency }),
      numbers.money({ minor: mine, currency }),
      numbers.count(count),
    ];
    this.table(columns, lines.map(row));
  }

  private writePeople(): void {
    const { words, numbers } = this;
    const { people, currency } = this.content;
    this.heading(words.people);
    const columns: Column[] = [
      { heading: words.person, share: 3, align: "LEFT" },
      { heading: words.borne, share: 2, align: "RIGHT" },
      { heading: words.personPaid, share: 2, align: "RIGHT" },
      { heading: words.count, share: 1, align: "RIGHT" },
    ];
    const rows = people.map(({ name, borne, paid, count }) => [
      name,
      numbers.money({ minor: borne, currency }),
      numbers.money({ minor: paid, currency }),
      numbers.count(count),
    ]);
    this.table(columns, rows);
  }

  private async writeRows(progress: WritingProgress): Promise<void> {
    const { words, numbers } = this;
    const { currency, count, figures, groups } = this.content;
    const columns: Column[] = [
      { heading: words.day, share: 2, align: "LEFT" },
      { heading: words.expense, share: 4, align: "LEFT" },
      { heading: groups.length > 0 ? words.group : words.payers, share: 3, align: "LEFT" },
      { heading: words.amount, share: 2.4, align: "RIGHT" },
      { heading: `${words.total} ${currency}`, share: 2, align: "RIGHT" },
      { heading: `${words.mine} ${currency}`, share: 2, align: "RIGHT" },
    ];
    const cells = ({ day, title, category, group, payers, amount, total, mine }: ReportRow): Cells => [
      numbers.day(day),
      `${isolated(title)} · ${category}`,
      groups.length > 0 ? group : someOf(payers, PAYERS_NAMED),
      numbers.money(amount),
      numbers.amount(total, currency),
      numbers.amount(mine, currency),
    ];
    const table = this.beginTable(columns);
    let written = 0;
    for await (const rows of this.content.rows()) {
      for (const row of rows) {
        this.row(table, cells(row), BODY);
        written++;
        if (written % ROWS_AT_ONCE === 0) await new Promise(setImmediate);
        if (this.doc.destroyed) throw new Error("Nobody takes the pages any more.");
      }
      progress(written / Math.max(1, count));
    }
    const sums = [figures.total, figures.mine].map((minor) => numbers.amount(minor, currency));
    this.row(table, [words.sum, "", "", "", ...sums], STRONG);
    table.element.end();
  }

  private table(columns: readonly Column[], rows: readonly Cells[]): void {
    const table = this.beginTable(columns);
    for (const row of rows) this.row(table, row, BODY);
    table.element.end();
    this.y += 6;
  }

  private beginTable(columns: readonly Column[]): Table {
    const element = this.doc.struct("Table");
    this.root.add(element);
    const table = { element, columns: placed(columns, MARGIN, this.width) };
    this.room(40);
    this.headings(table);
    return table;
  }

  private headings(table: Table): void {
    const cells = table.columns.map(({ heading }) => heading);
    this.cells(table, cells, { ...SMALL, bold: true }, "TH");
  }

  private row(table: Table, cells: Cells, style: TextStyle): void {
    const { height } = laidOut(this.text, table.columns, cells, style);
    const { doc } = this;
    if (this.y + height + 6 > doc.page.height - MARGIN - FOOTER) {
      doc.addPage();
      this.y = MARGIN;
      this.headings(table);
    }
    this.cells(table, cells, style, "TD");
  }

  private cells({ element, columns }: Table, cells: Cells, style: TextStyle, type: "TH" | "TD"): void {
    const { lines, height } = laidOut(this.text, columns, cells, style);
    const top = this.y + 3;
    const row = this.doc.struct("TR");
    element.add(row);
    for (const [index, { x, width, align }] of columns.entries()) {
      const options = (type === "TH" ? { scope: "Column" } : {}) as object;
      const write = () => {
        for (const [number, line] of lines[index]!.entries()) {
          this.text.write(line, style, x, top + number * this.text.lineHeight(style), width, align);
        }
      };
      row.add(this.doc.struct(type, options, write));
    }
    row.end();
    this.y = top + height + 3;
    this.artifact(() =>
      this.doc
        .moveTo(MARGIN, this.y)
        .lineTo(MARGIN + this.width, this.y)
        .lineWidth(0.5)
        .stroke(LINE),
    );
  }

  /** What is there for the eye alone. */
  private artifact(draw: () => void): void {
    this.doc.markContent("Artifact", { type: "Layout" });
    draw();
    this.doc.endMarkedContent();
  }

  private writeFooters(): void {
    const { start, count } = this.doc.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.doc.switchToPage(start + page);
      const y = this.doc.page.height - MARGIN;
      this.artifact(() => {
        this.text.write(this.words.product, SMALL, MARGIN, y);
        this.text.write(this.words.page(page + 1, count), SMALL, MARGIN, y, this.width, "RIGHT");
      });
    }
  }
}

interface Table {
  readonly element: PDFKit.PDFStructureElement;
  readonly columns: readonly PlacedColumn[];
}

/** What people write keeps its own direction, and leaves that of what stands beside it. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

function largest(...values: readonly bigint[]): bigint {
  return values.reduce((max, value) => (value > max ? value : max));
}

/** How much of the most an amount is; nothing where it is below zero. For drawing alone. */
function part(minor: bigint, most: bigint): number {
  return minor <= 0n ? 0 : Number((minor * 10_000n) / most) / 10_000;
}
