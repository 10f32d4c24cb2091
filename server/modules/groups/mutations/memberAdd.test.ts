import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { stateOf, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

test("adds a person who needs no account, last in the order", async () => {
  const { member } = await ana.mutate("memberAdd", { groupId: group.id, name: " Old Tom " });
  expect(member).toMatchObject({ name: "Old Tom", role: "MEMBER", leftAt: null, user: null });
  const data = await ben.ask("query ($id: ID!) { group(id: $id) { members { id } } }", { id: group.id });
  expect(data.group.members.at(-1).id).toBe(member.id);
});

test("the same id and input is one member; with other input it is refused", async () => {
  const input = { id: newId("mem"), groupId: group.id, name: "Once" };
  const once = await ana.mutate("memberAdd", input);
  expect(await ana.mutate("memberAdd", input)).toEqual(once);
  expect(await ana.try("memberAdd", { ...input, name: "Twice" })).toMatchObject({
    reason: "ID_TAKEN",
    current: { id: input.id, __typename: "Member" },
  });
});

test.each([
  [{ name: "" }, ["name"], "REQUIRED"],
  [{ name: "x".repeat(10_000) }, ["name"], "TOO_LONG"],
  [{ email: "x" }, ["email"], "MALFORMED"],
  [{ id: "mem_1" }, ["id"], "MALFORMED"],
])("refuses %j", async (change, path, code) => {
  const before = await stateOf(ana, group);
  const answer = await ana.try("memberAdd", { groupId: group.id, name: "Zed", ...change });
  expect(answer.fields).toEqual([expect.objectContaining({ path, code })]);
  expect(await stateOf(ana, group)).toEqual(before);
});

test("one address is one person", async () => {
  await ana.mutate("memberAdd", { groupId: group.id, name: "Una", email: "una@example.com" });
  const answer = await ana.try("memberAdd", { groupId: group.id, name: "Una", email: "UNA@example.com" });
  expect(answer.fields).toEqual([expect.objectContaining({ path: ["email"], code: "DUPLICATE" })]);
});
