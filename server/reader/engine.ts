import type { PageText, Place } from "./page-model.js";
import type { StraightPage } from "./straight-page.js";

/** A program that reads words off a page. */
export interface Engine {
  /** As a reading says what read it, such as "tesseract". */
  readonly name: string;
  /** The same program set up otherwise, so that it errs otherwise, the best first: for a page that it was unsure of alone. */
  readonly again?: readonly Engine[];
  /** Reads one page, most of which is probably in this language (ISO 639-2, such as "eng"). Places are parts of `page`. */
  read(page: StraightPage, language: string): Promise<PageText>;
  /** Reads the one line at a place several times more, each time otherwise: what each reading says. */
  reread?(page: StraightPage, place: Place, language: string): Promise<readonly string[]>;
  /** Reads the top of a page, so much of its height, by itself and several times, each otherwise. Places are parts of `page`. */
  readHead?(page: StraightPage, height: number, language: string): Promise<readonly PageText[]>;
}

/** Which engines read, and how they are set up. */
export interface EngineSettings {
  /** ISO 639-2 codes of those that are known, such as "eng"; the first is meant where nothing tells. */
  readonly languages: readonly string[];
  /** Whether PP-OCR reads too, where its runtime loads. */
  readonly paddle: boolean;
  /** Where a vision model answers; null where there is none. */
  readonly url: string | null;
}
