import type { Place, Word } from "./page-model.js";

/** One letter of a row, in pixels of its page. */
export interface Letter {
  readonly text: string;
  readonly confidence: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly height: number;
  /** Whether a blank stands before it. */
  readonly isFirst: boolean;
  /** The word that it was read in. */
  readonly word: Word;
  /** What another engine read there. */
  readonly other?: string;
}

/** Words that stand beside one another, in pixels from the top. */
export interface TextRow {
  readonly words: readonly Word[];
  readonly top: number;
  readonly bottom: number;
}

interface Page {
  readonly width: number;
  readonly height: number;
}

/** Words as rows, each from left to right; the page is level. */
export function textRows(words: readonly Word[], { height }: Page): TextRow[] {
  const sorted = [...words].sort((a, b) => middle(a.place) - middle(b.place));
  const rows: Word[][] = [];
  for (const word of sorted) {
    const row = rows.findLast((each) => isBeside(each, word));
    if (row === undefined) rows.push([word]);
    else row.push(word);
  }
  return rows.map((row) => {
    const tops = row.map(({ place }) => place.y * height).sort((a, b) => a - b);
    const bottoms = row.map(({ place }) => (place.y + place.height) * height).sort((a, b) => a - b);
    const half = row.length >> 1;
    return { words: row.sort((a, b) => a.place.x - b.place.x), top: tops[half]!, bottom: bottoms[half]! };
  });
}

/** Whether a word stands in a row: as high as the one of it that is nearest. */
function isBeside(row: readonly Word[], { place }: Word): boolean {
  const away = (other: Word) =>
    Math.max(other.place.x - place.x - place.width, place.x - other.place.x - other.place.width);
  const nearest = row.reduce((a, b) => (away(b) < away(a) ? b : a)).place;
  const isOver =
    Math.min(nearest.x + nearest.width, place.x + place.width) - Math.max(nearest.x, place.x) > place.width / 2;
  return !isOver && Math.abs(middle(nearest) - middle(place)) < Math.min(nearest.height, place.height) * 0.5;
}

function middle({ y, height }: Place): number {
  return y + height / 2;
}

/** The letters of a row's words; where nobody says where they stand, each takes an equal part of its word. */
export function lettersOf(words: readonly Word[], page: Page): Letter[] {
  return words.flatMap((word) => {
    const letters = [...word.text];
    const width = word.place.width / letters.length;
    return letters.map((text, at): Letter => {
      const said = word.letters?.[at];
      const { x, width: wide } = said ?? { x: word.place.x + width * at, width };
      return {
        text,
        confidence: said?.confidence ?? word.confidence,
        left: x * page.width,
        right: (x + wide) * page.width,
        top: word.place.y * page.height,
        height: word.place.height * page.height,
        isFirst: at === 0,
        word,
      };
    });
  });
}

/** Letters as words: one begins where a blank stands before a letter. */
export function wordsOf(letters: readonly Letter[], page: Page): Word[] {
  const words: Letter[][] = [];
  for (const letter of letters) {
    if (letter.isFirst || words.length === 0) words.push([letter]);
    else words.at(-1)!.push(letter);
  }
  return words.map((word) => asWord(word, page));
}

function asWord(letters: readonly Letter[], page: Page): Word {
  const [left, top] = [Math.min(...letters.map((each) => each.left)), Math.min(...letters.map((each) => each.top))];
  const right = Math.max(...letters.map((each) => each.right));
  const bottom = Math.max(...letters.map((each) => each.top + each.height));
  const confidences = letters.map(({ confidence }) => confidence);
  const word = {
    text: letters.map(({ text }) => text).join(""),
    confidence: confidences.reduce((sum, each) => sum + each, 0) / confidences.length,
    letters: letters.map((each) => ({
      confidence: each.confidence,
      x: each.left / page.width,
      width: (each.right - each.left) / page.width,
    })),
    place: {
      x: left / page.width,
      y: top / page.height,
      width: (right - left) / page.width,
      height: (bottom - top) / page.height,
    },
  };
  const other = letters.map((letter) => letter.other ?? letter.text).join("");
  return other === word.text ? word : { ...word, other };
}
