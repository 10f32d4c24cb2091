import type { Engine } from "./engine.js";
import { placeOn } from "./geometry.js";
import { joined } from "./joining.js";
import type { PageText } from "./page-model.js";
import { type ReadPage, readWords } from "./read-words.js";
import type { Progress, ReadingResult } from "./readers.js";
import type { Expected, PlaceOnPage, ReadField, ReceiptText } from "./receipt-reading.js";
import { extractReceipt } from "./rules/extract.js";
import { isBillOfSecond, isSureOfAll, surestOf } from "./rules/two-readings.js";

/**
 * Reads the pages of one receipt: what `Readers.read` promises, without its limits. An engine that is the only one reads them
 * once more where it is unsure.
 */
export async function readReceipt(
  pages: readonly Buffer[],
  engines: readonly Engine[],
  language: string,
  expected: Expected,
  progress: Progress,
): Promise<ReadingResult> {
  if (engines.length === 0) return { problem: "ENGINE_MISSING" };
  const [again] = engines.length === 1 ? engines.flatMap((engine) => engine.again ?? []) : [];
  const passes = again === undefined ? 1 : 2;
  const read = await readWords(pages, engines, language, (part) => progress(part / passes));
  if (read === null) return { problem: "FILE_DAMAGED" };
  const first = receiptOf(read, expected);
  if (again === undefined || ("text" in first && isSureOfAll(first.text))) return first;
  const anew = await readWords(pages, [again], language, (part) => progress((1 + part) / passes));
  return anew === null ? first : surerResult(first, receiptOf(anew, expected));
}

function surerResult(first: ReadingResult, second: ReadingResult): ReadingResult {
  if (!("text" in second)) return first;
  if (!("text" in first)) return second;
  const { pages } = isBillOfSecond(first.text, second.text) ? second : first;
  return { ...first, text: surestOf(first.text, second.text), pages };
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
