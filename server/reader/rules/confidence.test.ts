import { describe, expect, test } from "@jest/globals";
import { extractReceipt } from "./extract.js";
import { textPage } from "./text-page.js";

function totalIn(text: string) {
  const expected = { currency: "EUR", today: "2026-11-29", locale: null, learned: [] };
  return extractReceipt([textPage(`GREY HERON\n12.04.2026 18:30\n${text}`)], expected)?.total;
}

describe("a total is filled in without asking", () => {
  test("where it is named, and lines, sums or payments say so too", () => {
    expect(totalIn("Soup  5.50\nFish  7.50\nTotal  13.00")?.filled).toBe(true);
    expect(totalIn("Soup\nFish\nTotal  13.00\nCash  20.00\nChange  7.00")?.filled).toBe(true);
  });

  test("but not where it is named alone, which a misread one would be as well", () => {
    expect(totalIn("Soup  5.50\nFish  1.50\nTotal  13.00")).toMatchObject({ value: 1300n, filled: false });
  });

  test("nor where lines come to what stands below them without a name: it may be a subtotal", () => {
    expect(totalIn("Soup  5.50\nFish  7.50\n13.00\n1.23")?.filled).toBe(false);
  });

  test("and what is but the largest of a part of a receipt is not sure", () => {
    expect(totalIn("Soup  5.50\nFish  7.50\nTea   6.00")?.confidence).toBeLessThanOrEqual(0.6);
  });
});
