import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Decimal } from "../../kernel/decimal.js";
import { newId } from "../../kernel/ids.js";
import { shareBill } from "../../kernel/itemize.js";
import { isLocalDate } from "../../kernel/local-date.js";
import { amountText } from "../../kernel/money.js";
import { english } from "../../test/invented-receipts/english.js";
import { german } from "../../test/invented-receipts/german.js";
import { cases } from "../../test/random.js";
import type { PageText, Word } from "../page-model.js";
import type { Expected, ReceiptText } from "../receipt-reading.js";
import { madeOf } from "./checks.js";
import { extractReceipt } from "./extract.js";
import { rowsOf } from "./rows.js";
import { textPage } from "./text-page.js";

const EXPENSE = newId("exp");
const MEMBER = newId("mem");
const expected: Expected = { currency: "EUR", today: "2026-11-29", locale: null, learned: [] };

function read(text: string, more: Partial<Expected> = {}): ReceiptText {
  const reading = extractReceipt([textPage(text)], { ...expected, ...more });
  if (reading === null) throw new Error("Nothing was read.");
  return reading;
}

function itemsOf({ lines }: ReceiptText): string[] {
  return lines.map(({ kind, name, quantity, minor }) => `${kind} ${quantity} ${name} ${minor}`);
}

/** The lines as an itemised split has them: one member claims all items. */
function sharesOf(reading: ReceiptText) {
  const currency = reading.currency!.value;
  const items = reading.lines.map(({ kind, minor }) => ({
    kind,
    amount: Decimal.parse(amountText(minor, currency))!,
    claims: kind === "ITEM" ? [{ memberId: MEMBER, weight: Decimal.parse("1")! }] : [],
  }));
  return shareBill({ minor: reading.total!.value, currency }, items, EXPENSE);
}

describe("what engines misread", () => {
  test("letters among digits, a lost blank and a lost point are repaired", () => {
    const reading = read(`
CORNER DELI
Bagel            S5.99
Soup            1O.50
Salad           12. 99
ORE-IDA 5oz      l.25
Water             100
TOTAL           31.73`);
    expect(itemsOf(reading)).toEqual([
      "ITEM 1 Bagel 599",
      "ITEM 1 Soup 1050",
      "ITEM 1 Salad 1299",
      "ITEM 1 ORE-IDA 5oz 125",
      "ITEM 1 Water 100",
    ]);
    expect(reading.total?.value).toBe(3173n);
    expect(reading.checks).toEqual([{ rule: "LINES_MAKE_TOTAL", ok: true, expected: 3173n, found: 3173n }]);
  });

  test("one digit that all other sums speak against is corrected, and what stands there is an alternative", () => {
    const reading = read(`
CORNER DELI
Bagel            5.99
Soup            10.50
Subtotal        16.49
Tax              1.20
TOTAL           11.69
Cash            20.00
Change           2.31`);
    expect(reading.total?.value).toBe(1769n);
    expect(reading.total?.alternatives).toContain(1169n);
    expect(reading.total?.filled).toBe(false);
  });

  test.each([
    ["-0.02", 1390n],
    ["0.02", 1390n],
    ["", 1390n],
    // Below it stands what was rounded: nothing is concluded.
    ["-0.02\nNet total   13.95", 1395n],
  ])(
    "a total that no coins pay is rounded by what stands beside it, also where that was lost: %j",
    (rounding, total) => {
      const reading = read(`
KEDAI MAKAN SDN BHD
12.04.2026 18:30
Soup   5.50
Fish   8.42
Total   13.92
Rounding adjustment   ${rounding}
Thank you`);
      expect(reading.total?.value).toBe(total);
    },
  );

  test("a receipt whose own sums are wrong says so", () => {
    const reading = read(`
CORNER DELI
Bagel            5.99
Soup            10.50
Subtotal        16.94
Tax              1.20
TOTAL           18.14`);
    expect(reading.total?.value).toBe(1814n);
    expect(reading.checks.filter(({ ok }) => !ok)).toEqual([
      { rule: "LINES_MAKE_TOTAL", ok: false, expected: 1814n, found: 1769n },
      { rule: "LINES_MAKE_SUBTOTAL", ok: false, expected: 1694n, found: 1649n },
    ]);
  });
});

