import type { Engine } from "./engine.js";
import { type Mapping, type Size } from "./geometry.js";
import { rasterOf } from "./images.js";
import type { PageText } from "./page-model.js";
import type { Progress } from "./readers.js";
import { straighten } from "./straighten.js";

/** What was read on one page. */
export interface ReadPage {
  /** By every engine that found something, by its name. */
  readonly byEngine: Readonly<Record<string, PageText>>;
  /** From pixels of the page that was read to those of the page that people see. */
  readonly toPage: Mapping;
  readonly page: Size;
}

/** Reads the pages of one receipt with all engines; an engine that fails on a page is left out there. */
export async function readWords(
  pages: readonly Buffer[],
  engines: readonly Engine[],
  language: string,
  progress: Progress,
): Promise<readonly ReadPage[]> {
  const read: ReadPage[] = [];
  const steps = pages.length * (engines.length + 1);
  for (const [at, full] of pages.entries()) {
    const step = at * (engines.length + 1);
    const straight = straighten(await rasterOf(full));
    progress((step + 1) / steps);
    const byEngine: Record<string, PageText> = {};
    for (const [number, engine] of engines.entries()) {
      byEngine[engine.name] = await engine.read(straight, language);
      progress((step + number + 2) / steps);
    }
    read.push({ byEngine, toPage: straight.toPage, page: straight.page });
  }
  return read;
}
