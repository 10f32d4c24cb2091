import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { expenseInput, stateOf, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let group: TestGroup;
let id: string;

beforeAll(async () => {
  api = await TestApi.start();
});
beforeEach(async () => {
  ({ ana, group } = await threeAndAStranger(api));
  const input = { groupId: group.id, name: "Two", memberIds: group.memberIds.slice(1) };
  ({ id } = (await ana.mutate("householdCreate", input)).household);
});
afterAll(() => api.close());

async function amounts(): Promise<string[]> {
  const query = "query ($id: ID!) { group(id: $id) { suggestedTransfers { amount { amount } } households { id } } }";
  const { group: read } = await ana.ask(query, { id: group.id });
  return read.suggestedTransfers.map(({ amount }: { amount: { amount: string } }) => amount.amount);
}

test("each settles for themself again", async () => {
  await ana.mutate("expenseCreate", expenseInput(group, { total: { amount: "30", currency: "EUR" } }));
  expect(await amounts()).toEqual(["20.00"]);
  const { household } = await ana.mutate("householdDissolve", { id });
  expect(household).toMatchObject({ id, dissolvedAt: expect.any(String), members: [] });
  expect(await amounts()).toEqual(["10.00", "10.00"]);
  // And can be of another household.
  await ana.mutate("householdCreate", { groupId: group.id, name: "New", memberIds: group.memberIds });
});

test("what is dissolved is neither dissolved again nor changed", async () => {
  await ana.mutate("householdDissolve", { id });
  const before = await stateOf(ana, group);
  expect(await ana.try("householdDissolve", { id })).toMatchObject({ reason: "STATE", current: { id } });
  expect(await ana.try("householdUpdate", { id, name: "x" })).toMatchObject({ reason: "STATE" });
  expect(await stateOf(ana, group)).toEqual(before);
});
