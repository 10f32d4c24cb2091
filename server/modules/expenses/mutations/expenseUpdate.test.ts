import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { balancesOf, expenseInput, stateOf, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

async function newExpense(change: object = {}): Promise<Answer> {
  return (await ana.mutate("expenseCreate", expenseInput(group, change))).expense;
}

function amounts(rows: { amount: { amount: string } }[]): string[] {
  return rows.map((row) => row.amount.amount);
}

function parts(...values: (string | null)[]) {
  return values.map((value, index) => ({ memberId: group.memberIds[index], value }));
}

describe("success", () => {
  test("what is left out stays, null clears, and the version grows by one", async () => {
    const { id, ...before } = await newExpense({ notes: "With wine" });
    const { expense } = await ben.mutate("expenseUpdate", { id, version: 1, title: "Lunch" });
    expect(expense).toEqual({ ...before, id, title: "Lunch", version: 2 });
    const cleared = await ben.mutate("expenseUpdate", { id, version: 2, notes: null, categoryId: null });
    expect(cleared.expense).toMatchObject({ notes: null, category: { name: "General" }, version: 3 });
    const same = await ben.mutate("expenseUpdate", { id, version: 3 });
    expect(same.expense.version).toBe(4);
  });

  test("a new total alone: the stored split is computed anew, the single payer pays it all", async () => {
    const split = { mode: "PERCENTAGE", parts: parts("50", "25", "25") };
    const { id } = await newExpense({ split });
    const total = { amount: "20", currency: "USD" };
    const { expense } = await ben.mutate("expenseUpdate", { id, version: 1, total });
    expect(amounts(expense.payers)).toEqual(["20.00"]);
    expect(amounts(expense.shares)).toEqual(["10.00", "5.00", "5.00"]);
    expect(expense.total).toEqual({ amount: "20.00", currency: "USD" });
    expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
  });

  test("a new split alone, and new payers alone", async () => {
    const { id } = await newExpense();
    const split = { mode: "EXACT", parts: parts("1", "9") };
    const { expense } = await ben.mutate("expenseUpdate", { id, version: 1, split });
    expect(amounts(expense.shares)).toEqual(["1.00", "9.00"]);
    const payers = [{ memberId: group.memberIds[2] }];
    const paid = await ben.mutate("expenseUpdate", { id, version: 2, payers });
    expect(paid.expense.payers).toEqual([
      { member: { id: group.memberIds[2] }, amount: { amount: "10.00", currency: "EUR" } },
    ]);
  });

  test("an equal split among everybody stays among those who were there", async () => {
    const fresh = await api.group([ana, ben]);
    const { expense } = await ana.mutate("expenseCreate", expenseInput(fresh, { split: { mode: "EQUAL" } }));
    await api.join(fresh.id, ana, await api.person("Zoe"));
    const total = { amount: "30.00", currency: "EUR" };
    const changed = await ana.mutate("expenseUpdate", { id: expense.id, version: 1, total });
    expect(amounts(changed.expense.shares)).toEqual(["15.00", "15.00"]);
  });

  test("an edit keeps whose cent it is, and old expenses of removed members can be edited", async () => {
    const fresh = await api.group([ana, ben, await api.person("Eve")]);
    const { expense } = await ana.mutate("expenseCreate", expenseInput(fresh));
    await ana.mutate("memberRemove", { id: fresh.memberIds[2] });
    const split = expenseInput(fresh).split;
    const changed = await ana.mutate("expenseUpdate", { id: expense.id, version: 1, title: "Later", split });
    expect(changed.expense.shares).toEqual(expense.shares);
  });

  test("a day that moves moves the balances as of a day, and only then", async () => {
    const fresh = await api.group([ana, ben]);
    const { expense } = await ana.mutate("expenseCreate", expenseInput(fresh, { incurredOn: "2026-01-10" }));
    expect(await balancesOf(ana, fresh, "2026-01-09")).toEqual({});
    await ana.mutate("expenseUpdate", { id: expense.id, version: 1, incurredOn: "2026-01-05" });
    expect(await balancesOf(ana, fresh, "2026-01-05")).toEqual(await balancesOf(ana, fresh));
    expect((await stateOf(ana, fresh)).ledgerHealth.ok).toBe(true);
  });

  test("the same request id and input is one effect; with other input it is refused", async () => {
    const { id } = await newExpense();
    const input = { id, version: 1, requestId: newId("exp"), title: "Once" };
    const once = await ana.mutate("expenseUpdate", input);
    expect(await ana.mutate("expenseUpdate", input)).toEqual(once);
    expect(await ana.try("expenseUpdate", { ...input, title: "Twice" })).toMatchObject({
      __typename: "ConflictError",
      reason: "REQUEST_ID_TAKEN",
    });
    // Another person's request ids are their own.
    expect(await ben.try("expenseUpdate", input)).toMatchObject({ reason: "STALE_VERSION" });
  });

  test("a refusal is not kept: the same request id may be tried again", async () => {
    const { id } = await newExpense();
    const input = { id, version: 7, requestId: "mine", title: "Once" };
    expect(await ana.try("expenseUpdate", input)).toMatchObject({ reason: "STALE_VERSION" });
    await ana.mutate("expenseUpdate", { ...input, version: 1 });
  });

  test("the history tells what differed", async () => {
    const { id } = await newExpense();
    await ben.mutate("expenseUpdate", { id, version: 1, title: "Supper", total: { amount: "12", currency: "EUR" } });
    const { expense } = await ana.ask(
      `query ($id: ID!) { expense(id: $id) { history { edges { node { type actor { id }
        changes { field member { id } before after } } } } } }`,
      { id },
    );
    const [latest, first] = expense.history.edges.map((edge: Answer) => edge.node);
    expect(first.type).toBe("expense.created");
    expect(latest).toMatchObject({ type: "expense.updated", actor: { id: group.memberIds[1] } });
    expect(latest.changes).toContainEqual({ field: "title", member: null, before: "Dinner", after: "Supper" });
    expect(latest.changes).toContainEqual({ field: "total", member: null, before: "10.00 EUR", after: "12.00 EUR" });
    expect(latest.changes.filter((change: Answer) => change.field === "shares")).toHaveLength(3);
  });
});

describe("refusals", () => {
  test("a stale version shows what is there now", async () => {
    const { id } = await newExpense();
    await ana.mutate("expenseUpdate", { id, version: 1, title: "Lunch" });
    const selection = "__typename";
    expect(await ben.try("expenseUpdate", { id, version: 1, title: "Brunch" }, selection)).toMatchObject({
      __typename: "ConflictError",
      reason: "STALE_VERSION",
      current: { id, __typename: "Expense" },
    });
  });

  test("a deleted expense is not changed", async () => {
    const { id } = await newExpense();
    await ana.mutate("expenseDelete", { id, version: 1 });
    expect(await ana.try("expenseUpdate", { id, version: 2, title: "x" })).toMatchObject({ reason: "STATE" });
  });

  test("stored amounts that no longer add up", async () => {
    const [a, b] = group.memberIds;
    const payers = [
      { memberId: a, amount: "4" },
      { memberId: b, amount: "6" },
    ];
    const several = await newExpense({ payers });
    const total = { amount: "11", currency: "EUR" };
    const onPayers = await ana.try("expenseUpdate", { id: several.id, version: 1, total });
    expect(onPayers.fields).toContainEqual(expect.objectContaining({ path: ["payers"], code: "SUM_MISMATCH" }));
    const exact = await newExpense({ split: { mode: "EXACT", parts: parts("4", "6") } });
    const onSplit = await ana.try("expenseUpdate", { id: exact.id, version: 1, total });
    expect(onSplit.fields).toContainEqual(expect.objectContaining({ path: ["split"], code: "SUM_MISMATCH" }));
    const yen = await ana.try("expenseUpdate", {
      id: several.id,
      version: 1,
      total: { amount: "11", currency: "JPY" },
    });
    expect(yen.__typename).toBe("InvalidInputError");
  });

  test.each([
    [{ title: "" }, ["title"], "REQUIRED"],
    [{ title: null }, ["title"], "REQUIRED"],
    [{ title: "x".repeat(10_000) }, ["title"], "TOO_LONG"],
    [{ total: { amount: "0", currency: "EUR" } }, ["total", "amount"], "OUT_OF_RANGE"],
    [{ total: { amount: "1.5", currency: "JPY" } }, ["total", "amount"], "TOO_MANY_DECIMALS"],
    [{ total: null }, ["total"], "REQUIRED"],
    [{ incurredOn: null }, ["incurredOn"], "REQUIRED"],
    [{ payers: null }, ["payers"], "REQUIRED"],
    [{ payers: [] }, ["payers"], "REQUIRED"],
    [{ split: null }, ["split"], "REQUIRED"],
    [{ split: { mode: "EXACT", parts: [] } }, ["split", "parts"], "REQUIRED"],
    [{ payers: [{ memberId: "mem_x" }] }, ["payers", "0", "memberId"], "UNKNOWN_MEMBER"],
    [{ categoryId: "cat_x" }, ["categoryId"], "NOT_ALLOWED"],
  ])("%j", async (change, path, code) => {
    const { id } = await newExpense();
    const before = await stateOf(ana, group);
    const answer = await ana.try("expenseUpdate", { id, version: 1, ...change });
    expect(answer.fields).toContainEqual(expect.objectContaining({ path, code }));
    expect(await stateOf(ana, group)).toEqual(before);
  });

  test("a member of another group cannot be brought in", async () => {
    const { id } = await newExpense();
    const other = await api.group([ana]);
    const split = { mode: "EQUAL", parts: [{ memberId: other.memberIds[0] }] };
    const answer = await ana.try("expenseUpdate", { id, version: 1, split });
    expect(answer.fields[0]).toMatchObject({ path: ["split", "parts", "0", "memberId"], code: "UNKNOWN_MEMBER" });
  });
});
