import { describe, expect, test } from "@jest/globals";
import { amountText } from "../../kernel/money.js";
import { english } from "../../test/invented-receipts/english.js";
import { french } from "../../test/invented-receipts/french.js";
import { german } from "../../test/invented-receipts/german.js";
import type { InventedReceipt } from "../../test/invented-receipts/invented-receipt.js";
import { spanish } from "../../test/invented-receipts/spanish.js";
import type { ReadLine } from "../receipt-reading.js";
import { extractReceipt } from "./extract.js";
import { textPage } from "./text-page.js";

const TODAY = "2026-11-29";

function readingOf({ text, currency }: InventedReceipt) {
  // The group's own currency is meant where a receipt names none.
  const expected = { currency: currency === "GBP" ? "GBP" : "EUR", today: TODAY, locale: null, learned: [] };
  const reading = extractReceipt([textPage(text)], expected);
  const code = reading?.currency?.value ?? "";
  const money = (minor: bigint | undefined) => (minor === undefined ? undefined : amountText(minor, code));
  const lineText = ({ kind, quantity, name, minor }: ReadLine) =>
    `${kind === "ITEM" ? quantity : kind} | ${name} | ${money(minor)}`;
  return {
    merchant: reading?.merchant?.value,
    date: reading?.date?.value,
    currency: code,
    total: money(reading?.total?.value),
    tax: money(reading?.tax?.value),
    tip: money(reading?.tip?.value),
    lines: reading?.lines.map(lineText),
    broken: reading?.checks.filter(({ ok }) => !ok).map(({ rule }) => rule),
  };
}

describe.each(Object.entries({ english, german, french, spanish }))("in %s", (_language, receipts) => {
  test.each(receipts.map((receipt) => [receipt.merchant, receipt] as const))("%s", (_name, receipt) => {
    const { text: _text, tax, tip, broken = [], ...others } = receipt;
    expect(readingOf(receipt)).toEqual({ ...others, tax, tip, broken });
  });
});
