import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Person, TestApi, type TestGroup } from "../../../test/api.js";
import { expenseInput, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const mutedUntil = async (person: Person) =>
  (await person.ask("query ($id: ID!) { group(id: $id) { viewerMutedUntil } }", { id: group.id })).group
    .viewerMutedUntil;
const LIST = "{ notifications(first: 1) { edges { node { kind deliveries { channel } } } } }";

async function newest(): Promise<object> {
  await ana.mutate("expenseCreate", expenseInput(group));
  await api.doJobs();
  return (await ben.ask(LIST)).notifications.edges[0].node;
}

test("a silent group is told of in the list alone, until that is over", async () => {
  const until = "2099-01-31T00:00:00.000Z";
  const mail = { kind: "EXPENSE", deliveries: [{ channel: "EMAIL" }] };
  expect(await newest()).toEqual(mail);
  await ben.mutate("groupMuteSet", { groupId: group.id, until });
  expect([await mutedUntil(ben), await mutedUntil(ana)]).toEqual([until, null]);
  expect(await newest()).toEqual({ kind: "EXPENSE", deliveries: [] });
  await ben.mutate("groupMuteSet", { groupId: group.id });
  expect(await mutedUntil(ben)).toBeNull();
  expect(await newest()).toEqual(mail);
  await ben.mutate("groupMuteSet", { groupId: group.id, until });
  await api.dataSource.query("update group_mutes set until = now()");
  expect(await mutedUntil(ben)).toBeNull();
  expect(await newest()).toEqual(mail);
});

test("it ends at a moment that is to come", async () => {
  for (const until of ["2020-01-31T00:00:00.000Z"]) {
    expect(await ben.try("groupMuteSet", { groupId: group.id, until })).toMatchObject({
      __typename: "InvalidInputError",
      fields: [{ path: ["until"], code: "OUT_OF_RANGE" }],
    });
  }
});
