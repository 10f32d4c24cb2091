import { type Mapping, type Size } from "./geometry.js";
import type { GrayImage } from "./gray-image.js";
import type { PageText, Word } from "./page-model.js";

/** A page as engines read it: the paper alone, its rows level. */
export interface StraightPage {
  readonly gray: GrayImage;
  /** From its pixels to those of the page that people see. */
  readonly toPage: Mapping;
  readonly page: Size;
  /** How high its small letters are, in pixels, about; null where there is nothing to measure. */
  readonly textHeight: number | null;
}

/** Words with places in pixels as a page's text, without those that are empty or beside it. */
export function textOf({ width, height }: Size, words: readonly Word[]): PageText {
  const parts = words.map((word) => ({
    ...word,
    confidence: Math.min(1, Math.max(0, word.confidence)),
    place: partOf(word.place, { width, height }),
    letters: word.letters?.map((letter) => ({ ...letter, x: letter.x / width, width: letter.width / width })),
  }));
  return {
    width,
    height,
    words: parts.filter(({ text, place }) => text !== "" && place.width > 0 && place.height > 0),
  };
}

function partOf(place: Word["place"], { width, height }: Size): Word["place"] {
  const [left, top] = [Math.max(0, place.x), Math.max(0, place.y)];
  const [right, bottom] = [Math.min(width, place.x + place.width), Math.min(height, place.y + place.height)];
  return { x: left / width, y: top / height, width: (right - left) / width, height: (bottom - top) / height };
}
