import { describe, expect, test } from "@jest/globals";
import { type ItemDraft, isBlank, itemDrafts, nextItem, toggled, unclaimedToAll } from "./bill-draft.js";
import { draftOf, type ExpenseDraft, newDraft, readDraft } from "./expense-draft.js";

const ana = "mem_01900000000070008000000001";
const ben = "mem_01900000000070008000000002";
const eve = "mem_01900000000070008000000003";
const memberIds = [ana, ben, eve];
const context = { expenseId: "exp_01900000000070008000000000", memberIds, locale: "en-US" };

function item(key: string, name: string, amount: string, claims: Record<string, string> = {}): ItemDraft {
  return { key, name, amount, kind: "ITEM", claims };
}

function spread(key: string, kind: ItemDraft["kind"], amount: string): ItemDraft {
  return { key, name: kind, amount, kind, claims: {} };
}

/** 12 + 9 + 10 % tax − 3.10 + 2: twenty-two euro among three. */
const LINES = [
  item("1", "Pasta", "12", { [ana]: "1" }),
  item("2", "Beer", "3*3", { [ben]: "2", [eve]: "1" }),
  spread("3", "TAX", "2.10"),
  spread("4", "DISCOUNT", "3.10"),
  spread("5", "TIP", "2"),
];

function read(items: readonly ItemDraft[], amount = "22", change: Partial<ExpenseDraft> = {}) {
  const start = newDraft({ currency: "EUR", today: "2026-01-31", payerId: ana, memberIds });
  return readDraft({ ...start, title: "Dinner", amount, mode: "ITEMIZED", items, ...change }, context);
}

test("a bill shows every cent and can be saved", () => {
  const { shares, input, problems, bill } = read(LINES);
  expect(problems).toEqual({});
  // 22 × 12/21, 22 × 6/21 and 22 × 3/21 euro.
  expect([...shares!]).toEqual([
    [ana, "12.57"],
    [ben, "6.29"],
    [eve, "3.14"],
  ]);
  expect(bill).toMatchObject({
    sum: "22.00",
    left: { zero: true },
    unclaimed: { zero: true },
    computed: { 2: "9.00" },
  });
  expect(input!.split).toEqual({
    mode: "ITEMIZED",
    parts: [],
    items: [
      { name: "Pasta", amount: "12.00", kind: "ITEM", claims: [{ memberId: ana, weight: "1" }] },
      {
        name: "Beer",
        amount: "9.00",
        kind: "ITEM",
        claims: [
          { memberId: ben, weight: "2" },
          { memberId: eve, weight: "1" },
        ],
      },
      { name: "TAX", amount: "2.10", kind: "TAX", claims: [] },
      { name: "DISCOUNT", amount: "3.10", kind: "DISCOUNT", claims: [] },
      { name: "TIP", amount: "2.00", kind: "TIP", claims: [] },
    ],
  });
});

test("what no line stands for is said, and so is what nobody had; until both are nothing, nothing is saved", () => {
  const short = read(LINES, "25");
  expect(short.bill).toMatchObject({ sum: "22.00", left: { amount: "3.00", zero: false } });
  expect([short.problems, short.input]).toEqual([{ split: "SUM_MISMATCH" }, null]);
  const unclaimed = read([...LINES, item("6", "Bread", "3")], "25");
  expect(unclaimed.bill).toMatchObject({ left: { zero: true }, unclaimed: { amount: "3.00", zero: false } });
  expect([unclaimed.problems, unclaimed.input]).toEqual([{ "item:6:claims": "UNCLAIMED" }, null]);
  const given = read(unclaimedToAll([...LINES, item("6", "Bread", "3")], memberIds), "25");
  expect(given.problems).toEqual({});
  expect(given.input!.split.items.at(-1)!.claims.map((claim) => claim.memberId)).toEqual(memberIds);
  // Those that somebody had stay theirs, and what only somebody had who has left is everybody's.
  expect(given.input!.split.items[0]!.claims).toEqual([{ memberId: ana, weight: "1" }]);
  const [left] = unclaimedToAll([item("1", "Bread", "3", { mem_left: "1" })], memberIds);
  expect(Object.keys(left!.claims)).toEqual(memberIds);
});

test("lines that nobody filled in are no mistake, and a bill of none is", () => {
  expect(read([...LINES, nextItem(LINES)]).problems).toEqual({});
  expect(isBlank(nextItem(LINES))).toBe(true);
  expect(nextItem(LINES).key).toBe("6");
  expect(read([nextItem([])]).problems).toEqual({ split: "REQUIRED" });
});

