import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { balancesOf, expenseInput, healthOf, stateOf, threeAndAStranger } from "../../../test/seed.js";

const GROCERIES = "cat_01kbbkb100e008000000000002";

let api: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
});
beforeEach(async () => {
  ({ ana, ben, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const weights = (...values: string[]) => ({
  mode: "SHARES",
  parts: values.map((value, index) => ({ memberId: group.memberIds[index], value })),
});
const set = (change: object) => ana.mutate("defaultSplitSet", { groupId: group.id, ...change });

async function defaults(): Promise<Answer> {
  const query = `query ($id: ID!) { group(id: $id) { defaultSplits {
    category { name } split { mode parts { member { id } value } items { name } } } } }`;
  return (await ana.ask(query, { id: group.id })).group.defaultSplits;
}

const sharesOf = (expense: Answer) => expense.shares.map((share: Answer) => share.amount.amount);

test("a group has a default, and a category one of its own; the past stays", async () => {
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  const before = await balancesOf(ana, group);
  await set({ split: weights("2", "1", "1") });
  await set({ categoryId: GROCERIES, split: { mode: "EQUAL" } });
  const parts = group.memberIds.map((id, index) => ({ member: { id }, value: index === 0 ? "2" : "1" }));
  expect(await defaults()).toEqual([
    { category: null, split: { mode: "SHARES", parts, items: [] } },
    { category: { name: "Groceries" }, split: { mode: "EQUAL", parts: [], items: [] } },
  ]);
  expect(await balancesOf(ana, group)).toEqual(before);
  const { expense: now } = await ana.ask("query ($id: ID!) { expense(id: $id) { version } }", { id: expense.id });
  expect(now.version).toBe(1);
  await set({ split: null });
  expect(await defaults()).toHaveLength(1);
});

test("those that followed the old default can be split anew, after a look at what that does", async () => {
  const old = await ana.mutate("expenseCreate", expenseInput(group, { incurredOn: "2026-01-01" }));
  const followed = await ana.mutate("expenseCreate", expenseInput(group, { total: { amount: "8", currency: "EUR" } }));
  const own = await ana.mutate("expenseCreate", expenseInput(group, { split: weights("1", "1", "0") }));
  const change = { split: weights("2", "1", "1"), resplitSince: "2026-01-15" };

  const before = await stateOf(ana, group);
  const tried = await set({ ...change, dryRun: true });
  expect(await stateOf(ana, group)).toEqual(before);
  const done = await set(change);
  expect(done).toEqual({ ...tried, group: expect.objectContaining({ id: group.id }) });
  expect(done.resplit.map(({ id }: Answer) => id)).toEqual([followed.expense.id]);
  expect(sharesOf(done.resplit[0])).toEqual(["4.00", "2.00", "2.00"]);
  const versions = await Promise.all(
    [old, own].map(
      async ({ expense }) =>
        (await ana.ask("query ($id: ID!) { expense(id: $id) { version } }", { id: expense.id })).expense.version,
    ),
  );
  expect(versions).toEqual([1, 1]);
  expect((await healthOf(ana, group)).ok).toBe(true);

  // What was split by the default follows the next one; the one that was split by hand does not.
  const again = await set({ split: weights("1", "1", "2"), resplitSince: "2026-01-01" });
  expect(again.resplit.map(sharesOf)).toEqual([["2.00", "2.00", "4.00"]]);
});

test("a category follows its own default, and else that of the group", async () => {
  const general = await ana.mutate("expenseCreate", expenseInput(group));
  const groceries = await ana.mutate("expenseCreate", expenseInput(group, { categoryId: GROCERIES }));
  const first = await set({ categoryId: GROCERIES, split: weights("1", "1", "8"), resplitSince: "2026-01-01" });
  expect(first.resplit.map(({ id }: Answer) => id)).toEqual([groceries.expense.id]);
  const second = await set({ split: weights("8", "1", "1"), resplitSince: "2026-01-01" });
  expect(second.resplit.map(({ id }: Answer) => id)).toEqual([general.expense.id]);
});

test("split anew in a closed period, and beside somebody who edits, the ledger is right and the past stands", async () => {
  await ana.mutate("groupUpdate", { id: group.id, version: 1, simplifyDebts: false }, "__typename");
  const old = await ana.mutate("expenseCreate", expenseInput(group));
  const later = await ana.mutate("expenseCreate", expenseInput(group, { incurredOn: "2026-03-10" }));
  await ana.mutate("periodClose", { groupId: group.id, through: "2026-02-28" }, "__typename");
  const before = await balancesOf(ana, group, "2026-02-28");
  const change = { groupId: group.id, split: weights("2", "1", "1"), resplitSince: "2026-01-01" };
  const [done, edited] = await Promise.all([
    ana.mutate("defaultSplitSet", change),
    ben.try("expenseUpdate", { id: later.expense.id, version: 1, total: { amount: "40", currency: "EUR" } }),
  ]);
  expect(done.resplit.map(({ id }: Answer) => id)).toEqual([later.expense.id, old.expense.id]);
  const first = edited.__typename === "ExpenseUpdatePayload";
  expect(edited.reason ?? null).toBe(first ? null : "STALE_VERSION");
  expect(sharesOf(done.resplit[0])).toEqual(first ? ["20.00", "10.00", "10.00"] : ["5.00", "2.50", "2.50"]);
  expect(await balancesOf(ana, group, "2026-02-28")).toEqual(before);
  expect(await healthOf(ana, group)).toEqual({ ok: true, violations: [] });
});

test("what is of one total alone, and what somebody bears who has left, is never split anew", async () => {
  const [a, b] = group.memberIds;
  const exact = [a, b].map((memberId) => ({ memberId, value: "5" }));
  await ana.mutate("expenseCreate", expenseInput(group, { split: { mode: "EXACT", parts: exact } }));
  const items = [{ name: "All", amount: "10", claims: [a, b].map((memberId) => ({ memberId })) }];
  await ana.mutate("expenseCreate", expenseInput(group, { split: { mode: "ITEMIZED", items } }));
  await ana.mutate("expenseCreate", expenseInput(group, { split: { mode: "EQUAL" } }));
  await ana.mutate("memberRemove", { id: group.memberIds[2] }, "__typename");
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group, { split: { mode: "EQUAL" } }));
  const before = (await balancesOf(ana, group))[group.memberIds[2]!];
  const { resplit } = await set({ split: weights("3", "1"), resplitSince: "2026-01-01" });
  expect(resplit.map(({ id }: Answer) => id)).toEqual([expense.id]);
  expect((await balancesOf(ana, group))[group.memberIds[2]!]).toEqual(before);
});

test("more than can be split anew at once are refused, and nothing is done", async () => {
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  const ids = Array.from({ length: 200 }, () => newId("exp"));
  await api.dataSource.query(
    `insert into expenses (id, group_id, title, total, currency, incurred_on, category_id, split, created_by_id)
     select n, group_id, title, total, currency, incurred_on, category_id, split, created_by_id
     from expenses, unnest($2::text[]) n where id = $1`,
    [expense.id, ids],
  );
  const input = { groupId: group.id, split: weights("2", "1", "1"), resplitSince: "2026-01-01" };
  const refused = await ana.try("defaultSplitSet", input);
  expect(refused).toMatchObject({ fields: [{ path: ["resplitSince"], code: "OUT_OF_RANGE" }] });
  expect(await defaults()).toEqual([]);
});

test("a request that is sent twice is one effect", async () => {
  await ana.mutate("expenseCreate", expenseInput(group));
  const change = { split: weights("2", "1", "1"), resplitSince: "2026-01-01", requestId: "once" };
  const first = await set(change);
  expect(first.resplit).toHaveLength(1);
  const before = await stateOf(ana, group);
  expect(await set(change)).toEqual(first);
  expect(await stateOf(ana, group)).toEqual(before);
});

test("what goes with one total alone, strangers in it, and what does not add up, are refused by field", async () => {
  const refused = async (change: object) => {
    const answer = await ana.try("defaultSplitSet", { groupId: group.id, ...change });
    expect(answer.__typename).toBe("InvalidInputError");
    return answer.fields.map(({ path, code }: Answer) => `${path.join(".")} ${code}`);
  };
  const [memberId] = group.memberIds;
  expect(await refused({ split: { mode: "EXACT", parts: [{ memberId, value: "1" }] } })).toEqual([
    "split.mode NOT_ALLOWED",
  ]);
  expect(await refused({ split: { mode: "PERCENTAGE", parts: [{ memberId, value: "99" }] } })).toEqual([
    "split SUM_MISMATCH",
  ]);
  expect(await refused({ split: { mode: "SHARES", parts: [{ memberId, value: "-1" }] } })).toEqual([
    "split.parts.0.value OUT_OF_RANGE",
  ]);
  expect(await refused({ split: { mode: "EQUAL", parts: [{ memberId: newId("mem") }] } })).toEqual([
    "split.parts.0.memberId UNKNOWN_MEMBER",
  ]);
  expect(await refused({ categoryId: newId("cat"), split: { mode: "EQUAL" } })).toEqual(["categoryId NOT_ALLOWED"]);
  expect(await refused({ split: null, resplitSince: "2026-01-01" })).toEqual(["resplitSince NOT_ALLOWED"]);
  expect(await defaults()).toEqual([]);
});
