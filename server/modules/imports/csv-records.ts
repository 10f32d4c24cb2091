import { parse } from "csv-parse/sync";
import { Pace, type Pieces } from "./pieces.js";

/** One record of the file: its cells, and the lines of the file that it stands on, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly lastLine: number;
  readonly cells: readonly string[];
}

const LINE_BREAKS = ["\r\n", "\n", "\r"];
/** A quotation mark that is never closed must not swallow the file: a record has at most so many lines. */
const RECORD_LINES_MAX = 20;

/** So many characters of a well-formed file are read at once. */
const BLOCK_LENGTH = 16_384;
/** Where no record has ended for so long, a quotation mark was never closed. */
const RECORD_LENGTH_MAX = 8 * BLOCK_LENGTH;

/**
 * Reads delimited text, blank lines included.
 *
 * A well-formed file is read by the letter of RFC 4180. A stray quotation mark, which would make a strict reader
 * give up or swallow what follows, spoils its own line alone.
 */
export function* readRecords(text: string, delimiter: string, blockLength = BLOCK_LENGTH): Pieces<CsvRecord[]> {
  try {
    return yield* strictly(text, delimiter, blockLength);
  } catch {
    return yield* leniently(linesOf(text), delimiter, 1);
  }
}

/** The lines of a text, whatever ends them. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}

/** The lines of one record, each read on its own: for a record that took more lines than it should have. */
export function lineByLine(lines: readonly string[], record: CsvRecord, delimiter: string): CsvRecord[] {
  const own = lines.slice(record.line - 1, record.lastLine);
  return own.map((line, index) => lenientRecord(line, delimiter, record.line + index, record.line + index));
}

function* strictly(text: string, delimiter: string, blockLength: number): Pieces<CsvRecord[]> {
  const options = { delimiter, info: true, relax_column_count: true, record_delimiter: LINE_BREAKS } as const;
  const records: CsvRecord[] = [];
  for (const { block, firstLine } of blocksOf(text, blockLength)) {
    const parsed = parse(block, options) as unknown as { info: { lines: number }; record: string[] }[];
    let line = firstLine;
    for (const { info, record } of parsed) {
      const lastLine = firstLine + info.lines - 1;
      records.push({ line, lastLine, cells: record });
      line = lastLine + 1;
    }
    yield;
  }
  return records;
}

/** Parts of a well-formed text that end where a record ends: at the end of a line, with every quotation mark closed. */
function* blocksOf(text: string, length: number): Generator<{ block: string; firstLine: number }> {
  let [start, lineStart, quotes, firstLine, line] = [0, 0, 0, 1, 1];
  for (const lineBreak of text.matchAll(/\r\n|\n|\r/g)) {
    const end = lineBreak.index + lineBreak[0].length;
    quotes += quotesIn(text.slice(lineStart, end));
    lineStart = end;
    line++;
    if (end - start < length) continue;
    if (quotes % 2 === 0) {
      yield { block: text.slice(start, end), firstLine };
      [start, firstLine] = [end, line];
    } else if (end - start > RECORD_LENGTH_MAX) throw new Error("A quotation mark is never closed.");
  }
  if (start < text.length) yield { block: text.slice(start), firstLine };
}

function* leniently(lines: readonly string[], delimiter: string, firstLine: number): Pieces<CsvRecord[]> {
  const records: CsvRecord[] = [];
  const pace = new Pace();
  for (let index = 0; index < lines.length; ) {
    const count = linesUntilQuotesClose(lines, index);
    const text = lines.slice(index, index + count).join("\n");
    records.push(lenientRecord(text, delimiter, firstLine + index, firstLine + index + count - 1));
    index += count;
    if (pace.isDue(text.length / 8)) yield;
  }
  return records;
}

/** How many lines the record at `start` takes; 1 where its quotation marks never come to an even number. */
function linesUntilQuotesClose(lines: readonly string[], start: number): number {
  let quotes = 0;
  for (let count = 1; count <= RECORD_LINES_MAX && start + count <= lines.length; count++) {
    quotes += quotesIn(lines[start + count - 1]!);
    if (quotes % 2 === 0) return count;
  }
  return 1;
}

function quotesIn(text: string): number {
  return countOf('"', text);
}

/** How often a character stands in a text; quick even where that is ten million times. */
export function countOf(character: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++;
  return count;
}

function lenientRecord(text: string, delimiter: string, line: number, lastLine: number): CsvRecord {
  const options = { delimiter, relax_column_count: true, relax_quotes: true, record_delimiter: "\r" };
  if (quotesIn(text) % 2 === 1) return { line, lastLine, cells: text.split(delimiter) };
  try {
    return { line, lastLine, cells: parse(text, options)[0] ?? [""] };
  } catch {
    return { line, lastLine, cells: text.split(delimiter) };
  }
}
