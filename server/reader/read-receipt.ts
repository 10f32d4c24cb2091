import type { Engine } from "./engine.js";
import { placeOn } from "./geometry.js";
import { joined } from "./joining.js";
import type { PageText } from "./page-model.js";
import { type ReadPage, type Reread, readWords } from "./read-words.js";
import type { Progress, ReadingResult } from "./readers.js";
import type { Expected, PlaceOnPage, ReadField, ReceiptText } from "./receipt-reading.js";
import { extractReceipt } from "./rules/extract.js";
import { placesOfDay, withRereadDay } from "./rules/reread-day.js";
import { isSureOfAll, isTotalOfSecond, surestOf } from "./rules/two-readings.js";

/**
 * Reads the pages of one receipt: what `Readers.read` promises, without its limits. An engine that is the only one reads them
 * once more where it is unsure, and once more still where it is unsure of the total then.
 */
export async function readReceipt(
  pages: readonly Buffer[],
  engines: readonly Engine[],
  language: string,
  expected: Expected,
  progress: Progress,
): Promise<ReadingResult> {
  if (engines.length === 0) return { problem: "ENGINE_MISSING" };
  const others = engines.length === 1 ? engines.flatMap(({ again = [] }) => again) : [];
  const passes = 1 + others.length;
  const readBy = async (by: readonly Engine[], pass: number) => {
    const inPass = (part: number) => progress((pass + part) / passes);
    const read = await readWords(pages, by, language, inPass, dayReread(engines, language, expected.today));
    return read && receiptOf(read, expected);
  };
  let result = await readBy(engines, 0);
  if (result === null) return { problem: "FILE_DAMAGED" };
  for (const [at, other] of others.entries()) {
    if (isEnough(result, at)) break;
    const anew = await readBy([other], at + 1);
    if (anew !== null) result = surerResult(result, anew, at);
  }
  // Readings that were not needed are done.
  progress(1);
  return result;
}

/**
 * Where one engine reads alone, it reads the line of the day once more by itself, or the lines that may be one: they take no
 * time beside a page.
 */
function dayReread(engines: readonly Engine[], language: string, today: string): Reread {
  const [engine] = engines;
  return async (page, read) => {
    const text = engine === undefined ? undefined : read[engine.name];
    if (engines.length > 1 || engine?.reread === undefined || text === undefined) return read;
    let best = text;
    for (const place of placesOfDay(text, today)) {
      // A line that cannot be read anew stays as it was read.
      const readings = await engine.reread(page, place, language).catch(() => []);
      best = withRereadDay(text, place, readings, today);
      if (best !== text) break;
    }
    return { ...read, [engine.name]: best };
  };
}

/** Whether no other reading is needed after the first one, or after the second. */
function isEnough(result: ReadingResult, again: number): boolean {
  if (!("text" in result)) return false;
  return again === 0 ? isSureOfAll(result.text) : result.text.total?.filled === true;
}

/** A third reading is asked for the total, and of merchants it was measured to be right less often. */
function surerResult(first: ReadingResult, second: ReadingResult, again: number): ReadingResult {
  if (!("text" in second)) return first;
  if (!("text" in first)) return second;
  const { pages } = isTotalOfSecond(first.text, second.text) ? second : first;
  const text = surestOf(first.text, second.text);
  const merchant = again > 0 && first.text.merchant !== null ? first.text.merchant : text.merchant;
  return { ...first, text: { ...text, merchant }, pages };
}

/** What stands on pages that were read, as people see these pages. */
export function receiptOf(read: readonly ReadPage[], expected: Expected): ReadingResult {
  const texts = read.map(({ byEngine }) => joined(byEngine));
  if (texts.every((text) => text === null)) return { problem: "UNREADABLE" };
  const words = texts.map((text) => text ?? NOTHING);
  const text = extractReceipt(words, expected);
  if (text === null) return { problem: "NO_RECEIPT" };
  const engines = [...new Set(read.flatMap(({ byEngine }) => Object.keys(byEngine)))];
  return { text: onPages(text, read, words), pages: words, engines };
}

const NOTHING: PageText = { width: 1, height: 1, words: [] };

/** Places of the straight pages, which the rules are given, as places of the pages that people see. */
function onPages(text: ReceiptText, read: readonly ReadPage[], words: readonly PageText[]): ReceiptText {
  const place = (of: PlaceOnPage | null): PlaceOnPage | null => {
    const from = of === null ? undefined : words[of.page];
    const page = of === null ? undefined : read[of.page];
    if (of === null || from === undefined || page === undefined) return null;
    return { page: of.page, ...placeOn(of, page.straight, page.toPage, page.page) };
  };
  const field = <Value>(of: ReadField<Value> | null) => of && { ...of, place: place(of.place) };
  return {
    merchant: field(text.merchant),
    date: field(text.date),
    currency: field(text.currency),
    total: field(text.total),
    subtotal: field(text.subtotal),
    tax: field(text.tax),
    tip: field(text.tip),
    lines: text.lines.map((line) => ({ ...line, place: place(line.place) })),
    checks: text.checks,
  };
}
