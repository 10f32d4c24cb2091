import { describe, expect, test } from "@jest/globals";
import type { Expected, LearnedMerchant, ReceiptText } from "../receipt-reading.js";
import { extractReceipt } from "./extract.js";
import { type Correction, learnFrom, merchantKey } from "./learned.js";
import { textPage } from "./text-page.js";

const expected: Expected = { currency: "EUR", today: "2026-11-29", locale: null, learned: [] };

/** A shop that calls its total by a word that nobody else has, below a larger sum. */
const kiosk = (day: string, tea: string, cake: string, open: string, account: string) => `
KIOSK AM TOR
${day} 17:40

Tea              ${tea}
Cake             ${cake}
Offen            ${open}
Gesamt Konto     ${account}`;

const first = kiosk("03.04.2026", "2.50", "3.50", "6.00", "48.20");
const second = kiosk("05.06.2026", "2.50", "4.10", "6.60", "54.80");

function read(text: string, learned: readonly LearnedMerchant[] = []): ReceiptText {
  return extractReceipt([textPage(text)], { ...expected, learned })!;
}

/** What people leave as it was read. */
function untouched(reading: ReceiptText): Correction {
  return {
    merchant: reading.merchant?.value ?? null,
    date: reading.date?.value ?? null,
    currency: reading.currency!.value,
    total: reading.total?.value ?? null,
    lines: reading.lines,
  };
}

function learnedFrom(
  text: string,
  changed: Partial<Correction>,
  before: LearnedMerchant | null = null,
): LearnedMerchant {
  const reading = read(text);
  return learnFrom(before, [textPage(text)], reading, { ...untouched(reading), ...changed })!;
}

describe("the second receipt of a merchant is read as the first was corrected", () => {
  test("the total, by its label", () => {
    expect(read(first).total?.value).toBe(4820n);
    const learned = learnedFrom(first, { total: 600n });
    expect(learned).toMatchObject({ key: "kioskamtor", totalLabel: "offen" });
    expect(read(second).total?.value).toBe(5480n);
    expect(read(second, [learned]).total?.value).toBe(660n);
  });

  test("the total, by its place where it has no label", () => {
    const bare = (text: string) => text.replace("Offen", "     ");
    const learned = learnedFrom(bare(first), { total: 600n });
    expect(learned).toMatchObject({ totalLabel: "" });
    expect(read(bare(second), [learned]).total?.value).toBe(660n);
  });

  test("the name, the currency and the order of days", () => {
    const learned = learnedFrom(first, { merchant: "Kiosk", currency: "CHF", date: "2026-03-04" });
    expect(learned).toMatchObject({ name: "Kiosk", currency: "CHF", dayFirst: false });
    const reading = read(second, [learned]);
    expect(reading.merchant).toMatchObject({ value: "Kiosk", filled: true, alternatives: ["KIOSK AM TOR"] });
    expect(reading.currency?.value).toBe("CHF");
    expect(reading.date?.value).toBe("2026-05-06");
  });

  test("what a line is", () => {
    const reading = read(first);
    const lines = reading.lines.map((line) => (line.name === "Cake" ? { ...line, kind: "FEE" as const } : line));
    const learned = learnedFrom(first, { lines });
    expect(learned.kinds).toEqual([{ key: "cake", kind: "FEE" }]);
    expect(read(second, [learned]).lines.find(({ name }) => name === "Cake")).toMatchObject({
      kind: "FEE",
      minor: 410n,
    });
  });
});

test("what was learned before is kept, and of another merchant nothing is used", () => {
  const before = learnedFrom(first, { merchant: "Kiosk", total: 600n });
  const reading = read(second, [before]);
  const after = learnFrom(before, [textPage(second)], reading, untouched(reading));
  expect(after).toEqual(before);
  const other = second.replace("KIOSK AM TOR", "BLUMEN ROSA");
  expect(read(other, [before]).total?.value).toBe(5480n);
});

test("a name that is read a little differently is the same merchant's", () => {
  const learned = learnedFrom(first, { merchant: "Kiosk" });
  expect(read(second.replace("KIOSK AM TOR", "KlOSK AM T0R"), [learned]).merchant?.value).toBe("Kiosk");
});

test("without a merchant nothing could be found again", () => {
  const reading = read(first);
  const nameless = { ...reading, merchant: null };
  expect(learnFrom(null, [textPage(first)], nameless, untouched(nameless))).toBeNull();
});

test("a key has no accents, blanks and signs", () => {
  expect(merchantKey("Café – L'Étoile & Co.")).toBe("cafeletoileco");
});
