import { afterAll, beforeAll, expect, test } from "@jest/globals";
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

/** An expense that is ready for the mutation: version 2. */
async function prepared(): Promise<Answer> {
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));
  await ana.mutate("expenseDelete", { id: expense.id, version: 1 });
  return expense;
}

test("brings back the expense and what it did", async () => {
  const { expense: kept } = await ana.mutate("expenseCreate", expenseInput(group));
  const before = await balancesOf(ana, group);
  await ana.mutate("expenseDelete", { id: kept.id, version: 1 });
  const { expense } = await ben.mutate("expenseRestore", { id: kept.id, version: 2 });
  expect(expense).toEqual({ ...kept, version: 3 });
  expect(await balancesOf(ana, group)).toEqual(before);
  expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
});

test("also for somebody who was removed since", async () => {
  const fresh = await api.group([ana, ben]);
  const { expense } = await ana.mutate("expenseCreate", expenseInput(fresh));
  await ana.mutate("expenseDelete", { id: expense.id, version: 1 });
  await ana.mutate("memberRemove", { id: fresh.memberIds[1] });
  const restored = await ana.mutate("expenseRestore", { id: expense.id, version: 2 });
  expect(restored.expense.shares).toEqual(expense.shares);
});

test("an expense that is not deleted is a conflict", async () => {
  const { id } = await prepared();
  await ana.mutate("expenseRestore", { id, version: 2 });
  expect(await ana.try("expenseRestore", { id, version: 3 })).toMatchObject({ reason: "STATE", current: { id } });
  expect(await ana.try("expenseRestore", { id, version: 1 })).toMatchObject({ reason: "STALE_VERSION" });
});
