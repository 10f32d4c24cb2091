import { expect, test } from "@jest/globals";
import { newDraft } from "../expenses/expense-draft.js";
import {
  filledIn,
  filledState,
  followedState,
  isBehind,
  linesMakeTotal,
  proposalsOf,
  unfilledState,
  withChoice,
} from "./receipt-fill.js";
import type { Receipt } from "./receipt-parts.js";

const money = (amount: string) => ({ amount, currency: "CHF" });
const read = <Value>(value: Value, filled = true, alternatives: Value[] = []) => ({
  value,
  confidence: 0.9,
  filled,
  box: null,
  alternatives,
});
const line = (name: string, amount: string, had: string[] = []) => ({
  id: `rln_${name}`,
  name,
  quantity: "1",
  amount: money(amount),
  kind: "ITEM",
  confidence: 1,
  box: null,
  claims: had.map((id) => ({ member: { id, name: id }, weight: "1" })),
});
const receipt = (reading: object) => ({ id: "rcp_1", reading: { checks: [], ...reading } }) as unknown as Receipt;
const SURE = {
  merchant: read("Café Adler"),
  date: read("2026-03-04"),
  currency: read("CHF"),
  total: read(money("12.50")),
  lines: [line("Soup", "8.00", ["mem_a"]), line("Bread", "4.50")],
};

const start = newDraft({ currency: "EUR", today: "2026-03-06", payerId: "mem_a", memberIds: ["mem_a", "mem_b"] });
const begun = { draft: start, isSplitChosen: false, isCategoryChosen: false };
const fill = (state: Parameters<typeof filledState>[0], reading: object) =>
  filledState(state, start, receipt(reading), "de-DE");

test("what was read for sure is filled in, and the lines are the bill, with who had what", () => {
  const { draft, isSplitChosen, itemsFrom } = fill(begun, SURE);
  expect(draft).toMatchObject({
    title: "Café Adler",
    amount: "12,50",
    currency: "CHF",
    incurredOn: "2026-03-04",
    mode: "ITEMIZED",
  });
  expect(draft.items.map(({ key, name, amount, claims }) => ({ key, name, amount, claims }))).toEqual([
    { key: "1", name: "Soup", amount: "8,00", claims: { mem_a: "1" } },
    { key: "2", name: "Bread", amount: "4,50", claims: {} },
  ]);
  expect([isSplitChosen, itemsFrom]).toEqual([true, "rcp_1"]);
});

test("of a currency that nobody is sure of no amount is filled in", () => {
  const unsure = { ...SURE, currency: read("CHF", false), lines: [line("Soup", "12.50")] };
  const { draft, isSplitChosen } = fill(begun, unsure);
  expect([draft.amount, draft.currency, draft.title, isSplitChosen]).toEqual(["", "EUR", "Café Adler", false]);
  expect(proposalsOf(receipt(unsure).reading!, draft, "de-DE")).toEqual([
    { field: "total", isUnsure: false, choices: ["12,50"] },
    { field: "currency", isUnsure: true, choices: ["CHF"] },
  ]);
  expect(fill({ ...begun, draft: { ...start, currency: "CHF" } }, unsure).draft.amount).toBe("12,50");
});

test("what somebody has typed or chosen stays", () => {
  const typed = { ...start, title: "Lunch", amount: "10", incurredOn: "2026-03-01" };
  const { draft } = fill({ draft: typed, isSplitChosen: true, isCategoryChosen: false }, SURE);
  expect(draft).toEqual(typed);
  expect(proposalsOf(receipt(SURE).reading!, typed, "de-DE")).toEqual([
    { field: "total", isUnsure: false, choices: ["12,50"] },
    { field: "currency", isUnsure: false, choices: ["CHF"] },
    { field: "date", isUnsure: false, choices: ["2026-03-04"] },
  ]);
});

test("what was not read for sure is offered with what else it may be, and any answer ends that", () => {
  const lines = [line("Soup", "12.50")];
  const unsure = {
    ...SURE,
    lines,
    total: read(money("12.50"), false, [money("12.80")]),
    merchant: read("Adler", false),
  };
  const { draft } = fill(begun, unsure);
  expect(draft).toMatchObject({ amount: "", title: "", mode: "EQUAL", currency: "EUR" });
  const { reading } = receipt(unsure);
  const [total] = proposalsOf(reading!, draft, "de-DE");
  expect(total).toEqual({ field: "total", isUnsure: true, choices: ["12,50", "12,80"] });
  const chosen = withChoice(draft, "total", "12,80");
  expect(proposalsOf(reading!, chosen, "de-DE").map(({ field }) => field)).toEqual(["currency", "merchant"]);
});

test("lines that people have claimed are the bill, and without a total what they come to is it", () => {
  const odd = { ...SURE, lines: SURE.lines.slice(0, 1) };
  expect(fill(begun, odd).draft).toMatchObject({ amount: "12,50", mode: "ITEMIZED" });
  expect(fill(begun, { ...odd, total: null }).draft).toMatchObject({ amount: "8,00", currency: "CHF" });
});

test("a bill follows its receipt until somebody changes it; then that stays, and is said to be behind", () => {
  const taken = fill(begun, SURE);
  const since = receipt({ ...SURE, lines: [line("Soup", "8.00", ["mem_a"]), line("Bread", "4.50", ["mem_b"])] });
  expect(followedState(taken, receipt(SURE), "de-DE")).toBeNull();
  const followed = followedState(taken, since, "de-DE")!;
  expect(followed.draft.items.map(({ claims }) => claims)).toEqual([{ mem_a: "1" }, { mem_b: "1" }]);
  expect(isBehind(followed, since, "de-DE")).toBe(false);
  const [soup, bread] = taken.draft.items;
  const changed = { ...taken, draft: { ...taken.draft, items: [soup!, { ...bread!, claims: { mem_a: "1" } }] } };
  expect(followedState(changed, since, "de-DE")).toBeNull();
  expect([isBehind(changed, receipt(SURE), "de-DE"), isBehind(changed, since, "de-DE")]).toEqual([false, true]);
  expect(isBehind({ ...changed, draft: { ...changed.draft, mode: "EQUAL" } }, since, "de-DE")).toBe(false);
});

test("what a receipt filled in goes with it where another takes its place, and what was changed since stays", () => {
  const filled = fill(begun, SURE);
  const known = { id: "rcp_1", isFilled: true, filledIn: filledIn(begun.draft, filled.draft) };
  expect(unfilledState(filled, begun, known)).toEqual(begun);
  const changed = { ...filled, draft: { ...filled.draft, title: "Lunch", items: filled.draft.items.slice(1) } };
  const { draft, itemsFrom } = unfilledState(changed, begun, known);
  expect(draft).toMatchObject({ title: "Lunch", amount: "", currency: "EUR", mode: "ITEMIZED" });
  expect([draft.items, itemsFrom]).toEqual([changed.draft.items, "rcp_1"]);
});

test("lines that do not come to the total are no bill", () => {
  const odd = { ...SURE, lines: [line("Soup", "8.00")] };
  expect(linesMakeTotal(receipt(odd).reading!)).toBe(false);
  expect(fill(begun, odd).draft).toMatchObject({ amount: "12,50", mode: "EQUAL" });
});
