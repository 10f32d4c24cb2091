import type { Engine } from "./engine.js";
import { joined } from "./joining.js";
import type { PageText } from "./page-model.js";
import type { ReadPage, Reread } from "./read-words.js";
import type { Expected } from "./receipt-reading.js";
import { merchantOn } from "./rules/extract.js";
import { headHeight } from "./rules/head.js";
import { placesOfDay, withRereadDay } from "./rules/reread-day.js";
import type { StraightPage } from "./straight-page.js";

/** What is read anew of a page: the line of the day, and the first page's head with the first reading. */
export function rereading(engines: readonly Engine[], language: string, expected: Expected, isFirst: boolean): Reread {
  return async (page, read, at) => {
    const byEngine = await withDay(page, read, engines, language, expected.today);
    const heads = isFirst && at === 0 ? await headsOf(page, byEngine, engines, language, expected) : [];
    return { byEngine, heads };
  };
}

/**
 * Where one engine reads alone, it reads the line of the day once more by itself, or the lines that may be one: they take no
 * time beside a page.
 */
async function withDay(
  page: StraightPage,
  read: ReadPage["byEngine"],
  engines: readonly Engine[],
  language: string,
  today: string,
): Promise<ReadPage["byEngine"]> {
  const [engine] = engines;
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
}

/** Where several engines read, their merchant is doubted only if it is less sure than this. */
const DOUBTED = 0.5;

/** What the head says by itself, where the page tells no merchant, or one that is not sure. */
async function headsOf(
  page: StraightPage,
  byEngine: ReadPage["byEngine"],
  engines: readonly Engine[],
  language: string,
  expected: Expected,
): Promise<readonly PageText[]> {
  const text = joined(byEngine);
  const engine = engines.find((each) => each.readHead !== undefined);
  if (text === null || engine?.readHead === undefined) return [];
  const merchant = merchantOn([text], expected);
  const isSure = engines.length > 1 ? (merchant?.confidence ?? 0) >= DOUBTED : merchant?.filled === true;
  // A head that cannot be read by itself stays as the page has it.
  return isSure ? [] : engine.readHead(page, headHeight(text), language).catch(() => []);
}
