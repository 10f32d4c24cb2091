import type { Engine } from "./engine.js";
import type { Mapping, Size } from "./geometry.js";
import { rasterOf } from "./images.js";
import type { PageText } from "./page-model.js";
import type { Progress } from "./readers.js";
import type { StraightPage } from "./straight-page.js";
import { straighten } from "./straighten.js";

/** What was read on one page. */
export interface ReadPage {
  /** By every engine that did not fail, by its name. Places are parts of `straight`. */
  readonly byEngine: Readonly<Record<string, PageText>>;
  readonly straight: Size;
  /** From pixels of the straight page to those of the page that people see. */
  readonly toPage: Mapping;
  readonly page: Size;
}

/** Reads the pages of one receipt with all engines; null where a page cannot be decoded. */
export async function readWords(
  pages: readonly Buffer[],
  engines: readonly Engine[],
  language: string,
  progress: Progress,
): Promise<readonly ReadPage[] | null> {
  const read: ReadPage[] = [];
  for (const [at, full] of pages.entries()) {
    const raster = await rasterOf(full).catch(() => null);
    if (raster === null) return null;
    read.push(
      await readPage(await straighten(raster), engines, language, (part) => progress((at + part) / pages.length)),
    );
  }
  return read;
}

async function readPage(straight: StraightPage, engines: readonly Engine[], language: string, progress: Progress) {
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
  const { toPage, page, gray } = straight;
  return { byEngine, straight: { width: gray.width, height: gray.height }, toPage, page };
}
