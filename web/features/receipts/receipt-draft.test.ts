import { expect, test } from "@jest/globals";
import { nextLine, readReceiptDraft, receiptDraft } from "./receipt-draft.js";
import type { Reading } from "./receipt-parts.js";

const money = (amount: string) => ({ amount, currency: "EUR" });
const field = <Value>(value: Value) => ({ value, confidence: 0.9, filled: true, box: null, alternatives: [] });
const line = (id: string, name: string, amount: string, kind: Reading["lines"][number]["kind"] = "ITEM") => ({
  __typename: "ReceiptLine" as const,
  id,
  name,
  quantity: "2.000",
  amount: money(amount),
  kind,
  confidence: 1,
  box: null,
  claims: [],
});
const READING = {
  merchant: field("Café Adler"),
  date: field("2026-03-04"),
  currency: field("EUR"),
  total: field(money("9.50")),
  subtotal: null,
  tax: null,
  tip: null,
  lines: [line("rln_1", "Beer", "10.00"), line("rln_2", "Card", "0.50", "DISCOUNT")],
  checks: [],
} as unknown as Reading;

const start = receiptDraft(READING, "USD", "de-DE");

test("the fields say what was read, as the reader writes it", () => {
  expect(start).toMatchObject({ merchant: "Café Adler", currency: "EUR", total: "9,50", tax: "" });
  expect(start.lines[0]).toMatchObject({ id: "rln_1", quantity: "2", amount: "10,00" });
  expect(receiptDraft(null, "USD", "en-US")).toMatchObject({ currency: "USD", total: "", lines: [] });
});

test("what nobody changed is not sent, and the lines come to what they say", () => {
  const reading = readReceiptDraft(start, start, "de-DE");
  expect(reading).toEqual({ problems: {}, sum: "9.50", total: "9.50", changes: {} });
});

test("what was changed is sent: all lines, where one of them was", () => {
  const added = { ...nextLine(start.lines, "TIP", "Tip"), amount: "1+0,5" };
  const draft = { ...start, total: "", date: "2026-03-05", lines: [start.lines[0]!, added] };
  const { changes, sum, total } = readReceiptDraft(draft, start, "de-DE");
  expect(changes).toEqual({
    date: "2026-03-05",
    total: null,
    lines: [
      { id: "rln_1", name: "Beer", quantity: "2", amount: "10.00", kind: "ITEM" },
      { name: "Tip", quantity: "1", amount: "1.50", kind: "TIP" },
    ],
  });
  expect([sum, total]).toEqual(["11.50", null]);
});

test("what cannot be read is said where it stands, and nothing is sent", () => {
  const broken = { ...start.lines[0]!, name: " ", quantity: "0", amount: "x" };
  const { problems, changes, sum } = readReceiptDraft({ ...start, total: "1,2,3", lines: [broken] }, start, "de-DE");
  expect(Object.keys(problems).sort()).toEqual([
    "line:rln_1:amount",
    "line:rln_1:name",
    "line:rln_1:quantity",
    "total",
  ]);
  expect([changes, sum]).toEqual([null, null]);
});