describe("days", () => {
  test.each([
    ["12.04.2026", "2026-04-12"],
    ["12/04/26 18:02", "2026-04-12"],
    ["2026-04-12", "2026-04-12"],
    ["April 12th, 2026", "2026-04-12"],
    ["12 de abril de 2026", "2026-04-12"],
    ["12 avr. 2026", "2026-04-12"],
    ["12Apr26", "2026-04-12"],
    ["12/04/202618:02:11", "2026-04-12"],
    ["04/25/2026", "2026-04-25"],
    ["041-06-0812", undefined],
    ["31.02.2026", undefined],
    ["12.04.2031", undefined],
  ])("%s", (written, day) => {
    expect(read(`KIOSK\n${written}\nTee  2,50\nSumme  2,50`).date?.value).toBe(day);
  });

  test("strokes that were read as digits are strokes before a time, and a number is none without one", () => {
    const day = (text: string) => read(`THE CORNER BAR\n${text}\nTotal   5.00`).date?.value;
    expect(day("Rcpt 7 1571172012 22:23")).toBe("2012-11-15");
    expect([day("Rcpt 7 1571172012"), day("Rcpt 7 4571172012 22:23")]).toEqual([undefined, undefined]);
  });

  test("a year is an eight where the same day has one elsewhere, and is what stands there where that is another day", () => {
    const day = (text: string) => read(`THE CORNER BAR\n${text}\nTotal   5.00`).date;
    const worn = day("14/05/2016 11:20:31\nprinted 14 May, 2018");
    expect([worn?.value, worn?.alternatives]).toEqual(["2018-05-14", ["2016-05-14"]]);
    expect(day("Date 14/05/2016 11:20:31\nprinted 15 May, 2018")?.value).toBe("2016-05-14");
    expect(day("Date 14/05/2016 11:20:31\nvalid until 14/05/2018")?.value).toBe("2016-05-14");
    expect(day("Date 14/05/2016 11:20:31\nprinted 14 May, 2017")?.value).toBe("2016-05-14");
  });

  test("the day stands first, but in the United States, and the other reading is an alternative", () => {
    const here = read("KIOSK\n03/04/2026\nTea  2.50\nTotal  2.50");
    expect([here.date?.value, here.date?.alternatives]).toEqual(["2026-04-03", ["2026-03-04"]]);
    const there = read("KIOSK\nTulsa OK 74103\n03/04/2026\nTea  2.50\nTotal  2.50");
    expect(there.date?.value).toBe("2026-03-04");
    const american = read("KIOSK\n03/04/2026\nTea  $2.50\nTotal  $2.50", { currency: "USD", locale: "en-US" });
    expect(american.date?.value).toBe("2026-03-04");
  });
});

describe("the currency", () => {
  test.each([
    ["Total EUR 2,50", "EUR", 250n],
    ["Total £2.50", "GBP", 250n],
    ["TOTAL RM 2.50", "MYR", 250n],
    ["Total CHF 2.50", "CHF", 250n],
    ["合計 TOTAL ¥1,250 JPY", "JPY", 1250n],
    ["Total KWD 2.500", "KWD", 2500n],
    ["Total 2.50", "SEK", 250n],
  ])("%s", (total, currency, minor) => {
    const reading = read(`KIOSK\n${total}`, { currency: "SEK" });
    expect([reading.currency?.value, reading.total?.value]).toEqual([currency, minor]);
  });
});

test("cents are those of a currency that has them, whatever the group counts in", () => {
  const reading = read("KIOSK\nTea  2.50\nCake  3.00\nTotal  5.50", { currency: "JPY" });
  expect([reading.currency?.value, reading.currency?.filled, reading.total?.value]).toEqual(["USD", false, 550n]);
});

test("several pages are one receipt, in their order", () => {
  const pages = ["CORNER DELI\n12.04.2026\nBagel  5.99\nSoup  10.50", "Salad  3.00\nTotal  19.49"].map(textPage);
  const reading = extractReceipt(pages, expected)!;
  expect(itemsOf(reading)).toEqual(["ITEM 1 Bagel 599", "ITEM 1 Soup 1050", "ITEM 1 Salad 300"]);
  expect(reading.total).toMatchObject({ value: 1949n, place: { page: 1 } });
  expect(reading.lines[0]?.place).toMatchObject({ page: 0 });
});

test("rows that lean are rows", () => {
  const page = textPage(german[1]!.text);
  const lean = page.words.map((word) => ({ ...word, place: { ...word.place, y: word.place.y + word.place.x * 0.01 } }));
  const reading = extractReceipt([{ ...page, words: lean }], expected);
  expect(reading?.total?.value).toBe(7500n);
  expect(reading?.lines).toHaveLength(german[1]!.lines.length);
});

