import type { Results } from "./messages.js";
import type { ReadingResult } from "./readers.js";
import type { Expected } from "./receipt-reading.js";
import { extractReceipt } from "./rules/extract.js";

/** What the words on the pages of one receipt say. */
export function readReceipt({ pages, engines }: Results["words"], expected: Expected): ReadingResult {
  if (engines.length === 0) return { problem: "ENGINE_MISSING" };
  const texts = pages.flatMap(({ byEngine }) => Object.values(byEngine).slice(0, 1));
  if (texts.every(({ words }) => words.length === 0)) return { problem: "UNREADABLE" };
  const text = extractReceipt(texts, expected);
  return text === null ? { problem: "NO_RECEIPT" } : { text, pages: texts, engines };
}
