import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { balancesOf, expenseInput, stateOf, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let [ana, ben, eve, mallory]: Person[] = [];
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  const seeded = await threeAndAStranger(api);
  [ana, ben, eve, mallory] = [seeded.ana, seeded.ben, seeded.eve, seeded.mallory];
  group = seeded.group;
});
afterAll(() => api.close());

function amounts(rows: { amount: { amount: string } }[]): string[] {
  return rows.map((row) => row.amount.amount);
}

/** Tries an input, expects that field to be refused with that code, and that nothing was written. */
async function refuses(change: object, path: string[], code: string): Promise<void> {
  const before = await stateOf(ana!, group);
  const answer = await ana!.try("expenseCreate", expenseInput(group, change));
  expect(answer).toMatchObject({ __typename: "InvalidInputError" });
  expect(answer.fields).toContainEqual(expect.objectContaining({ path, code }));
  expect(await stateOf(ana!, group)).toEqual(before);
}

describe("success", () => {
  test("shares ten euro among three to the cent and moves the balances", async () => {
    const fresh = await api.group([ana!, ben!, eve!]);
    const { expense } = await ana!.mutate("expenseCreate", expenseInput(fresh));
    expect(expense).toMatchObject({ title: "Dinner", total: { amount: "10.00", currency: "EUR" }, version: 1 });
    expect(amounts(expense.shares).sort()).toEqual(["3.33", "3.33", "3.34"]);
    expect(amounts(expense.payers)).toEqual(["10.00"]);
    const owed = Object.values(await balancesOf(ben!, fresh))
      .flat()
      .sort();
    expect([
      ["-3.33 EUR", "-3.33 EUR", "6.66 EUR"],
      ["-3.33 EUR", "-3.34 EUR", "6.67 EUR"],
    ]).toContainEqual(owed);
    expect((await stateOf(ana!, fresh)).ledgerHealth).toEqual({ ok: true, violations: [] });
  });

  const modes: [string, string, string, (string | null)[], string[]][] = [
    ["EQUAL", "9.00", "EUR", [null, null, null], ["3.00", "3.00", "3.00"]],
    ["EXACT", "9.00", "EUR", ["1", "2.5", "5.50"], ["1.00", "2.50", "5.50"]],
    ["PERCENTAGE", "200.00", "EUR", ["12.5", "37.5", "50"], ["25.00", "75.00", "100.00"]],
    ["SHARES", "12", "JPY", ["1", "2", "3"], ["2", "4", "6"]],
    ["ADJUSTMENT", "9.500", "KWD", ["1", null, "-0.5"], ["4.000", "3.000", "2.500"]],
    ["EXACT", "-9.00", "EUR", ["-1", "-2.5", "-5.50"], ["-1.00", "-2.50", "-5.50"]],
  ];
  test.each(modes)("%s of %s %s", async (mode, amount, currency, values, expected) => {
    const parts = group.memberIds.map((memberId, index) => ({ memberId, value: values[index] }));
    const input = expenseInput(group, { total: { amount, currency }, split: { mode, parts } });
    const { expense } = await ana!.mutate("expenseCreate", input);
    expect(amounts(expense.shares)).toEqual(expected);
    expect(expense.split.mode).toBe(mode);
    expect(expense.split.parts.map((part: { value: string | null }) => part.value)).toEqual(values);
  });

  test("takes several payers, emoji, right-to-left text and an equal split among everybody", async () => {
    const input = expenseInput(group, {
      title: "🍕 פיצה 👩‍👩‍👧",
      notes: "שלום\nworld",
      payers: [
        { memberId: group.memberIds[1], amount: "4.00" },
        { memberId: group.memberIds[2], amount: "6" },
      ],
      split: { mode: "EQUAL" },
    });
    const { expense } = await eve!.mutate("expenseCreate", input);
    expect(expense.title).toBe("🍕 פיצה 👩‍👩‍👧");
    expect(amounts(expense.payers)).toEqual(["4.00", "6.00"]);
    expect(expense.shares).toHaveLength(3);
    // Whoever joins later is not meant.
    expect(expense.split.parts.map((part: Answer) => part.member.id)).toEqual(group.memberIds);
    expect(expense.category.name).toBe("General");
    expect(expense.createdBy.id).toBe(group.memberIds[2]);
  });

  test("the same id and input is one expense, however the decimals are written", async () => {
    const id = newId("exp");
    const once = await ana!.mutate("expenseCreate", expenseInput(group, { id }));
    const before = await stateOf(ana!, group);
    const again = await ana!.mutate(
      "expenseCreate",
      expenseInput(group, { id, notes: null, total: { amount: "10", currency: "EUR" } }),
    );
    expect(again).toEqual(once);
    expect(await stateOf(ana!, group)).toEqual(before);
  });

  test("at most ten to the fifteenth minor units, either way", async () => {
    const largest = { amount: "10000000000000.00", currency: "EUR" };
    const { expense } = await ana!.mutate("expenseCreate", expenseInput(group, { total: largest }));
    expect(expense.total).toEqual(largest);
    const smallest = { amount: "-10000000000000.00", currency: "EUR" };
    await ana!.mutate("expenseCreate", expenseInput(group, { total: smallest }));
  });
});