test("prices that a bent page shows a row too high belong to the names that they were printed beside", () => {
  const page = textPage(`
THE CORNER BAR
12.04.2026 18:30

Crostini                      5.50
Tiger Prawn                   7.50
Corn Fed Chicken             12.95
Smoked Haddock               13.95
Split                        15.99

Subtotal                     55.89
Total                        55.89
Cash                         60.00
Change                        4.11`);
  const row = 30 / page.height;
  const words = page.words.map((word) => {
    const isPrice = /^\d+\.\d\d$/.test(word.text);
    return isPrice ? { ...word, place: { ...word.place, y: word.place.y - row } } : word;
  });
  const reading = extractReceipt([{ ...page, words }], expected)!;
  expect(itemsOf(reading)).toEqual([
    "ITEM 1 Crostini 550",
    "ITEM 1 Tiger Prawn 750",
    "ITEM 1 Corn Fed Chicken 1295",
    "ITEM 1 Smoked Haddock 1395",
    "ITEM 1 Split 1599",
  ]);
  expect([reading.merchant?.value, reading.date?.value, reading.total?.value]).toEqual([
    "THE CORNER BAR",
    "2026-04-12",
    5589n,
  ]);
});

test("a number in front of a day is no part of it, and a street with its number no merchant", () => {
  const reading = read(
    "Lange Straße 130\n33100 Paderborn\nBuchladen am Markt\nBuch   9,99\nSumme   9,99\nBon 2 23.03. 20  15:32",
  );
  expect([reading.merchant?.value, reading.date?.value]).toEqual(["Buchladen am Markt", "2020-03-23"]);
});

test("what stands below the day is rather no merchant, however large it is printed", () => {
  const page = textPage("La Banca\n30/06/2009 23:32\nour Ser Toady wass\nSoup   5.50\nTotal   5.50");
  const words = page.words.map((word) =>
    /our|Ser|Toady|wass/u.test(word.text)
      ? { ...word, place: { ...word.place, height: word.place.height * 1.8 } }
      : word,
  );
  expect(extractReceipt([{ ...page, words }], expected)?.merchant?.value).toBe("La Banca");
});

describe("a merchant", () => {
  const merchant = (head: string) =>
    read(`${head}\n12.04.2026 18:30\nSoup   5.50\nFish   7.50\nTotal   13.00`).merchant;

  test("has its company's form from the next row, also with digits for letters and a letter misread", () => {
    expect(merchant("HARBOUR BOOK\nC0. (M) SDN BHD\n12 Jalan Besar")?.value).toBe("HARBOUR BOOK C0. (M) SDN BHD");
    expect(merchant("ALBATROS\nRestaurart\nTel: 555 0134")?.value).toBe("ALBATROS Restaurart");
  });

  test.each([
    ["Main row of an address", "4100 MAIN ST\nSPRINGWATER\nNEVADA 89101\nHARBOUR CORNER", "HARBOUR CORNER"],
    ["A street that was misread", "Lange Strafe 130\nHarbour Lights", "Harbour Lights"],
    ["A question", "HUNGRY? ORDER HERE\nHarbour Lights", "Harbour Lights"],
  ])("is none of these: %s", (_, head, name) => {
    expect(merchant(head)?.value).toBe(name);
  });

  test("is a chain that an address of a page names, where its logo was misread in large letters", () => {
    const page = textPage("Ponryi D\n12345 Neustadt\n12.04.2026 18:30\nTee   2,50\nSumme   2,50\nwww.penny-online.de");
    const words = page.words.map((word) =>
      /Ponryi|^D$/u.test(word.text)
        ? { ...word, confidence: 0.65, place: { ...word.place, height: word.place.height * 2 } }
        : word,
    );
    expect(extractReceipt([{ ...page, words }], expected)?.merchant?.value).toBe("penny");
  });

  test("of one word that says what it sells is rather the row with a name", () => {
    expect(merchant("Restaurant\nHarbour Lights\nTel: 555 0134")?.value).toBe("Harbour Lights");
  });

  test.each([
    "Padaria Estrela Lda",
    "Panificio Rossi",
    "Bakkerij De Molen",
    "Boucherie Lambert",
    "Ferretería Ruiz",
    "Kavarna Morava s.r.o.",
    "Sklep Wisła Sp. z o.o.",
  ])("is known by its kind of shop or its form, below a slogan: %s", (name) => {
    expect(merchant(`Fresh every day\n${name}\nTel: 555 0134`)?.value.replace(/\W+$/u, "")).toBe(
      name.replace(/\W+$/u, ""),
    );
  });

  test("that hardly looks like a name is not sure", () => {
    expect(merchant("Lange Straße 130\n33100 Paderborn")?.confidence).toBeLessThanOrEqual(0.3);
  });
});

