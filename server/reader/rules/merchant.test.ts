import { describe, expect, test } from "@jest/globals";
import type { PageText, Word } from "../page-model.js";
import { merchantOn } from "./extract.js";
import { textPage } from "./text-page.js";

const expected = { currency: "EUR", today: "2026-11-29", locale: null, learned: [] };
const BILL = "12.04.2026 18:30\nSoup   5.50\nFish   7.50\nTotal   13.00";

function merchantIn(page: PageText): string | undefined {
  return merchantOn([page], expected)?.value;
}

function merchant(head: string, foot = ""): string | undefined {
  return merchantIn(textPage(`${head}\n${BILL}\n${foot}`));
}

/** A page whose first rows are printed larger. */
function withLarge(text: string, rows: number, factor = 1.8): PageText {
  const page = textPage(text);
  const tops = [...new Set(page.words.map(({ place }) => place.y))].slice(0, rows);
  const larger = (word: Word): Word =>
    tops.includes(word.place.y) ? { ...word, place: { ...word.place, height: word.place.height * factor } } : word;
  return { ...page, words: page.words.map(larger) };
}

describe("who owns a shop is not its name", () => {
  test.each([
    ["Markthalle Nordlicht\nInh. Petra Winter\nSeestr. 12", "Markthalle Nordlicht"],
    ["Apotheke am Seeufer\nDr. A. Winter e.K.\nSeeallee 20", "Apotheke am Seeufer"],
    ["TRATTORIA DEL LAGO\ndi Neri Maria & C. snc\nVia Lago 18", "TRATTORIA DEL LAGO"],
    ["HARBOUR KOPITIAM\n( NORTHLIGHT CONCEPT SDN BHD )\n12 Jalan Besar", "HARBOUR KOPITIAM"],
    ["HARBOUR KOPITIAM\nOwned by: Northlight Foods Sdn Bhd\n12 Jalan Besar", "HARBOUR KOPITIAM"],
    ["HERON'S NOODLES\nBrought to you by Northlight Dining Sdn Bhd\nLot 110", "HERON'S NOODLES"],
    ["NORTHLIGHT HOSPITALITY LLC DBA\nHARBOUR STEAKS\n1 Pier Street", "HARBOUR STEAKS"],
    ["NORTHLIGHT HOSPITALITY LLC\nDBA HARBOUR STEAKS\n1 Pier Street", "HARBOUR STEAKS"],
    ["CERVECERIA DEL LAGO\nComidas del Norte S.L.\nPaseo del Lago 20", "CERVECERIA DEL LAGO"],
    ["Bioladen Nordlicht\nKarin Winter e.K.\nSeegasse 8", "Bioladen Nordlicht"],
    ["FRESH EVERY DAY\nHARBOUR BOOKS LTD\n12 Quay Street", "HARBOUR BOOKS LTD"],
    ["DI LAGO PIZZERIA\n12 Quay Street", "DI LAGO PIZZERIA"],
    ["DR. LATTE COFFEE\n12 Quay Street", "DR. LATTE COFFEE"],
  ])("%j", (head, name) => expect(merchant(head)).toBe(name));
});

describe("a name goes on in the next row", () => {
  test.each([
    ["NORTHLIGHT HYPERMARKET\n(BAYVIEW) SDN BHD\nLot 5, Jalan Besar", "NORTHLIGHT HYPERMARKET (BAYVIEW) SDN BHD"],
    ["NORTHLIGHT WARE (M)\nSON BHD\n12 Jalan Besar", "NORTHLIGHT WARE (M) SON BHD"],
    ["GOLDEN HERON\nBUFFET\n1099 Quay Street", "GOLDEN HERON BUFFET"],
    ["RESTORAN BUKIT HIJAU\nCURRY HOUSE\n12 Jalan Besar", "RESTORAN BUKIT HIJAU CURRY HOUSE"],
  ])("%j", (head, name) => expect(merchant(head)).toBe(name));

  test("and of a headline all of it is meant, whichever of its rows looks more like a name", () => {
    expect(merchantIn(withLarge(`THE\nCOPPER HERON\n55 Quay Street\n${BILL}`, 2))).toBe("THE COPPER HERON");
    expect(merchantIn(withLarge(`Grey Heron\nOyster Bar\n77 Quay Street\n${BILL}`, 2))).toBe("Grey Heron Oyster Bar");
  });

  test("but what is printed in another size is another thing", () => {
    expect(merchantIn(withLarge(`GREY HERON\nSEAFOOD RESTAURANT\n77 Quay Street\n${BILL}`, 1))).toBe("GREY HERON");
  });
});

test("a street is none where its words stand far apart, nor is how one eats", () => {
  expect(merchantIn(withLarge(`HER 88\n4406   Quay   Road\n${BILL}`, 1))).toBe("HER 88");
  expect(merchantIn(withLarge(`HERON'S PIZZA\nDelivery / Carryout\n${BILL}`, 0))).toBe("HERON'S PIZZA");
});

test("a number of registration that begins with letters is no part of the name", () => {
  expect(merchant("NORTHLIGHT ENTERPRISE SA0345123-T\n17 Jalan Besar")).toBe("NORTHLIGHT ENTERPRISE");
});

describe("a greeting says the name", () => {
  test("above the bill", () => {
    expect(merchant("WELCOME TO GREY HERON DINER\n12 Quay Street")).toBe("GREY HERON DINER");
  });

  test.each([
    ["Thank you for dining at\nGREY HERON DINER\nCome back soon!", "GREY HERON DINER"],
    ["Thanks for shopping with Northlight Books!", "Northlight Books"],
    ["Vielen Dank für Ihren Einkauf bei Nordlicht Bücher", "Nordlicht Bücher"],
  ])("below it, where nothing above is one: %j", (foot, name) => {
    expect(merchant("Tbl 4 Srv 07 Kit\nCK# 88120", foot)).toBe(name);
  });

  test("but not where it thanks for nothing else", () => {
    expect(merchant("GREY HERON DINER", "Thank you for visiting us\nPlease come again")).toBe("GREY HERON DINER");
    expect(merchant("Tbl 4 Srv 07 Kit", "Thank you for dining with us\nPlease come again")).not.toMatch(/again|us/u);
  });
});
