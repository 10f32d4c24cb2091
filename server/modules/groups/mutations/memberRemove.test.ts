import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi } from "../../../test/api.js";
import { balancesOf, expenseInput, settlementInput, stateOf } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
});
afterAll(() => api.close());

test("at any balance: it stays and can still be settled, and nothing is to be seen any more", async () => {
  const group = await api.group([ana, ben]);
  await ana.mutate("expenseCreate", expenseInput(group));
  const before = await balancesOf(ana, group);
  const { member } = await ana.mutate("memberRemove", { id: group.memberIds[1] });
  expect(member).toMatchObject({ id: group.memberIds[1], leftAt: expect.any(String) });
  expect(await balancesOf(ana, group)).toEqual(before);
  const amount = { amount: "5", currency: "EUR" };
  await ana.mutate("settlementCreate", settlementInput(group, { amount }));
  expect(await balancesOf(ana, group)).toEqual({});
  expect(await ben.ask("query ($id: ID!) { group(id: $id) { id } node(id: $id) { id } }", { id: group.id })).toEqual({
    group: null,
    node: null,
  });
});

test("the last admin stays, also when somebody without an account is there", async () => {
  const group = await api.group([ana, ben]);
  expect(await ana.try("memberRemove", { id: group.memberIds[0] })).toMatchObject({ reason: "STATE" });
  await ana.mutate("memberRoleSet", { id: group.memberIds[1], role: "ADMIN" });
  await ben.mutate("memberRemove", { id: group.memberIds[0] });
});

test("nobody is removed twice", async () => {
  const group = await api.group([ana, ben]);
  await ana.mutate("memberRemove", { id: group.memberIds[1] });
  const before = await stateOf(ana, group);
  expect(await ana.try("memberRemove", { id: group.memberIds[1] })).toMatchObject({ reason: "STATE" });
  expect(await stateOf(ana, group)).toEqual(before);
});