test("without an amount there is no receipt", () => {
  expect(extractReceipt([textPage("Dear neighbour,\nthe key is under the mat.")], expected)).toBeNull();
  expect(extractReceipt([], expected)).toBeNull();
});

describe("whatever the words are", () => {
  const text = fc.oneof(
    fc.constantFrom(...english.flatMap((receipt) => receipt.text.split(/\s+/u))),
    fc.constantFrom("TOTAL", "Summe", "Subtotal", "Tax", "Cash", "Change", "Rounding", "Discount", "2 x", "-", "%"),
    fc.bigInt({ min: -10_000n, max: 100_000n }).map((minor) => amountText(minor, "EUR")),
    fc.string({ maxLength: 12, unit: "binary" }),
  );
  const part = fc.double({ min: -0.2, max: 1.2 });
  const place = fc.record({ x: part, y: part, width: part, height: part });
  const word: fc.Arbitrary<Word> = fc.record({ text, confidence: fc.double({ min: 0, max: 1, noNaN: true }), place });
  const page: fc.Arbitrary<PageText> = fc.record({
    width: fc.integer({ min: 1, max: 4_000 }),
    height: fc.integer({ min: 1, max: 6_000 }),
    words: fc.array(word, { maxLength: 80 }),
  });
  /** Lines of words as they stand on receipts, in any order. */
  const lines = fc
    .array(fc.constantFrom(...[...english, ...german].flatMap((receipt) => receipt.text.split("\n"))), {
      maxLength: 30,
    })
    .map((chosen) => textPage(chosen.join("\n")));

  test("a reading is well-formed, and the same every time", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(page, lines), { maxLength: 2 }), (pages) => {
        const reading = extractReceipt(pages, expected);
        expect(extractReceipt(pages, expected)).toEqual(reading);
        if (reading === null) return;
        const fields = [reading.merchant, reading.date, reading.currency, reading.total, reading.tax, reading.tip];
        for (const field of fields) {
          if (field === null) continue;
          expect(field.confidence).toBeGreaterThanOrEqual(0);
          expect(field.confidence).toBeLessThanOrEqual(1);
          expect(field.alternatives).not.toContain(field.value);
        }
        for (const { place: where } of [...fields, ...reading.lines].filter((each) => each !== null)) {
          if (where !== null)
            expect([where.x, where.y, where.width, where.height].every((value) => value >= 0 && value <= 1)).toBe(true);
        }
        expect(reading.date === null || (isLocalDate(reading.date.value) && reading.date.value <= expected.today)).toBe(
          true,
        );
        for (const { quantity } of reading.lines) expect(Decimal.parse(quantity)).not.toBeNull();
      }),
      cases(500),
    );
  });

  test("the lines have the signs of an itemised split, and are one where a check says that they make the total", () => {
    fc.assert(
      fc.property(fc.oneof(page, lines), (one) => {
        const reading = extractReceipt([one], expected);
        if (reading === null || reading.lines.length === 0) return;
        const total = reading.total!.value;
        const made = reading.checks.find(({ rule }) => rule === "LINES_MAKE_TOTAL");
        expect(made?.ok).toBe(madeOf(reading.lines) === total);
        const unclaimed = reading.lines.filter(({ kind }) => kind !== "ITEM");
        expect(unclaimed.filter(({ minor }) => minor * total < 0n)).toEqual([]);
        const items = madeOf(reading.lines.filter(({ kind }) => kind === "ITEM"));
        if (made?.ok && items * total > 0n) expect(sharesOf(reading)).toHaveProperty("shares");
      }),
      cases(500),
    );
  });
});

test("a hundred thousand words are read no longer than some thousands", () => {
  const hostile = Array.from({ length: 100_000 }, (_, index) => ({
    text: index % 3 === 0 ? `${index}.${index % 90}` : "TOTAL".repeat(40),
    confidence: 0.5,
    place: { x: (index % 40) / 40, y: Math.floor(index / 40) / 2_500, width: 0.02, height: 0.0003 },
  }));
  const reading = extractReceipt([{ width: 2_000, height: 60_000, words: hostile }], expected);
  expect(reading === null || reading.lines.length <= 200).toBe(true);
});

test("a row that runs on without end is looked at no further than a row can be", () => {
  const page = textPage(`Harbour Café\n${"12.50 ".repeat(5_000)}\nTotal   9.00`);
  expect(Math.max(...rowsOf([page]).map(({ text }) => text.length))).toBeLessThan(500);
  expect(extractReceipt([page], expected)).not.toBeNull();
});
