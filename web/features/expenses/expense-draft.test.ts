import { expect, test } from "@jest/globals";
import { draftOf, type ExpenseDraft, newDraft, readDraft } from "./expense-draft.js";

const ana = "mem_01900000000070008000000001";
const ben = "mem_01900000000070008000000002";
const eve = "mem_01900000000070008000000003";
const memberIds = [ana, ben, eve];
const context = { expenseId: "exp_01900000000070008000000000", memberIds, locale: "en-US" };

function draft(changes: Partial<ExpenseDraft>): ExpenseDraft {
  const start = newDraft({ currency: "EUR", today: "2026-01-31", payerId: ana, memberIds });
  return { ...start, title: "Dinner", amount: "10", ...changes };
}

const values = (mode: "EXACT" | "PERCENTAGE" | "SHARES" | "ADJUSTMENT", ...typed: string[]) => ({
  mode,
  values: {
    EXACT: {},
    PERCENTAGE: {},
    SHARES: {},
    ADJUSTMENT: {},
    [mode]: Object.fromEntries(typed.map((value, index) => [memberIds[index], value])),
  },
});

test("an equal split shows every cent and can be saved", () => {
  const { shares, input, problems } = readDraft(draft({}), context);
  expect(problems).toEqual({});
  expect([...shares!.values()].sort()).toEqual(["3.33", "3.33", "3.34"]);
  expect(input).toMatchObject({
    total: { amount: "10.00", currency: "EUR" },
    payers: [{ memberId: ana, amount: "10.00" }],
    split: { mode: "EQUAL", parts: memberIds.map((memberId) => ({ memberId, value: null })) },
  });
});

test("what is left to assign is said, and nothing is saved until it is nothing", () => {
  const short = readDraft(draft(values("EXACT", "4", "5,50")), context);
  expect(short.splitLeft).toEqual({ amount: "0.50", unit: "money", zero: false });
  expect(short.problems).toEqual({ split: "SUM_MISMATCH" });
  expect(short.input).toBeNull();
  const whole = readDraft(draft(values("EXACT", "4", "5,50", "0.5")), context);
  expect(whole.input?.split.parts.map((part) => part.value)).toEqual(["4.00", "5.50", "0.50"]);
});

test("percentages must come to a hundred", () => {
  expect(readDraft(draft(values("PERCENTAGE", "50", "30")), context).splitLeft).toEqual({
    amount: "20",
    unit: "percent",
    zero: false,
  });
  expect(readDraft(draft(values("PERCENTAGE", "33.3", "33.3", "33.4")), context).input?.split.parts[2]).toEqual({
    memberId: eve,
    value: "33.4",
  });
});

test("weights and adjustments are previewed", () => {
  expect([...readDraft(draft(values("SHARES", "1", "1", "2")), context).shares!.values()]).toEqual([
    "2.50",
    "2.50",
    "5.00",
  ]);
  expect([...readDraft(draft(values("ADJUSTMENT", "", "1", "")), context).shares!.values()]).toEqual([
    "3.00",
    "4.00",
    "3.00",
  ]);
});

test("a percentage may bear its sign, and an amount its currency", () => {
  const percent = readDraft(draft(values("PERCENTAGE", "50%", "25 %", "25")), context);
  expect(percent.input!.split.parts.map(({ value }) => value)).toEqual(["50", "25", "25"]);
  const exact = readDraft(draft({ ...values("EXACT", "€5", "2.50 €", "2.5"), amount: "10 EUR" }), context);
  expect(exact.input).toMatchObject({ total: { amount: "10.00" } });
  expect(exact.input!.split.parts.map(({ value }) => value)).toEqual(["5.00", "2.50", "2.50"]);
});

test("several payers must pay all of it", () => {
  const several = (payerAmounts: Record<string, string>) => readDraft(draft({ several: true, payerAmounts }), context);
  expect(several({ [ana]: "6" }).payersLeft?.amount).toBe("4.00");
  expect(several({ [ana]: "6" }).problems.payers).toBe("SUM_MISMATCH");
  expect(several({}).problems.payers).toBe("REQUIRED");
  expect(several({ [ana]: "6", [ben]: "4" }).input?.payers).toEqual([
    { memberId: ana, amount: "6.00" },
    { memberId: ben, amount: "4.00" },
  ]);
});

test("a refund is split as its mirror image", () => {
  const paid = readDraft(draft({}), context).shares!;
  const back = readDraft(draft({ amount: "-10" }), context).shares!;
  expect([...back.values()]).toEqual([...paid.values()].map((share) => `-${share}`));
});

test("problems stand at their fields", () => {
  expect(readDraft(draft({ title: " " }), context).problems).toEqual({ title: "REQUIRED" });
  expect(readDraft(draft({ amount: "" }), context).problems).toEqual({ amount: "REQUIRED" });
  expect(readDraft(draft({ amount: "0" }), context).problems).toEqual({ amount: "ZERO" });
  expect(readDraft(draft({ amount: "1,250" }), context).problems).toEqual({ amount: "AMBIGUOUS" });
  expect(readDraft(draft({ amount: "1.5", currency: "JPY" }), context).problems).toEqual({
    amount: "TOO_MANY_DECIMALS",
  });
  expect(readDraft(draft({ incurredOn: "2026-02-30" }), context).problems).toEqual({ incurredOn: "DATE" });
  expect(readDraft(draft({ taking: [] }), context).problems).toEqual({ split: "REQUIRED" });
  expect(readDraft(draft(values("EXACT", "x")), context).problems).toHaveProperty([`part:${ana}`], "MALFORMED");
});

test("an edit opens as it was entered", () => {
  const stored = {
    title: "Dinner",
    notes: null,
    total: { amount: "10.00", currency: "EUR" },
    incurredOn: "2026-01-31",
    category: { id: "cat_1" },
    payers: [
      { member: { id: ana }, amount: { amount: "4.00" } },
      { member: { id: ben }, amount: { amount: "6.00" } },
    ],
    split: {
      mode: "PERCENTAGE",
      parts: [
        { member: { id: ana }, value: "12.5" },
        { member: { id: eve }, value: "87.5" },
      ],
      items: [],
    },
  };
  const opened = draftOf(stored, "de-AT");
  expect(opened).toMatchObject({ amount: "10,00", several: true, mode: "PERCENTAGE" });
  expect(opened.values.PERCENTAGE).toEqual({ [ana]: "12,5", [eve]: "87,5" });
  const { input } = readDraft(opened, { ...context, locale: "de-AT" });
  expect(input).toMatchObject({ total: stored.total, split: { parts: [{ value: "12.5" }, { value: "87.5" }] } });
});
