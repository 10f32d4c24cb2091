import { describe, expect, test } from "@jest/globals";
import { extractReceipt } from "./extract.js";
import { textPage } from "./text-page.js";

function dayOf(row: string): string | undefined {
  const page = textPage(`GREY HERON\n12 Quay Street\n${row}\nSoup   5.50\nFish   7.50\nTotal   13.00`);
  return extractReceipt([page], { currency: "EUR", today: "2026-11-29", locale: null, learned: [] })?.date?.value;
}

describe("how a day is written", () => {
  test.each([
    ["Jun02'18 12:44PM", "2018-06-02"],
    ["Wed Jun 13 19:20:33 2018", "2018-06-13"],
    ["2018 Jun 13", "2018-06-13"],
    ["2018-Jun-13 12:11", "2018-06-13"],
    ["Date: 20180613", "2018-06-13"],
    ["13/06/2018:18.20", "2018-06-13"],
    // Where an engine loses blanks, and takes a zero with a stroke through it for an eight.
    ["DEC 16201206:20PM", "2012-12-16"],
    ["Datum: 05.11.2821", "2021-11-05"],
    ["13/06/1818:20", "2018-06-13"],
    ["Tarikh: 12 Mac 2018", "2018-03-12"],
    ["15 Ogos 2018", "2018-08-15"],
    ["12 Dis 2017", "2017-12-12"],
  ])("%s is %s", (row, day) => expect(dayOf(row)).toBe(day));
});

describe("a day that is not that of the purchase", () => {
  test.each([
    ["Delivery date: 05/01/2019\nINVOICE 31/12/2018", "2018-12-31"],
    ["Best before 05/01/2019\nPaid 31/12/2018", "2018-12-31"],
    ["Lieferdatum 17.06.2017\nBon 15.06.2017", "2017-06-15"],
    ["REPRINT 06/08/2018\nTable 4   05/08/2018", "2018-08-05"],
    ["Anreise: 16.02.2018\nRechnung 18.02.2018", "2018-02-18"],
  ])("%j", (rows, day) => expect(dayOf(rows)).toBe(day));
});
