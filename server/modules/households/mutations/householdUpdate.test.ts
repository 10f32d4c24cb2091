import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let group: TestGroup;
let id: string;

beforeAll(async () => {
  api = await TestApi.start();
});
beforeEach(async () => {
  ({ ana, group } = await threeAndAStranger(api));
  const input = { groupId: group.id, name: "Two", memberIds: group.memberIds.slice(0, 2) };
  ({ id } = (await ana.mutate("householdCreate", input)).household);
});
afterAll(() => api.close());

test("a new name, other people, and both; the event says what is different", async () => {
  const renamed = await ana.mutate("householdUpdate", { id, name: "We" });
  expect(renamed.household).toMatchObject({
    name: "We",
    members: [{ id: group.memberIds[0] }, { id: group.memberIds[1] }],
  });
  const moved = await ana.mutate("householdUpdate", { id, memberIds: group.memberIds.slice(1) });
  expect(moved.household.members).toEqual([{ id: group.memberIds[1] }, { id: group.memberIds[2] }]);
  const { group: read } = await ana.ask(
    `query ($id: ID!) { group(id: $id) { events(first: 2, order: NEWEST_FIRST) {
      edges { node { type changes { field before after } } } } } }`,
    { id: group.id },
  );
  expect(read.events.edges.map(({ node }: Answer) => node)).toEqual([
    { type: "household.updated", changes: [{ field: "members", before: "Ana, Ben", after: "Ben, Eve" }] },
    { type: "household.updated", changes: [{ field: "name", before: "Two", after: "We" }] },
  ]);
});

test("nobody is left alone in it, and nothing is cleared", async () => {
  const answer = await ana.try("householdUpdate", { id, name: null, memberIds: [group.memberIds[0]] });
  expect(answer.fields).toMatchObject([
    { path: ["name"], code: "REQUIRED" },
    { path: ["memberIds"], code: "TOO_SHORT" },
  ]);
});
