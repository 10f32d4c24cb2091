import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Person, TestApi } from "../../../test/api.js";
import { expenseInput, settlementInput } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  api = await TestApi.start();
  [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
});
afterAll(() => api.close());

test("at balance zero; from then on nothing is to be seen, and the member stays", async () => {
  const group = await api.group([ana, ben]);
  expect(await ben.mutate("groupLeave", { id: group.id })).toMatchObject({ ok: true });
  expect(await ben.ask("query ($id: ID!) { group(id: $id) { id } }", { id: group.id })).toEqual({ group: null });
  const { group: seen } = await ana.ask("query ($id: ID!) { group(id: $id) { members { leftAt } } }", { id: group.id });
  expect(seen.members[1].leftAt).toEqual(expect.any(String));
});

test("not while something is open, in any currency", async () => {
  const group = await api.group([ana, ben]);
  await ana.mutate("expenseCreate", expenseInput(group, { total: { amount: "100", currency: "JPY" } }));
  expect(await ben.try("groupLeave", { id: group.id })).toMatchObject({ __typename: "ConflictError", reason: "STATE" });
  const amount = { amount: "50", currency: "JPY" };
  await ana.mutate("settlementCreate", settlementInput(group, { amount }));
  await ben.mutate("groupLeave", { id: group.id });
});

test("the last admin stays", async () => {
  const group = await api.group([ana, ben]);
  expect(await ana.try("groupLeave", { id: group.id })).toMatchObject({ reason: "STATE" });
  await ana.mutate("memberRoleSet", { id: group.memberIds[1], role: "ADMIN" });
  await ana.mutate("groupLeave", { id: group.id });
});

test("a request that is sent twice is one effect, although whoever left sees nothing", async () => {
  const group = await api.group([ana, ben]);
  const input = { id: group.id, requestId: "goodbye" };
  await ben.mutate("groupLeave", input);
  await ben.mutate("groupLeave", input);
  expect((await ben.try("groupLeave", { id: group.id })).__typename).toBe("NotFoundError");
  expect(await ben.try("groupLeave", { id: newId("grp"), requestId: "goodbye" })).toMatchObject({
    reason: "REQUEST_ID_TAKEN",
    current: null,
  });
});
