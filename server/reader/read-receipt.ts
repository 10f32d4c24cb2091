import type { Engine } from "./engine.js";
import { placeOn } from "./geometry.js";
import { joined } from "./joining.js";
import type { PageText } from "./page-model.js";
import { type ReadPage, readWords } from "./read-words.js";
import type { Progress, ReadingResult } from "./readers.js";
import type { Expected, PlaceOnPage, ReadField, ReceiptText } from "./receipt-reading.js";
import { rereading } from "./reread-page.js";
import { agreedMerchant } from "./rules/agreed-merchant.js";
import { extractReceipt, merchantOn } from "./rules/extract.js";
import { headHeight, withHead } from "./rules/head.js";
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
    const reread = rereading(engines, language, expected, pass === 0);
    return readWords(pages, by, language, inPass, reread);
  };
  const first = await readBy(engines, 0);
  if (first === null) return { problem: "FILE_DAMAGED" };
  const read = receiptOf(first, expected);
  const heads = headMerchants(first, expected);
  let result = withMerchant(read, [merchantIn(read)], heads);
  for (const [at, other] of others.entries()) {
    if (isEnough(result, at)) break;
    const words = await readBy([other], at + 1);
    if (words === null) continue;
    const anew = receiptOf(words, expected);
    result = surerResult(result, anew, at);
    // A third reading is asked for the total, and of merchants it was measured to be right less often.
    if (at === 0) result = withMerchant(result, [merchantIn(read), merchantIn(anew)], heads);
  }
  // Readings that were not needed are done.
  progress(1);
  return result;
}

function merchantIn(result: ReadingResult): ReadField<string> | null {
  return "text" in result ? result.text.merchant : null;
}

/** The merchants that the head says where it was read by itself. */
function headMerchants(read: readonly ReadPage[], expected: Expected): readonly (ReadField<string> | null)[] {
  const [page, ...others] = read.map(({ byEngine }) => joined(byEngine) ?? NOTHING);
  const heads = read[0]?.heads ?? [];
  if (page === undefined || heads.length === 0) return [];
  const height = headHeight(page);
  return heads
    .map((head) => merchantOn([withHead(page, head, height), ...others], expected))
    .map((field) => field && { ...field, place: onPage(field.place, read) });
}

/** A reading with the merchant that readings of the page and of its head tell together; the reading's own where no head was read. */
function withMerchant(
  result: ReadingResult,
  pages: readonly (ReadField<string> | null)[],
  heads: readonly (ReadField<string> | null)[],
): ReadingResult {
  if (!("text" in result) || heads.length === 0) return result;
  return { ...result, text: { ...result.text, merchant: agreedMerchant(pages, heads) } };
}

/** Whether no other reading is needed after the first one, or after the second. */
function isEnough(result: ReadingResult, again: number): boolean {
  if (!("text" in result)) return false;
  return again === 0 ? isSureOfAll(result.text) : result.text.total?.filled === true;
}

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
  return { text: onPages(text, read), pages: words, engines };
}

const NOTHING: PageText = { width: 1, height: 1, words: [] };

/** A place of the straight pages, which the rules are given, as one of the pages that people see. */
function onPage(of: PlaceOnPage | null, read: readonly ReadPage[]): PlaceOnPage | null {
  const page = of === null ? undefined : read[of.page];
  if (of === null || page === undefined) return null;
  return { page: of.page, ...placeOn(of, page.straight, page.toPage, page.page) };
}

function onPages(text: ReceiptText, read: readonly ReadPage[]): ReceiptText {
  const place = (of: PlaceOnPage | null) => onPage(of, read);
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
