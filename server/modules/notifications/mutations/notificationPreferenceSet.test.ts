import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi } from "../../../test/api.js";
import { expenseInput, threeAndAStranger } from "../../../test/seed.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let groupOf: Awaited<ReturnType<typeof threeAndAStranger>>["group"];

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, group: groupOf } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const SELECTION = "user { notificationPreferences { kind inApp email push sms } }";

test("what is said holds for that kind, and what is left out stays", async () => {
  const before = (await ben.mutate("notificationPreferenceSet", { kind: "EXPENSE", email: "WEEKLY" }, SELECTION)).user;
  const after = (await ben.mutate("notificationPreferenceSet", { kind: "EXPENSE", sms: true }, SELECTION)).user;
  expect(before.notificationPreferences).toHaveLength(10);
  const changed = after.notificationPreferences.map((each: Answer) =>
    each.kind === "EXPENSE" ? { ...each, sms: false } : each,
  );
  expect(changed).toEqual(before.notificationPreferences);
  expect(after.notificationPreferences[0]).toEqual({
    kind: "EXPENSE",
    inApp: true,
    email: "WEEKLY",
    push: true,
    sms: true,
  });
});

test("what somebody does not want to be told in any way is not kept", async () => {
  await ben.mutate("notificationPreferenceSet", {
    kind: "EXPENSE",
    inApp: false,
    email: "OFF",
    push: false,
    sms: false,
  });
  await ana.mutate("expenseCreate", expenseInput(groupOf));
  await api.doJobs();
  const kept = await api.dataSource.query("select from notifications where user_id = $1 and kind = 'EXPENSE'", [
    ben.id,
  ]);
  expect(kept).toHaveLength(0);
  await ben.mutate("notificationPreferenceSet", { kind: "EXPENSE", email: "DAILY" });
  await ana.mutate("expenseCreate", expenseInput(groupOf));
  await api.doJobs();
  const [mailed] = await api.dataSource.query(
    "select in_app from notifications where user_id = $1 and kind = 'EXPENSE'",
    [ben.id],
  );
  expect(mailed).toEqual({ in_app: false });
  expect((await ben.ask("{ notifications { edges { node { kind } } } }")).notifications.edges).not.toContainEqual({
    node: { kind: "EXPENSE" },
  });
});

test("null is no answer", async () => {
  const input = { kind: "EXPENSE", inApp: null, email: null };
  expect(await ben.try("notificationPreferenceSet", input)).toMatchObject({
    __typename: "InvalidInputError",
    fields: [
      { path: ["inApp"], code: "REQUIRED" },
      { path: ["email"], code: "REQUIRED" },
    ],
  });
});
