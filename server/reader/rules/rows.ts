import type { PageText } from "../page-model.js";
import type { PlaceOnPage } from "../receipt-reading.js";

/** A word of a row, in the pixels of its page. */
export interface RowWord {
  readonly text: string;
  readonly confidence: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** What another engine read there, where that is something else. */
  readonly other: string | null;
  /** Where it begins in the text of its row. */
  readonly at: number;
}

/** Words that stand beside one another, from left to right. */
export interface Row {
  readonly page: number;
  /** Its words, with one blank between neighbours and two where a column may end. */
  readonly text: string;
  readonly words: readonly RowWord[];
  readonly middle: number;
  /** That of its words in the middle, in pixels. */
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly pageWidth: number;
  readonly pageHeight: number;
}

/** A receipt has some hundreds of words; what comes after so many is not looked at. */
const WORDS_MAX = 6_000;
/** No word that matters is longer. */
const WORD_LENGTH_MAX = 80;
/** Nor is a row: of signs that run on without end the rest is not looked at. */
const ROW_LENGTH_MAX = 400;
/** Signs that mean something without a letter or a digit beside them. */
const SIGNS = /^[-−–*@%€$£¥₹x×()=/+#&]+$/u;

interface Found extends Omit<RowWord, "at"> {
  readonly middle: number;
  /** The middle, after the page's slope is taken away. */
  readonly level: number;
  readonly height: number;
}

/**
 * The pages' words as rows, from the top of the first page to the end of the last. Rows may lean a little; `tilt` is by how
 * much more than it seems, as pixels down per pixel to the right.
 */
export function rowsOf(pages: readonly PageText[], tilt = 0): Row[] {
  let left = WORDS_MAX;
  return pages.flatMap((page, index) => {
    const words = page.words.slice(0, left);
    left -= words.length;
    return pageRows({ ...page, words }, index, tilt);
  });
}

/** About where a part of a row, from one place in its text to another, is on the page. */
export function placeOf(row: Row, from = 0, to = row.text.length): PlaceOnPage {
  const touched = row.words.filter(({ at, text }) => at < to && at + text.length > from);
  const words = touched.length > 0 ? touched : row.words;
  const [left, top] = [Math.min(...words.map((word) => word.left)), Math.min(...words.map((word) => word.top))];
  const right = Math.max(...words.map((word) => word.right));
  const bottom = Math.max(...words.map((word) => word.bottom));
  return {
    page: row.page,
    x: part(left / row.pageWidth),
    y: part(top / row.pageHeight),
    width: part((right - left) / row.pageWidth),
    height: part((bottom - top) / row.pageHeight),
  };
}

/** How sure the engine is of a part of a row: as of the least sure word in it. */
export function sureOf(row: Row, from = 0, to = row.text.length): number {
  const words = row.words.filter(({ at, text }) => at < to && at + text.length > from);
  return Math.min(1, ...words.map(({ confidence }) => confidence));
}

function part(value: number): number {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0;
}

function pageRows(page: PageText, index: number, tilt: number): Row[] {
  const upright = withoutSpecks(page.words.flatMap((word) => foundWord(page, word)));
  if (upright.length === 0) return [];
  const slope = slopeOf(upright) + tilt;
  const words = upright
    .map((word) => ({ ...word, level: word.middle - slope * word.left }))
    .sort((a, b) => a.level - b.level || a.left - b.left);
  return grouped(words).map((group) => rowOf(group, page, index));
}

/** Specks on the paper are read as small letters, or as one that nobody is sure of. */
function withoutSpecks(words: readonly Found[]): Found[] {
  const height = medianOf(words.map((word) => word.height));
  const isSpeck = (word: Found) =>
    (word.height > height * 2.5 && word.confidence < 0.6) ||
    (!SIGNS.test(word.text) &&
      (word.height < height * 0.35 || (word.text.length <= 2 && !/\d/u.test(word.text) && word.confidence < 0.35)));
  return words.filter((word) => !isSpeck(word));
}

function foundWord(
  { width, height }: PageText,
  { text, confidence, place, other }: PageText["words"][number],
): Found[] {
  const cleaned = cleanedText(text);
  if (cleaned === "" || !(/[\p{L}\p{N}]/u.test(cleaned) || SIGNS.test(cleaned))) return [];
  const [left, top] = [place.x * width, place.y * height];
  const [right, bottom] = [left + place.width * width, top + place.height * height];
  if (![left, top, right, bottom].every(Number.isFinite) || right < left || bottom <= top) return [];
  const middle = (top + bottom) / 2;
  return [
    {
      text: cleaned,
      other: other === undefined ? null : cleanedText(other),
      confidence,
      left,
      right,
      top,
      bottom,
      middle,
      level: middle,
      height: bottom - top,
    },
  ];
}

/** Full-width and other forms of a sign are one sign; what no receipt prints is left out. */
function cleanedText(text: string): string {
  return text
    .slice(0, WORD_LENGTH_MAX)
    .normalize("NFKC")
    .replace(/[‘’`´]/gu, "'")
    .replace(/[−–—]/gu, "-")
    .replace(/[“”„«»]/gu, '"')
    .replace(/[·。]/gu, ".")
    .replace(/[\p{C}\p{Z}\s]+/gu, "");
}

/** By how much the rows fall per pixel to the right: the slope at which the fewest levels hold the most text. */
function slopeOf(words: readonly Found[]): number {
  const step = Math.max(2, medianOf(words.map(({ height }) => height)) / 3);
  let best = { slope: 0, gathered: 0 };
  for (let tried = 0; tried <= 30; tried++) {
    // From level outwards: of two that gather the same the smaller is taken.
    const slope = (tried % 2 === 0 ? tried : -tried - 1) * 0.0015;
    const levels = new Map<number, number>();
    for (const { middle, left, right } of words) {
      const level = Math.floor((middle - slope * left) / step + 0.5);
      levels.set(level, (levels.get(level) ?? 0) + right - left);
    }
    const gathered = [...levels.values()].reduce((all, width) => all + width * width, 0);
    if (gathered > best.gathered * 1.02) best = { slope, gathered };
  }
  return best.slope;
}

function grouped(words: readonly Found[]): Found[][] {
  const groups: { words: Found[]; level: number; height: number }[] = [];
  for (const word of words) {
    const group = groups.at(-1);
    if (
      group &&
      word.level - group.level < Math.min(Math.max(word.height, group.height * 0.6), group.height * 1.2) / 2
    ) {
      group.words.push(word);
      group.level += (word.level - group.level) / group.words.length;
      group.height += (word.height - group.height) / group.words.length;
    } else groups.push({ words: [word], level: word.level, height: word.height });
  }
  return groups.map((group) => group.words);
}

function rowOf(group: readonly Found[], page: PageText, index: number): Row {
  const sorted = [...group].sort((a, b) => a.left - b.left || a.top - b.top);
  const height = medianOf(sorted.map((word) => word.height));
  const words: RowWord[] = [];
  let text = "";
  for (const { text: word, other, confidence, left, right, top, bottom } of sorted) {
    const before = words.at(-1);
    if (text.length > ROW_LENGTH_MAX) break;
    if (before) text += left - before.right > height * 0.9 ? "  " : " ";
    words.push({ text: word, other, confidence, left, right, top, bottom, at: text.length });
    text += word;
  }
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const middle = medianOf(sorted.map((word) => word.middle));
  const [pageWidth, pageHeight] = [page.width, page.height];
  return { page: index, text, words, middle, height, left: first.left, right: last.right, pageWidth, pageHeight };
}

/** The one in the middle of the sorted values; of none it is 0. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
