import { describe, expect, test } from "@jest/globals";
import sharp from "sharp";
import type { Engine } from "./engine.js";
import { readReceipt } from "./read-receipt.js";
import type { Expected } from "./receipt-reading.js";
import { textPage } from "./rules/text-page.js";

const expected: Expected = { currency: "EUR", today: "2026-11-29", locale: null, learned: [] };
const RECEIPT = "THE CORNER BAR\n12.04.2026 18:30\nSoup   5.50\nFish   7.50\nSubtotal   13.00\nTotal   13.00";

/** An engine that reads this text on every page, and how often it was asked. */
function reading(name: string, text: string, ...again: readonly Engine[]): Engine & { times: number } {
  const engine = {
    name,
    times: 0,
    again,
    read: async () => {
      engine.times++;
      return textPage(text);
    },
  };
  return engine;
}

async function read(engines: readonly Engine[]) {
  const page = await sharp({ create: { width: 60, height: 80, channels: 3, background: "white" } })
    .jpeg()
    .toBuffer();
  const parts: number[] = [];
  const result = await readReceipt([page], engines, "eng", expected, (part) => parts.push(part));
  if (!("text" in result)) throw new Error(result.problem);
  return { ...result, parts };
}

describe("a receipt that one engine reads", () => {
  test("is read once more where that is unsure, and is what the surer reading says", async () => {
    const again = reading("tesseract", RECEIPT);
    const first = reading("tesseract", RECEIPT.replaceAll("13.00", "19.00").replace("12.04.2026", ""), again);
    const { text, engines, pages, parts } = await read([first]);
    expect([text.total?.value, text.date?.value, text.total?.alternatives.includes(1900n)]).toEqual([
      1300n,
      "2026-04-12",
      true,
    ]);
    expect([engines, pages, again.times > 0]).toEqual([["tesseract"], [textPage(RECEIPT)], true]);
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
    expect(parts.at(-1)).toBe(1);
  });

  test("is read a third time where the total is unsure still, which tells no merchant", async () => {
    const torn = RECEIPT.replaceAll("13.00", "19.00");
    const third = reading("tesseract", RECEIPT.replace("THE CORNER BAR", "THE CORNER BAR GMBH"));
    const { text } = await read([reading("tesseract", torn, reading("tesseract", torn), third)]);
    expect([text.total?.value, text.merchant?.value, third.times > 0]).toEqual([1300n, "THE CORNER BAR", true]);
    const unneeded = reading("tesseract", RECEIPT);
    const dayless = RECEIPT.replace("12.04.2026 18:30\n", "");
    await read([reading("tesseract", dayless, reading("tesseract", dayless), unneeded)]);
    expect(unneeded.times).toBe(0);
  });

  test("has its head read by itself where the merchant is not sure, and the name that most readings say", async () => {
    const asked: number[] = [];
    const name = (text: string) => textPage(RECEIPT.replace("THE CORNER BAR", text));
    const headed = (text: string, ...heads: readonly string[]): Engine => ({
      ...reading("tesseract", RECEIPT.replace("THE CORNER BAR", text)),
      readHead: async (_page, height) => {
        asked.push(height);
        return heads.map((head) => {
          const page = name(head);
          return { ...page, words: page.words.filter(({ place }) => place.y + place.height / 2 < height) };
        });
      },
    });
    const { text } = await read([headed("lange weg 12", "THE CORNER BAR", "THE C0RNER BAR")]);
    expect([text.merchant?.value, asked.length, text.total?.value]).toEqual(["THE CORNER BAR", 1, 1300n]);
    await read([headed("THE CORNER BAR GMBH", "Something Else")]);
    expect(asked).toHaveLength(1);
    const broken: Engine = { ...headed("lange weg 12"), readHead: () => Promise.reject(new Error("It ended.")) };
    expect((await read([broken])).text.total?.value).toBe(1300n);
  });

  test("has the day that most readings of its line say, those of the page that was read among them", async () => {
    const asked: string[] = [];
    const rereading = (name: string, ...readings: readonly string[]): Engine => ({
      ...reading(name, RECEIPT),
      reread: async (_page, _place, language) => {
        asked.push(language);
        return readings;
      },
    });
    const { text, pages } = await read([rereading("tesseract", "12.09.2026", "12.09.2026", "12.0A.2026")]);
    expect([text.date?.value, text.date?.filled, asked]).toEqual(["2026-09-12", false, ["eng"]]);
    expect(pages[0]!.words.some((word) => word.text === "12.09.2026")).toBe(true);
    const failing: Engine = { ...reading("tesseract", RECEIPT), reread: () => Promise.reject(new Error("no data")) };
    for (const engines of [[failing], [rereading("tesseract", "12.09.2026"), reading("pp-ocr", RECEIPT)]])
      expect((await read(engines)).text.date).toMatchObject({ value: "2026-04-12", filled: true });
    expect(asked).toHaveLength(1);
  });

  test("is not read again where another engine reads it too, or where all is sure", async () => {
    const again = reading("tesseract", RECEIPT);
    const unsure = RECEIPT.replaceAll("13.00", "19.00");
    await read([reading("tesseract", unsure, again), reading("pp-ocr", unsure)]);
    expect(again.times).toBe(0);
    const { text, parts } = await read([reading("tesseract", RECEIPT, again)]);
    expect(parts.at(-1)).toBe(1);
    const isSure = [text.merchant, text.date, text.total].every((field) => field!.filled);
    expect([isSure, again.times]).toEqual([true, 0]);
  });
});
