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

/** An expense that is ready for the mutation: version 1. */
async function prepared(): Promise<Answer> {
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group));

  return expense;
}

test("takes back what the expense did, and leaves it to be seen and restored", async () => {
  const before = await balancesOf(ana, group);
  const { id } = await prepared();
  const { expense } = await ben.mutate("expenseDelete", { id, version: 1 });
  expect(expense).toMatchObject({ id, version: 2, deletedAt: expect.any(String) });
  expect(await balancesOf(ana, group)).toEqual(before);
  const lists = await ana.ask(
    `query ($id: ID!) { group(id: $id) { live: expenses { edges { node { id } } }
      gone: expenses(filter: { deleted: true }) { edges { node { id } } } } }`,
    { id: group.id },
  );
  const ids = (list: Answer) => list.edges.map((edge: Answer) => edge.node.id);
  expect(ids(lists.group.live)).not.toContain(id);
  expect(ids(lists.group.gone)).toContain(id);
  expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
});

test("what is deleted cannot be deleted again", async () => {
  const { id } = await prepared();
  await ana.mutate("expenseDelete", { id, version: 1 });
  expect(await ana.try("expenseDelete", { id, version: 2 })).toMatchObject({ reason: "STATE", current: { id } });
});

test("a stale version is refused, and nothing is written", async () => {
  const { id } = await prepared();
  await ana.mutate("expenseUpdate", { id, version: 1, title: "Lunch" });
  const before = await stateOf(ana, group);
  expect(await ben.try("expenseDelete", { id, version: 1 })).toMatchObject({
    reason: "STALE_VERSION",
    current: { id },
  });
  expect(await stateOf(ana, group)).toEqual(before);
});
