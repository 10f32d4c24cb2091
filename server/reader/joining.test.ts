import { describe, expect, test } from "@jest/globals";
import { joined } from "./joining.js";
import type { PageText, Word } from "./page-model.js";

/**
 * Rows of words on a grid of letters, each ten pixels wide and twenty high. In a row of `spread`, letters stand where they
 * do there: a word that lost its blanks is as long as it was with them.
 */
function page(rows: readonly string[], confidence: number, spread: readonly string[] = []): PageText {
  const words = rows.flatMap((row, at) =>
    [...row.matchAll(/\S+/g)].map((match): Word => {
      const columns = columnsOf(spread[at] || row, spread[at] ? 0 : match.index, match[0].length);
      const [left, right] = [columns[0]! / 60, (columns.at(-1)! + 1) / 60];
      const letters = columns.map((column) => ({ confidence, x: column / 60, width: 1 / 60 }));
      const place = { x: left, y: (at * 2 + 1) / 40, width: right - left, height: 1 / 40 };
      return { text: match[0], confidence, place, letters };
    }),
  );
  return { width: 600, height: 800, words };
}

/** The columns of so many letters of a row, from one on. */
function columnsOf(row: string, from: number, count: number): number[] {
  return [...row].flatMap((letter, at) => (letter === " " || at < from ? [] : [at])).slice(0, count);
}

/** Rows in which one engine has a single word and the other several. */
function swallowed(paddle: readonly string[], tesseract: readonly string[]): string[] {
  return paddle.map((row, at) => (row.includes(" ") ? "" : (tesseract[at] ?? "")));
}

/** What both engines together read, as rows. */
function join(paddle: readonly string[], tesseract: readonly string[], sure = 0.9): string[] {
  const { words } = joined({
    tesseract: page(tesseract, sure),
    "pp-ocr": page(paddle, 0.95, swallowed(paddle, tesseract)),
  })!;
  const rows = new Map<number, Word[]>();
  for (const word of words) rows.set(word.place.y, [...(rows.get(word.place.y) ?? []), word]);
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row.map(({ text }) => text).join(" "));
}

describe("what two engines read on a page", () => {
  test("is what both read, and more certain than either", () => {
    const both = joined({ tesseract: page(["TOTAL 12.50"], 0.8), "pp-ocr": page(["TOTAL 12.50"], 0.9) })!;
    expect(both.words.map(({ text }) => text)).toEqual(["TOTAL", "12.50"]);
    for (const { confidence } of both.words) expect(confidence).toBeCloseTo(0.98, 10);
  });

  test("is PP-OCR's where they differ about digits and print, less certain, with the other said", () => {
    const { words } = joined({ tesseract: page(["T0TAL 12.80"], 0.9), "pp-ocr": page(["TOTAL 12.50"], 0.95) })!;
    expect(words.map(({ text, other }) => [text, other])).toEqual([
      ["TOTAL", "T0TAL"],
      ["12.50", "12.80"],
    ]);
    for (const { confidence } of words) expect(confidence).toBeLessThan(0.95);
    expect(words[1]!.letters!.map((each) => each.confidence > 0.9)).toEqual([true, true, true, false, true]);
  });

  test("has tesseract's blanks, where PP-OCR swallowed them", () => {
    expect(join(["65-67HarborneRoad"], ["65-67 Harborne Road"])).toEqual(["65-67 Harborne Road"]);
    expect(join(["Alltipsgotothestaff"], ["All tips go to the staff"])).toEqual(["All tips go to the staff"]);
  });

  test("has no blank of tesseract's in a number, or in a word that it is unsure of", () => {
    expect(join(["12.99"], ["12. 99"])).toEqual(["12.99"]);
    expect(join(["RABAT 2,99"], ["RA BAT 2,99"], 0.4)).toEqual(["RABAT 2,99"]);
  });

  test("has no blank in a number where tesseract read other letters, however wide the gap is", () => {
    const apart = page(["04/28/16"], 0.95, ["04/2  8/16"]);
    const { words } = joined({ tesseract: page(["Boy1  UAEx"], 0.9), "pp-ocr": apart })!;
    expect(words.map(({ text }) => text)).toEqual(["04/28/16"]);
  });

  test("has tesseract's letters that PP-OCR has not got", () => {
    expect(join(["Tisch E 4,20", "GroBe Muhle", "Cafe"], ["Tisch € 4,20", "Große Mühle", "Café"])).toEqual([
      "Tisch € 4,20",
      "Große Mühle",
      "Café",
    ]);
    expect(join(["GroBe"], ["Große"], 0.5)).toEqual(["GroBe"]);
    expect(join(["RM 60.30"], ["RM £0.30"])).toEqual(["RM 60.30"]);
  });

  test("keeps what only one of them saw, if that is sure of it", () => {
    expect(join(["TOTAL 12.50"], ["TOTAL 12.50", "VISA 1234"])).toEqual(["TOTAL 12.50", "VISA 1234"]);
    expect(join(["TOTAL 12.50"], ["TOTAL 12.50", "VISA 1234"], 0.6)).toEqual(["TOTAL 12.50"]);
    expect(join(["TOTAL 12.50"], ["TOTAL 12.50", "~ |"])).toEqual(["TOTAL 12.50"]);
    expect(join(["TOTAL 12.50", "VISA 1234"], [])).toEqual(["TOTAL 12.50", "VISA 1234"]);
    expect(join(["TOTAL"], ["TOTAL          12.50"])).toEqual(["TOTAL 12.50"]);
  });

  test("has a digit that PP-OCR left room for, in a number that both read", () => {
    expect(join(["21/01/20 8"], ["21/01/2018"])).toEqual(["21/01/2018"]);
    expect(join(["21/01/208"], ["21/01/2018"])).toEqual(["21/01/208"]);
  });

  test("is what one of them read, where the other read nothing, and nothing where neither did", () => {
    expect(join([], ["TOTAL 12.50"])).toEqual(["TOTAL 12.50"]);
    expect(joined({ tesseract: page([], 1), "pp-ocr": page([], 1) })).toBeNull();
    expect(joined({})).toBeNull();
  });
});
