import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

test.each(["its own", "a group's"])("%s is in no list any more, and can be named by what it was", async (whose) => {
  const groupId = whose === "a group's" ? group.id : null;
  const input = { groupId, limit: { amount: "10.00", currency: "EUR" }, period: "MONTH" };
  const { id } = (await ana.mutate("budgetCreate", input)).budget;
  expect(await ana.try("budgetDelete", { id, version: 2 })).toMatchObject({ reason: "STALE_VERSION" });
  const { budget } = await ana.mutate("budgetDelete", { id, version: 1 });
  expect(budget).toMatchObject({ id, version: 2 });
  const data = await ana.ask(
    `query ($id: ID!, $group: ID!) { node(id: $id) { id } viewer { budgets { id } } group(id: $group) { budgets { id }
      events(first: 1, order: NEWEST_FIRST) { edges { node { type } } } } }`,
    { id, group: group.id },
  );
  expect(data).toMatchObject({ node: { id }, viewer: { budgets: [] }, group: { budgets: [] } });
  const type = data.group.events.edges[0].node.type;
  expect(type === "budget.deleted").toBe(groupId !== null);
  for (const mutation of ["budgetDelete", "budgetUpdate"]) {
    expect(await ana.try(mutation, { id, version: 2 })).toMatchObject({ reason: "STATE" });
  }
});
