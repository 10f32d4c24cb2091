import { describe, expect, test } from "@jest/globals";
import { headHeight, withHead } from "./head.js";
import { textPage } from "./text-page.js";

describe("the head of a receipt", () => {
  const page = textPage(
    "HARBOUR LIGHTS\n12 Quay Street\nTel 555 0134\n12.04.2026\nSoup  5.50\nFish  7.50\nTotal  13.00\nThank you",
  );

  test("ends above the first amount", () => {
    const height = headHeight(page);
    const tops = (text: string) => page.words.find((word) => word.text === text)!.place;
    expect(height).toBeGreaterThan(tops("12.04.2026").y);
    expect(height).toBeLessThanOrEqual(tops("Soup").y);
  });

  test("goes further than an amount that the engine is not sure of, and than the first rows", () => {
    const unsure = page.words.map((word) => (word.text === "5.50" ? { ...word, confidence: 0.3 } : word));
    expect(headHeight({ ...page, words: unsure })).toBeGreaterThanOrEqual(headHeight(page));
    expect(headHeight(textPage("Soup  5.50\nFish  7.50\nTotal  13.00\nCash  20.00\nChange  7.00"))).toBeGreaterThan(
      0.3,
    );
    expect(headHeight({ ...page, words: [] })).toBeLessThan(1);
  });

  test("says what it was read as by itself, and what is below stays", () => {
    const height = headHeight(page);
    const above = page.words.filter(({ place }) => place.y < height / 2);
    const head = { ...page, words: above.map((word) => ({ ...word, text: word.text.toLowerCase() })) };
    const words = withHead(page, head, height).words.map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining(["harbour", "lights", "Soup", "13.00"]));
    expect(words).not.toContain("HARBOUR");
  });
});
