import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createWorker, OEM, PSM, type Word as ReadWord, type Worker, type WorkerParams } from "tesseract.js";
import type { Engine } from "./engine.js";
import type { Size } from "./geometry.js";
import type { GrayImage, Part } from "./gray-image.js";
import { OneLanguage } from "./one-language.js";
import type { PageText, Place, Word } from "./page-model.js";
import { type StraightPage, textOf } from "./straight-page.js";

const packages = createRequire(import.meta.url);

/** Languages come as packages, of which prepare.mjs keeps the one kind of data that is read here. */
const DATA: Readonly<Record<string, () => string>> = {
  eng: () => packages.resolve("@tesseract.js-data/eng/package.json"),
  deu: () => packages.resolve("@tesseract.js-data/deu/package.json"),
  fra: () => packages.resolve("@tesseract.js-data/fra/package.json"),
  spa: () => packages.resolve("@tesseract.js-data/spa/package.json"),
  por: () => packages.resolve("@tesseract.js-data/por/package.json"),
  ita: () => packages.resolve("@tesseract.js-data/ita/package.json"),
  nld: () => packages.resolve("@tesseract.js-data/nld/package.json"),
};

/** How a page is read. */
interface Manner {
  /** How high small letters are made. */
  readonly letterPixels: number;
  /** Tesseract's number of how it tells ink from paper, by which it finds words: 0 for the page as a whole, 2 by what is around. */
  readonly threshold: "0" | "2";
}

/** In this size letters are read best. */
const LETTER_PIXELS = 20;
const FIRST: Manner = { letterPixels: LETTER_PIXELS, threshold: "0" };
/** As good as the first, and they err elsewhere: by Sauvola's threshold shades and stains hide other words than by Otsu's. */
const AGAIN: readonly Manner[] = [
  { letterPixels: LETTER_PIXELS, threshold: "2" },
  { letterPixels: 25, threshold: "0" },
];
/**
 * How the head of a receipt is read by itself: names stand there in large letters, which are found where the page is smaller,
 * and where the small print below does not tell the size of a row.
 */
const HEADS: readonly Manner[] = [
  { letterPixels: 14, threshold: "0" },
  { letterPixels: 14, threshold: "2" },
];
/** How a single line is read again: in which sizes, and softened by how many pixels. */
const LINES_AGAIN: readonly { letterPixels: number; blur: number }[] = [
  { letterPixels: 20, blur: 0 },
  { letterPixels: 24, blur: 0 },
  { letterPixels: 28, blur: 1.2 },
  { letterPixels: 32, blur: 1.2 },
];
/** By the network of another language: digits are the same in all, and networks that were taught apart err apart. */
const otherThan = (language: string) => (language === "deu" ? "fra" : "deu");
/** Past this size, a page takes longer than it gains. */
const MOST_PIXELS = 8_000_000;

/** The codes that OCR_LANGUAGES may name. */
export const TESSERACT_LANGUAGES: readonly string[] = Object.keys(DATA);

/** Tesseract as WebAssembly: it loads wherever Node does. A language is loaded with the first page in it. */
export class Tesseract implements Engine {
  readonly name = "tesseract";
  readonly again: readonly Engine[] = AGAIN.map((manner) => ({
    name: this.name,
    read: (page, language) => this.readIn(manner, page, language),
  }));
  private readonly pages = new OneLanguage((language) => startWorker(language, PSM.SINGLE_BLOCK));
  private readonly lines = new OneLanguage((language) => startWorker(language, PSM.SINGLE_LINE));

  read(page: StraightPage, language: string): Promise<PageText> {
    return this.readIn(FIRST, page, language);
  }

  async readHead(page: StraightPage, height: number, language: string): Promise<readonly PageText[]> {
    const { width, height: all } = page.gray;
    const part = { left: 0, top: 0, width, height: Math.min(all, Math.max(1, Math.ceil(height * all))) };
    const gray = await page.gray.partOf(part, 1, 0);
    const read: PageText[] = [];
    for (const manner of HEADS) {
      const { words } = await this.readIn(manner, { ...page, gray }, language);
      read.push({ width, height: all, words: words.map((word) => placedAbove(word, part.height / all)) });
    }
    return read;
  }

