import { describe, expect, test } from "@jest/globals";
import { extractReceipt } from "./extract.js";
import { textPage } from "./text-page.js";

function reading(text: string) {
  const expected = { currency: "EUR", today: "2026-11-29", locale: null, learned: [] };
  return extractReceipt([textPage(`GREY HERON\n12.04.2026 18:30\n${text}`)], expected)!;
}

function lines(text: string): string[] {
  return reading(text).lines.map(({ quantity, name, minor }) => `${quantity} ${name} ${minor}`);
}

describe("the lines of a bill", () => {
  test("sums by kind above the subtotal are none", () => {
    expect(
      lines("Oysters  36.00\nCrab  34.00\nWine  24.00\nFood  70.00\nDrinks  24.00\nSubtotal  94.00\nTotal  94.00"),
    ).toEqual(["1 Oysters 3600", "1 Crab 3400", "1 Wine 2400"]);
  });

  test("one that costs what those above do is one where the named sum counts it", () => {
    expect(lines("Pipe  31.80\nGlue  10.60\nHose  42.40\nSubtotal  84.80\nTotal  84.80")).toHaveLength(3);
  });

  test("less than one may begin with its point", () => {
    expect(lines("Cod   13.60\nEgg     .80\nTotal  14.40")).toEqual(["1 Cod 1360", "1 Egg 80"]);
  });

  test("a day, a count of all and a number of an article name none", () => {
    expect(
      lines("Cream\nExp: 31/12/2026\n1   12.50   12.50\nSoap\nExp: 30/11/2026\n1   3.80   3.80\nTotal  16.30"),
    ).toEqual(["1 Cream 1250", "1 Soap 380"]);
    expect(lines("Filet\n0,352 kg x 56,10   19,75\nWurst\n0,375 kg x 13,01   4,88\n2 Posten\nSumme   24,63")).toEqual([
      "0.352 Filet 1975",
      "0.375 Wurst 488",
    ]);
    expect(lines("Spray\nPZN 00123456   3,99\nSaft\nPZN 00123457   7,00\nSumme   10,99")).toEqual([
      "1 Spray 399",
      "1 Saft 700",
    ]);
  });

  test("how much there is may stand between a name and what it costs", () => {
    expect(lines("Super\n38,25 l x 1,259 EUR/l\n           48,16 A\nRiegel     3,99 B\nSumme EUR 52,15")).toEqual([
      "1 Super 4816",
      "1 Riegel 399",
    ]);
  });
});

test("a deposit that was paid is a payment", () => {
  expect(reading("Chair  450.00\nDesk  800.00\nTotal  1250.00\nDeposit paid  500.00").total?.value).toBe(125000n);
});