describe("problems stand at their fields", () => {
  test.each<[string, readonly ItemDraft[], object]>([
    ["no name", [item("1", " ", "22", { [ana]: "1" })], { "item:1:name": "REQUIRED" }],
    ["a long name", [item("1", "x".repeat(201), "22", { [ana]: "1" })], { "item:1:name": "TOO_LONG" }],
    ["no amount", [item("1", "Pasta", "", { [ana]: "1" })], { "item:1:amount": "REQUIRED" }],
    ["no number", [item("1", "Pasta", "x", { [ana]: "1" })], { "item:1:amount": "MALFORMED" }],
    ["decimals", [item("1", "Pasta", "22.001", { [ana]: "1" })], { "item:1:amount": "TOO_MANY_DECIMALS" }],
    [
      "a tax below zero",
      [item("1", "Pasta", "23", { [ana]: "1" }), spread("2", "TAX", "-1")],
      { "item:2:amount": "SIGN" },
    ],
    [
      "more taken off than somebody had",
      [item("1", "Pasta", "23", { [ana]: "1" }), item("2", "Bottles", "-1", { [ben]: "1" })],
      { "item:2:amount": "OVERDRAWN" },
    ],
    [
      "something taken off from nobody yet",
      [item("1", "Pasta", "23", { [ana]: "1" }), item("2", "Bottles", "-1")],
      { "item:2:claims": "UNCLAIMED" },
    ],
    ["no weight", [item("1", "Pasta", "22", { [ana]: "", [ben]: "1" })], { [`weight:1:${ana}`]: "REQUIRED" }],
    [
      "a weight below zero",
      [item("1", "Pasta", "22", { [ana]: "-1", [ben]: "2" })],
      { [`weight:1:${ana}`]: "BELOW_ZERO" },
    ],
    ["weights of zero", [item("1", "Pasta", "22", { [ana]: "0" })], { "item:1:claims": "NO_WEIGHT" }],
    ["nothing to spread over", [spread("1", "TAX", "22")], { "item:1:amount": "NOTHING_TO_SPREAD" }],
    [
      "too many lines",
      Array.from({ length: 201 }, (_, index) => item(String(index), "Pasta", "1", { [ana]: "1" })),
      { split: "TOO_LONG" },
    ],
  ])("%s", (_, items, problems) => expect(read(items).problems).toEqual(problems));
});

test("a refund has lines below zero, and mirrored shares", () => {
  const refund = LINES.map((line) => ({ ...line, amount: `-(${line.amount})` }));
  const paid = read(LINES).shares!;
  expect([...read(refund, "-22").shares!.values()]).toEqual([...paid.values()].map((share) => `-${share}`));
});

test("a tip of ten percent is that of the items, and follows them; an amount may bear its currency", () => {
  const lines = [item("1", "Pasta", "€12", { [ana]: "1" }), item("2", "Beer", "8,00 €", { [ben]: "1" })];
  const { bill, problems, input } = read([...lines, spread("3", "TIP", "10%"), spread("4", "DISCOUNT", "5 %")], "€21");
  expect([problems, bill!.sum, bill!.computed]).toEqual([{}, "21.00", { 3: "2.00", 4: "1.00" }]);
  expect(input!.split.items.map(({ amount }) => amount)).toEqual(["12.00", "8.00", "2.00", "1.00"]);
  expect(read([...lines, item("3", "Bread", "10%", { [ana]: "1" })], "21").problems).toEqual({
    "item:3:amount": "MALFORMED",
  });
});

test("what somebody brought back is taken off what they had, and the mirror of a refund", () => {
  const lines = [item("1", "Food", "60", { [ana]: "1", [ben]: "1" }), item("2", "Bottles", "-10", { [ben]: "1" })];
  const { shares, problems, bill, input } = read(lines, "50");
  expect([...shares!]).toEqual([
    [ana, "30.00"],
    [ben, "20.00"],
  ]);
  expect([problems, bill!.sum, input!.split.items[1]!.amount]).toEqual([{}, "50.00", "-10.00"]);
  const refund = lines.map((line) => ({ ...line, amount: `-(${line.amount})` }));
  expect([...read(refund, "-50").shares!.values()]).toEqual(["-30.00", "-20.00"]);
});

test("looking at another way of splitting loses nothing", () => {
  const itemised = { ...newDraft({ currency: "EUR", today: "2026-01-31", payerId: ana, memberIds }), items: LINES };
  const away: ExpenseDraft = { ...itemised, title: "Dinner", amount: "22", mode: "EQUAL" };
  expect(readDraft(away, context).input!.split).toMatchObject({ mode: "EQUAL", items: [] });
  expect(readDraft({ ...away, mode: "ITEMIZED" }, context).input!.split.items).toHaveLength(5);
});

test("a tap takes a person in, and another takes them out", () => {
  const line = item("1", "Beer", "9", { [ben]: "2" });
  expect(toggled(line, ana).claims).toEqual({ [ben]: "2", [ana]: "1" });
  expect(toggled(line, ben).claims).toEqual({});
});

test("an edit opens as it was entered, in the reader's way of writing", () => {
  const stored = {
    title: "Dinner",
    notes: null,
    total: { amount: "22.00", currency: "EUR" },
    incurredOn: "2026-01-31",
    category: { id: "cat_1" },
    payers: [{ member: { id: ana }, amount: { amount: "22.00" } }],
    split: {
      mode: "ITEMIZED",
      parts: [],
      items: [
        { name: "Beer", amount: { amount: "20.00" }, kind: "ITEM", claims: [{ member: { id: eve }, weight: "0.5" }] },
        { name: "VAT", amount: { amount: "2.00" }, kind: "TAX", claims: [] },
      ],
    },
  };
  const opened = draftOf(stored, "de-AT");
  expect(opened.items).toEqual([
    { key: "1", name: "Beer", amount: "20,00", kind: "ITEM", claims: { [eve]: "0,5" } },
    { key: "2", name: "VAT", amount: "2,00", kind: "TAX", claims: {} },
  ]);
  const { input } = readDraft(opened, { ...context, locale: "de-AT" });
  expect(input!.split.items[0]!.claims).toEqual([{ memberId: eve, weight: "0.5" }]);
  expect(itemDrafts([], "de-AT").every(isBlank)).toBe(true);
});