  private async readIn({ letterPixels, threshold }: Manner, page: StraightPage, language: string): Promise<PageText> {
    const worker = await this.pages.in(language);
    await worker.setParameters({ thresholding_method: threshold } as Partial<WorkerParams>);
    const image = await scaledToRead(page, letterPixels);
    const { data } = await worker.recognize(image.asFile(), {}, { text: false, blocks: true });
    const lines = (data.blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((each) => each.lines));
    return textOf(
      image,
      lines.flatMap(({ words }) => words.map(asWord)),
    );
  }

  async reread(page: StraightPage, place: Place, language: string): Promise<readonly string[]> {
    const worker = await this.lines.in(otherThan(language));
    const part = around(place, page.gray);
    const most = Math.min(MOST_ENLARGED, Math.sqrt(MOST_PIXELS / (part.width * part.height)));
    const read: string[] = [];
    for (const { letterPixels, blur } of LINES_AGAIN) {
      const factor = Math.min(letterPixels / (page.textHeight ?? LETTER_PIXELS), most);
      const image = await page.gray.partOf(part, factor, blur);
      const { data } = await worker.recognize(image.asFile());
      read.push(data.text.trim());
    }
    return read;
  }
}

async function startWorker(language: string, mode: PSM): Promise<Worker> {
  const langPath = join(dirname(DATA[language]!()), "4.0.0_best_int");
  // Without a handler what fails in the worker is thrown where nobody catches it; its promise is rejected as well.
  const options = { langPath, gzip: true, cacheMethod: "none", errorHandler: () => undefined };
  const worker = await createWorker(language, OEM.LSTM_ONLY, options);
  await worker.setParameters({ tessedit_pageseg_mode: mode });
  return worker;
}

/** A word of the upper part of a page as one of the page. */
function placedAbove(word: Word, part: number): Word {
  const { place } = word;
  return { ...word, place: { ...place, y: place.y * part, height: place.height * part } };
}

/** A line is enlarged no more than this. */
const MOST_ENLARGED = 6;
/** How much of what is around a line is read with it, in heights of the line. */
const BESIDE = 0.6;
const ABOVE = 0.4;

function around({ x, y, width, height }: Place, page: Size): Part {
  const line = height * page.height;
  const left = Math.max(0, Math.floor(x * page.width - line * BESIDE));
  const top = Math.max(0, Math.floor(y * page.height - line * ABOVE));
  const right = Math.min(page.width, Math.ceil((x + width) * page.width + line * BESIDE));
  const bottom = Math.min(page.height, Math.ceil((y + height) * page.height + line * ABOVE));
  return { left, top, width: right - left, height: bottom - top };
}

/** In the size that tesseract knows letters in: it was taught on print of about this height. */
async function scaledToRead({ gray, textHeight }: StraightPage, letterPixels: number): Promise<GrayImage> {
  const wanted = textHeight === null ? letterPixels / LETTER_PIXELS : letterPixels / textHeight;
  const most = Math.sqrt(MOST_PIXELS / (gray.width * gray.height));
  const factor = Math.min(Math.max(wanted, 0.4), 3, most);
  if (Math.abs(factor - 1) < 0.1) return gray;
  return gray.resized(Math.ceil(gray.width * factor), Math.ceil(gray.height * factor));
}

function asWord({ text, confidence, symbols, bbox: { x0, y0, x1, y1 } }: ReadWord): Word {
  const place = { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
  const letters = symbols.flatMap(({ text: of, confidence: sure, bbox }) => {
    const width = (bbox.x1 - bbox.x0) / of.length;
    // Of single letters it is nearly always sure; of a word it knows better.
    const certain = Math.min(sure, (sure + confidence) / 2) / 100;
    return Array.from(of, (_, at) => ({ confidence: certain, x: bbox.x0 + at * width, width }));
  });
  const word = { text: text.trim(), confidence: confidence / 100, place };
  return letters.length === [...word.text].length ? { ...word, letters } : word;
}
