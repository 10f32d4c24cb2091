import { expect, test } from "@jest/globals";
import { Decimal } from "../../kernel/decimal.js";
import { newId } from "../../kernel/ids.js";
import { shareBill } from "../../kernel/itemize.js";
import { amountText } from "../../kernel/money.js";
import { extractReceipt } from "./extract.js";
import { textPage } from "./text-page.js";

const MEMBERS = [newId("mem"), newId("mem")];

/** The lines as they are sent back, each item had by everybody: what an itemised split makes of them. */
function splitOf(currency: string, ...rows: string[]) {
  const page = textPage(["CORNER INN", "01/31/2026", ...rows].join("\n"));
  const reading = extractReceipt([page], { currency, today: "2026-03-31", locale: "en-US", learned: [] })!;
  expect(reading.checks.find(({ rule }) => rule === "LINES_MAKE_TOTAL")).toMatchObject({ ok: true });
  const items = reading.lines.map(({ minor, kind }) => ({
    amount: Decimal.parse(amountText(minor, currency))!,
    kind,
    claims: kind === "ITEM" ? MEMBERS.map((memberId) => ({ memberId, weight: Decimal.parse("1")! })) : [],
  }));
  const answer = shareBill({ minor: reading.total!.value, currency }, items, newId("exp"));
  return "shares" in answer ? reading.lines.map(({ kind, minor }) => `${kind} ${minor}`) : answer.problems;
}

test("what adds up to the total is an itemised split, in every currency and of either sign", () => {
  const soup = ["Soup       5.00", "Lager      9.00", "Tax        1.00", "TOTAL     15.00"];
  expect(splitOf("EUR", ...soup)).toEqual(["ITEM 500", "ITEM 900", "TAX 100"]);
  const yen = ["Ramen     1,200", "Sake        800", "TOTAL   JPY 2,000"];
  expect(splitOf("JPY", ...yen)).toEqual(["ITEM 1200", "ITEM 800"]);
  const dinar = ["Falafel   1.250", "Tea       0.500", "TOTAL     1.750"];
  expect(splitOf("KWD", ...dinar)).toEqual(["ITEM 1250", "ITEM 500"]);
  const back = ["Soup return  -5.00", "Lager return -9.00", "TOTAL REFUND -14.00"];
  expect(splitOf("EUR", ...back)).toEqual(["ITEM -500", "ITEM -900"]);
});

test("where there is nothing to spread a fee over, somebody had the fee", () => {
  expect(splitOf("EUR", "Service charge  8.00", "Airport fee     2.00", "TOTAL          10.00")).toEqual([
    "ITEM 800",
    "ITEM 200",
  ]);
});
