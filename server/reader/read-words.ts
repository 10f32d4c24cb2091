import type { Engine } from "./engine.js";
import { composed, type Mapping, type Size } from "./geometry.js";
import { rasterOf } from "./images.js";
import type { PageText } from "./page-model.js";
import type { Progress } from "./readers.js";
import type { StraightPage } from "./straight-page.js";
import { straighten } from "./straighten.js";

/** What was read on one page. */
export interface ReadPage {
  /** By every engine that did not fail, by its name. Places are parts of `straight`. */
  readonly byEngine: Readonly<Record<string, PageText>>;
  /** What the head of the first page says where it was read by itself. */
  readonly heads: readonly PageText[];
  readonly straight: Size;
  /** From pixels of the straight page to those of the page that people see. */
  readonly toPage: Mapping;
  readonly page: Size;
}

/** What was read on a page, the first of which is 0, with some of it read anew. */
export type Reread = (page: StraightPage, read: ByEngine, at: number) => Promise<Pick<ReadPage, "byEngine" | "heads">>;

/** Reads the pages of one receipt with all engines; null where a page cannot be decoded. */
export async function readWords(
  pages: readonly Buffer[],
  engines: readonly Engine[],
  language: string,
  progress: Progress,
  reread: Reread = async (_page, byEngine) => ({ byEngine, heads: [] }),
): Promise<readonly ReadPage[] | null> {
  const read: ReadPage[] = [];
  for (const [at, full] of pages.entries()) {
    const raster = await rasterOf(full).catch(() => null);
    if (raster === null) return null;
    const inPart = (part: number) => progress((at + part) / pages.length);
    const { straight, byEngine } = await readPage(await straighten(raster), engines, language, inPart);
    read.push({ ...(await reread(straight, byEngine, at)), ...sizesOf(straight) });
  }
  return read;
}

/** Reads a page, and once more upside down where that reads like nothing; what reads better is taken. */
async function readPage(straight: StraightPage, engines: readonly Engine[], language: string, progress: Progress) {
  const upright = await readBy(straight, engines, language, progress);
  if (isText(upright)) return { straight, byEngine: upright };
  const turned = upsideDown(straight);
  const other = await readBy(turned, engines, language, () => undefined);
  const isTurned = lettersRead(other) > lettersRead(upright) * MUCH_BETTER;
  return isTurned ? { straight: turned, byEngine: other } : { straight, byEngine: upright };
}

type ByEngine = Readonly<Record<string, PageText>>;

/** Fewer letters than this that an engine is sure of are no receipt, or one that is upside down. */
const FEW_LETTERS = 40;
/** Letters in words that an engine is as sure of as this were read, and are no likeness of letters. */
const SURE = 0.8;
/** Upside down, some letters are letters too. */
const MUCH_BETTER = 1.5;

function isText(byEngine: ByEngine): boolean {
  return lettersRead(byEngine) >= FEW_LETTERS;
}

function lettersRead(byEngine: ByEngine): number {
  const counts = Object.values(byEngine).map(({ words }) =>
    words.reduce((sum, { text, confidence }) => sum + (confidence >= SURE && text.length > 1 ? text.length : 0), 0),
  );
  return Math.max(0, ...counts);
}

function upsideDown(straight: StraightPage): StraightPage {
  const { width, height } = straight.gray;
  const turn: Mapping = [-1, 0, width - 1, 0, -1, height - 1, 0, 0];
  return { ...straight, gray: straight.gray.seenBy(turn, width, height), toPage: composed(straight.toPage, turn) };
}

async function readBy(straight: StraightPage, engines: readonly Engine[], language: string, progress: Progress) {
  const byEngine: Record<string, PageText> = {};
  const failures: unknown[] = [];
  for (const [at, engine] of engines.entries()) {
    progress((at + 1) / (engines.length + 1));
    await engine.read(straight, language).then(
      (text) => (byEngine[engine.name] = text),
      (error) => failures.push(error),
    );
  }
  // One engine that fails is replaced by the others; that all do says more than that there is nothing to read.
  if (failures.length === engines.length) throw failures[0];
  progress(1);
  return byEngine;
}

function sizesOf({ toPage, page, gray }: StraightPage): Pick<ReadPage, "straight" | "toPage" | "page"> {
  return { straight: { width: gray.width, height: gray.height }, toPage, page };
}
