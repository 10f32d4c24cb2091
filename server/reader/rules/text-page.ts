import type { PageText, Word } from "../page-model.js";

/** A letter on the grid, in pixels. */
const WIDTH = 10;
const HEIGHT = 20;
/** What a line of text takes with the blank below it. */
const LINE = 30;
const LINES_MAX = 5_000;

/** A text as a page: each of its signs has a place on a grid, as on a printer's paper. */
export function textPage(text: string): PageText {
  const lines = text.split(/\r?\n/u, LINES_MAX);
  const width = WIDTH * Math.max(1, ...lines.map(({ length }) => length));
  const height = LINE * lines.length;
  const words = lines.flatMap((line, index) => lineWords(line, index * LINE, width, height));
  return { width, height, words };
}

function lineWords(line: string, top: number, width: number, height: number): Word[] {
  return [...line.matchAll(/\S+/gu)].map((match) => ({
    text: match[0],
    confidence: 1,
    place: {
      x: (match.index * WIDTH) / width,
      y: top / height,
      width: (match[0].length * WIDTH) / width,
      height: HEIGHT / height,
    },
  }));
}
