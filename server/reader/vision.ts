import sharp from "sharp";
import type { Engine } from "./engine.js";
import type { PageText, Word } from "./page-model.js";
import { type StraightPage, textOf } from "./straight-page.js";

/** Of a reading's minute, what is left for the other engines when nobody answers. */
const ANSWER_MILLISECONDS = 20_000;
const LONGEST_ANSWER = 4 * 1024 * 1024;
const MOST_WORDS = 20_000;
const LONGEST_WORD = 200;
/** Whoever has not answered is not asked for the next pages: three times twenty seconds are the whole of a reading. */
const SILENT_MILLISECONDS = 60_000;
/** What no table takes, and no paper has: control characters, and halves of characters. */
const NO_TEXT = /[\p{Cc}\p{Cs}]/gu;

/** One word as an answer says it: its box as parts of the image, 0 to 1. */
interface AnsweredWord {
  readonly text: string;
  readonly confidence: number;
  readonly box: readonly [x: number, y: number, width: number, height: number];
}

/**
 * A model behind an address of the operator's, which speaks the protocol that docs/receipts.md has: the page goes there as
 * JPEG in JSON, and words with places come back. It fails where no answer comes in time, or another one than that.
 */
export class Vision implements Engine {
  readonly name = "vision";
  private silentUntil = 0;

  constructor(
    private readonly url: string,
    private readonly milliseconds = ANSWER_MILLISECONDS,
  ) {}

  async read({ gray }: StraightPage, language: string): Promise<PageText> {
    if (Date.now() < this.silentUntil) throw new Error("The vision model did not answer a moment ago.");
    const words = await this.wordsOn(gray, language).catch((error: unknown) => {
      if ((error as Partial<Error> | null)?.name === "TimeoutError")
        this.silentUntil = Date.now() + SILENT_MILLISECONDS;
      throw error;
    });
    return textOf(
      gray,
      words.map((word) => asWord(word, gray)).filter(({ text }) => text !== ""),
    );
  }

  private async wordsOn(gray: StraightPage["gray"], language: string): Promise<readonly AnsweredWord[]> {
    const raw = { width: gray.width, height: gray.height, channels: 1 } as const;
    const image = (await sharp(gray.data, { raw }).jpeg({ quality: 90 }).toBuffer()).toString("base64");
    const response = await fetch(this.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ version: 1, language, width: gray.width, height: gray.height, type: "image/jpeg", image }),
      redirect: "error",
      signal: AbortSignal.timeout(this.milliseconds),
    });
    if (!response.ok) throw new Error(`The vision model answers with status ${response.status}.`);
    return wordsOf(JSON.parse(await bounded(response)));
  }
}

async function bounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) throw new Error("The vision model answers more than a page can hold.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function wordsOf(answer: unknown): readonly AnsweredWord[] {
  const words = (answer as { words?: unknown } | null)?.words;
  if (!Array.isArray(words) || words.length > MOST_WORDS || !words.every(isWord))
    throw new Error("The vision model answers with something else than words with places.");
  return words;
}

function isWord(word: unknown): word is AnsweredWord {
  const { text, confidence, box } = (word ?? {}) as Partial<Record<keyof AnsweredWord, unknown>>;
  const isPart = (value: unknown) => typeof value === "number" && value >= 0 && value <= 1;
  return typeof text === "string" && isPart(confidence) && Array.isArray(box) && box.length === 4 && box.every(isPart);
}

function asWord(
  { text, confidence, box: [x, y, width, height] }: AnsweredWord,
  page: { width: number; height: number },
): Word {
  const place = { x: x * page.width, y: y * page.height, width: width * page.width, height: height * page.height };
  return { text: text.slice(0, LONGEST_WORD).replace(NO_TEXT, " ").trim(), confidence, place };
}
