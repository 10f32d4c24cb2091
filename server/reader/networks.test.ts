import { describe, expect, test } from "@jest/globals";
import { alphabetOf, decoded } from "./ctc.js";
import { mapped } from "./geometry.js";
import { languageOf } from "./language.js";
import { ontoRegion, textRegions } from "./text-regions.js";

describe("what a network says of a row", () => {
  const alphabet = alphabetOf("中\nA\n1\n：\n");

  /** Steps at which these outputs are the likeliest, each by so much: 0 is blank, 1 the Chinese letter, 5 the space. */
  const steps = (...likeliest: [number, number][]) =>
    Float32Array.from(
      likeliest.flatMap(([output, probability]) =>
        Array.from({ length: 6 }, (_, at) => (at === output ? probability : 0.01)),
      ),
    );
  const read = (...likeliest: [number, number][]) =>
    decoded(steps(...likeliest), 6, alphabet)
      .map(({ text }) => text)
      .join("");

  test("is each letter once for as long as it is seen, and twice where a blank is between", () => {
    expect(read([2, 0.9], [2, 0.8], [0, 0.9], [2, 0.9], [3, 0.9])).toBe("AA1");
    const [letter] = decoded(steps([2, 0.6], [2, 0.9], [2, 0.7]), 6, alphabet);
    expect([letter!.step, letter!.confidence.toFixed(1)]).toEqual([1, "0.9"]);
  });

  test("is no letter of a script that is not read here, and plain where it is wide", () => {
    expect(read([1, 0.9], [2, 0.9], [4, 0.9], [5, 0.9], [3, 0.9])).toBe("A: 1");
  });
});

describe("what a network says of a page", () => {
  const SIZE = { width: 120, height: 80 };

  function regions(isText: (x: number, y: number) => boolean, probability = 0.9) {
    const values = Float32Array.from({ length: SIZE.width * SIZE.height }, (_, at) =>
      isText(at % SIZE.width, Math.floor(at / SIZE.width)) ? probability : 0.01,
    );
    return textRegions(values, SIZE);
  }

  test("is a rectangle around each piece of text, as much larger as it was taught smaller", () => {
    const found = regions(
      (x, y) => (y >= 10 && y < 16 && x >= 20 && x < 80) || (y >= 40 && y < 46 && x >= 20 && x < 50),
    );
    expect(found.map(({ centre, radians }) => ({ centre, level: Math.abs(radians) < 0.01 }))).toEqual([
      { centre: { x: 50, y: 13 }, level: true },
      { centre: { x: 35, y: 43 }, level: true },
    ]);
    for (const { height } of found) expect([height > 12, height < 16]).toEqual([true, true]);
  });

  test("leans where text does, and leads from a level picture of it to the page", () => {
    const [region] = regions((x, y) => Math.abs(y - 20 - x / 5) < 3 && x >= 10 && x < 110);
    expect(Math.tan(region!.radians)).toBeCloseTo(0.2, 1);
    const toPage = ontoRegion(region!, 48);
    const middle = mapped(toPage, { x: (region!.length * 48) / region!.height / 2, y: 24 });
    expect([middle.x, middle.y]).toEqual([expect.closeTo(region!.centre.x, 6), expect.closeTo(region!.centre.y, 6)]);
  });

  test("is several pieces where a row is bent, none of which has what another one has", () => {
    const bent = (x: number) => 20 + ((x - 60) / 14) ** 2;
    const found = regions((x, y) => Math.abs(y - bent(x)) < 2 && x >= 5 && x < 115);
    expect(found.length).toBeGreaterThan(1);
    for (const { centre, height } of found) {
      expect(Math.abs(centre.y - bent(centre.x))).toBeLessThan(4);
      // Around all of it the rectangle would be 43 high.
      expect(height).toBeLessThan(32);
    }
    const along = [...found].sort((a, b) => a.centre.x - b.centre.x);
    const ends = along.map(({ centre, length, radians }) => centre.x + (length / 2) * Math.cos(radians));
    const starts = along.map(({ centre, length, radians }) => centre.x - (length / 2) * Math.cos(radians));
    for (const [at, start] of starts.slice(1).entries()) expect(start).toBeGreaterThan(ends[at]! - 4);
  });

  test("is nothing where it is unsure, or sees a speck", () => {
    expect(regions((x, y) => y >= 10 && y < 16 && x >= 20 && x < 80, 0.4)).toEqual([]);
    expect(regions((x, y) => y === 10 && x >= 20 && x < 25)).toEqual([]);
  });
});

describe("the language of a receipt", () => {
  const ALL = ["eng", "deu", "fra"];
  test.each([
    ["de-AT", "EUR", "deu"],
    ["fr", "USD", "fra"],
    ["sv-SE", "SEK", "eng"],
    [null, "CHF", "deu"],
    [null, "XOF", "fra"],
    ["pt-BR", "BRL", "eng"],
    ["en-GB", "CHF", "eng"],
  ])("with %s and %s is %s", (locale, currency, language) =>
    expect(languageOf({ locale, currency }, ALL)).toBe(language),
  );
});
