import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newId } from "../../../kernel/ids.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../../test/api.js";
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

const LIST =
  "query ($unread: Boolean) { viewer { unreadNotifications } notifications(first: 100, unread: $unread) { edges { node { id readAt } } } }";

async function unreadOf(person: Person): Promise<string[]> {
  const { viewer, notifications } = await person.ask(LIST, { unread: true });
  const ids = notifications.edges.map(({ node }: Answer) => node.id);
  expect(viewer.unreadNotifications).toBe(ids.length);
  return ids;
}

test("some are read, then all; what is somebody else's is passed over", async () => {
  for (const title of ["One", "Two", "Three"]) await ana.mutate("expenseCreate", expenseInput(group, { title }));
  await api.doJobs();
  const ids = await unreadOf(ben);
  const [first, second] = ids as [string, string];
  expect((await ana.mutate("notificationRead", { ids: [first] }, "notifications { id }")).notifications).toEqual([]);
  expect(await unreadOf(ben)).toEqual(ids);
  const selection = "user { unreadNotifications } notifications { id readAt }";
  const read = await ben.mutate("notificationRead", { ids: [first, newId("ntf"), "nonsense", second] }, selection);
  expect(read.user.unreadNotifications).toBe(ids.length - 2);
  expect(read.notifications.map(({ id }: Answer) => id)).toEqual([first, second]);
  const at = read.notifications[0].readAt;
  expect((await ben.mutate("notificationRead", { ids: [first] }, selection)).notifications[0].readAt).toBe(at);
  await ben.mutate("notificationRead", { all: true });
  expect(await unreadOf(ben)).toEqual([]);
  expect((await ben.ask(LIST, { unread: false })).notifications.edges.length).toBe(ids.length);
});

test.each([
  ["nothing", {}],
  ["not all", { all: false }],
  ["both", { ids: [newId("ntf")], all: true }],
  ["none", { ids: [] }],
  ["too many", { ids: Array.from({ length: 101 }, () => newId("ntf")) }],
])("%s is no choice", async (_name, input) => {
  expect(await ben.try("notificationRead", input)).toMatchObject({
    __typename: "InvalidInputError",
    fields: [{ path: ["ids"] }],
  });
});