describe("refusals", () => {
  test("ID_TAKEN: the same id with other input, or from somebody else", async () => {
    const id = newId("exp");
    await ana!.mutate("expenseCreate", expenseInput(group, { id }));
    const conflict = { __typename: "ConflictError", reason: "ID_TAKEN", current: { id, __typename: "Expense" } };
    expect(await ana!.try("expenseCreate", expenseInput(group, { id, title: "Lunch" }))).toMatchObject(conflict);
    expect(await ben!.try("expenseCreate", expenseInput(group, { id }))).toMatchObject(conflict);
    const theirs = await api.group([mallory!]);
    const answer = await mallory!.try("expenseCreate", expenseInput(theirs, { id }));
    expect(answer).toMatchObject({ __typename: "ConflictError", reason: "ID_TAKEN", current: null });
  });

  test.each([
    ["", "REQUIRED"],
    ["   ", "REQUIRED"],
    ["x".repeat(201), "TOO_LONG"],
    ["x".repeat(10_000), "TOO_LONG"],
    ["a\u0000b", "MALFORMED"],
  ])("title %#", (title, code) => refuses({ title }, ["title"], code));

  test.each([
    ["10.001", "EUR", "TOO_MANY_DECIMALS"],
    ["1.5", "JPY", "TOO_MANY_DECIMALS"],
    ["0", "EUR", "OUT_OF_RANGE"],
    ["-0.00", "EUR", "OUT_OF_RANGE"],
    ["10000000000000.01", "EUR", "OUT_OF_RANGE"],
    ["-1000000000000001", "JPY", "OUT_OF_RANGE"],
  ])("total %s %s", (amount, currency, code) => refuses({ total: { amount, currency } }, ["total", "amount"], code));

  test("a withdrawn currency", () =>
    refuses({ total: { amount: "10", currency: "DEM" } }, ["total", "currency"], "NOT_ALLOWED"));

  test("everything that is wrong is named at once", async () => {
    const change = { title: "", total: { amount: "0.00", currency: "EUR" }, notes: "x".repeat(5001), id: "exp_" };
    const { fields } = await ana!.try("expenseCreate", expenseInput(group, change));
    expect(fields.map((field: Answer) => field.path.join("."))).toEqual(["id", "title", "notes", "total.amount"]);
  });

  test("ids that are none", () => refuses({ id: "exp_nonsense" }, ["id"], "MALFORMED"));
  test("an unknown category", () => refuses({ categoryId: newId("cat") }, ["categoryId"], "NOT_ALLOWED"));
  test("notes without end", () => refuses({ notes: "x".repeat(5001) }, ["notes"], "TOO_LONG"));

  test("payers", async () => {
    const [a, b] = group.memberIds;
    await refuses({ payers: [] }, ["payers"], "REQUIRED");
    await refuses({ payers: [{ memberId: newId("mem") }] }, ["payers", "0", "memberId"], "UNKNOWN_MEMBER");
    const twice = [
      { memberId: a, amount: "5" },
      { memberId: a, amount: "5" },
    ];
    await refuses({ payers: twice }, ["payers", "1", "memberId"], "DUPLICATE");
    const short = [
      { memberId: a, amount: "5" },
      { memberId: b, amount: "4.99" },
    ];
    await refuses({ payers: short }, ["payers"], "SUM_MISMATCH");
    const unsaid = [{ memberId: a, amount: "5" }, { memberId: b }];
    await refuses({ payers: unsaid }, ["payers", "1", "amount"], "REQUIRED");
    const opposite = [
      { memberId: a, amount: "11" },
      { memberId: b, amount: "-1" },
    ];
    await refuses({ payers: opposite }, ["payers", "1", "amount"], "OUT_OF_RANGE");
    const fine = [
      { memberId: a, amount: "5.001" },
      { memberId: b, amount: "4.999" },
    ];
    await refuses({ payers: fine }, ["payers", "0", "amount"], "TOO_MANY_DECIMALS");
  });

  test("splits", async () => {
    const split = (mode: string, ...values: (string | null)[]) => ({
      split: { mode, parts: values.map((value, index) => ({ memberId: group.memberIds[index], value })) },
    });
    await refuses(split("EXACT", "5", "4.99"), ["split"], "SUM_MISMATCH");
    await refuses(split("EXACT", "5", null), ["split", "parts", "1", "value"], "REQUIRED");
    await refuses(split("EXACT", "5", "5.001"), ["split", "parts", "1", "value"], "TOO_MANY_DECIMALS");
    await refuses(split("EXACT", "15", "-5"), ["split", "parts", "1", "value"], "OUT_OF_RANGE");
    await refuses(split("PERCENTAGE", "50", "49.99"), ["split"], "SUM_MISMATCH");
    await refuses(split("PERCENTAGE", "150", "-50"), ["split", "parts", "1", "value"], "OUT_OF_RANGE");
    await refuses(split("SHARES", "0", "0"), ["split"], "OUT_OF_RANGE");
    await refuses(split("SHARES", "1", "-1"), ["split", "parts", "1", "value"], "OUT_OF_RANGE");
    await refuses(split("SHARES", "1", "0.0000001"), ["split", "parts", "1", "value"], "TOO_MANY_DECIMALS");
    await refuses(split("ADJUSTMENT", "0", "-20"), ["split", "parts", "1", "value"], "OUT_OF_RANGE");
    await refuses(split("EQUAL", "1"), ["split", "parts", "0", "value"], "NOT_ALLOWED");
    await refuses({ split: { mode: "EXACT" } }, ["split", "parts"], "REQUIRED");
    const twice = { mode: "EQUAL", parts: [{ memberId: group.memberIds[0] }, { memberId: group.memberIds[0] }] };
    await refuses({ split: twice }, ["split", "parts", "1", "memberId"], "DUPLICATE");
    const foreign = { mode: "EQUAL", parts: [{ memberId: newId("mem") }] };
    await refuses({ split: foreign }, ["split", "parts", "0", "memberId"], "UNKNOWN_MEMBER");
    const items = { mode: "EQUAL", items: [{ name: "Beer", amount: "10" }] };
    await refuses({ split: items }, ["split", "items"], "NOT_ALLOWED");
  });

  test("somebody who was removed cannot be named in a new expense", async () => {
    const fresh = await api.group([ana!, ben!, eve!]);
    await ana!.mutate("memberRemove", { id: fresh.memberIds[2] });
    const answer = await ana!.try("expenseCreate", expenseInput(fresh));
    expect(answer.fields).toEqual([
      expect.objectContaining({ path: ["split", "parts", "2", "memberId"], code: "UNKNOWN_MEMBER" }),
    ]);
    const everybody = await ana!.mutate("expenseCreate", expenseInput(fresh, { split: { mode: "EQUAL" } }));
    expect(everybody.expense.shares).toHaveLength(2);
  });

  test.each([
    ["total", { total: { amount: "1e3", currency: "EUR" } }, "input.total.amount"],
    ["a plus sign", { total: { amount: "+1", currency: "EUR" } }, "input.total.amount"],
    ["a leading zero", { total: { amount: "01", currency: "EUR" } }, "input.total.amount"],
    ["no digit before the point", { total: { amount: ".5", currency: "EUR" } }, "input.total.amount"],
    ["a number", { total: { amount: 10, currency: "EUR" } }, "input.total.amount"],
    ["nothing", { total: { amount: "", currency: "EUR" } }, "input.total.amount"],
    ["white space", { total: { amount: " 1", currency: "EUR" } }, "input.total.amount"],
    ["other digits", { total: { amount: "١٠", currency: "EUR" } }, "input.total.amount"],
    ["no currency", { total: { amount: "1", currency: "eur" } }, "input.total.currency"],
    ["no such day", { incurredOn: "2026-02-30" }, "input.incurredOn"],
    ["no such mode", { split: { mode: "FAIR" } }, "input.split.mode"],
    ["a number as title", { title: 5 }, "input.title"],
  ])("what cannot be parsed is BAD_USER_INPUT with its field: %s", async (_, change, field) => {
    const before = await stateOf(ana!, group);
    const [error] = await ana!.fail("expenseCreate", expenseInput(group, change));
    expect(error!.extensions).toMatchObject({ code: "BAD_USER_INPUT", details: [expect.objectContaining({ field })] });
    expect(await stateOf(ana!, group)).toEqual(before);
  });

  test("a literal that does not parse names its field as well", async () => {
    const { errors } = await ana!.send(`mutation { expenseCreate(input: { groupId: "${group.id}", title: "x",
      total: { amount: "1,5", currency: "EUR" }, incurredOn: "2026-01-01", payers: [], split: { mode: EQUAL } }) {
      __typename } }`);
    expect(errors![0]!.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      details: [expect.objectContaining({ field: "input.total.amount" })],
    });
  });
});

describe("rights", () => {
  test("a VIEWER may look, not write", async () => {
    const viewer = await api.person("Vic");
    const fresh = await api.group([ana!]);
    await api.join(fresh.id, ana!, viewer, "VIEWER");
    expect(await viewer.try("expenseCreate", expenseInput(fresh))).toMatchObject({ __typename: "ForbiddenError" });
    expect((await stateOf(viewer, fresh)).balances).toEqual([]);
  });
});
