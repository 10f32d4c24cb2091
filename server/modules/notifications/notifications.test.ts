import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput, settlementInput, threeAndAStranger } from "../../test/seed.js";
import { listen, socketOf } from "../../test/socket.js";

/** What three share evenly. */
const NINE = { amount: "9.00", currency: "EUR" };

let api: TestApi;
let ana: Person;
let ben: Person;
let eve: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, eve, mallory, group } = await threeAndAStranger(api));
  await api.doJobs();
  for (const person of [ana, ben, eve]) await person.mutate("notificationRead", { all: true });
});
afterAll(() => api.close());

const LIST = `{ viewer { unreadNotifications } notifications(first: 100) { edges { node { id kind text url count at readAt
  event { seq type } group { id } deliveries { channel state } } } } }`;

/** What somebody has been told and not read, newest first. */
async function unreadOf(person: Person): Promise<Answer[]> {
  await api.doJobs();
  const { viewer, notifications } = await person.ask(LIST);
  const unread = notifications.edges.map(({ node }: Answer) => node).filter(({ readAt }: Answer) => readAt === null);
  expect(unread).toHaveLength(viewer.unreadNotifications);
  return unread;
}

const textsOf = async (person: Person) => (await unreadOf(person)).map(({ text }) => text);

async function readAll(): Promise<void> {
  for (const person of [ana, ben, eve]) await person.mutate("notificationRead", { all: true });
}

test("those whose money it is about are told, in their language, and never whoever did it", async () => {
  await eve.mutate("userUpdate", { locale: "de-AT" });
  const input = expenseInput(group, {
    total: { amount: "1234.56", currency: "EUR" },
    split: { mode: "EQUAL", parts: group.memberIds.slice(1).map((memberId) => ({ memberId })) },
  });
  const { expense } = await ben.mutate("expenseCreate", input);
  expect(await unreadOf(ben)).toEqual([]);
  expect(await unreadOf(mallory)).toEqual([]);
  expect(await unreadOf(ana)).toEqual([
    expect.objectContaining({
      kind: "EXPENSE",
      text: "Ben added “Dinner” in “Flat”: €1,234.56",
      url: `${api.origin}/expenses/${expense.id}`,
      count: 1,
      event: expect.objectContaining({ type: "expense.created" }),
      group: { id: group.id },
    }),
  ]);
  expect((await textsOf(eve))[0]!.replaceAll("\u00a0", " ")).toBe(
    "Ben hat „Dinner“ in „Flat“ hinzugefügt: € 1.234,56, dein Anteil € 617,28",
  );
  await readAll();
  expect(await unreadOf(ana)).toEqual([]);
});

test("twelve edits of one expense are one notification, which grows under its id until it is read", async () => {
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group, { title: "Tea", total: NINE }));
  const [first] = await unreadOf(ben);
  for (let version = 1; version <= 12; version++) {
    await ana.mutate("expenseUpdate", { id: expense.id, version, title: `Tea ${version}` });
    if (version % 5 === 0) await api.doJobs();
  }
  const [grown, ...others] = await unreadOf(ben);
  expect(others).toEqual([]);
  expect(grown).toMatchObject({ id: first.id, count: 13, text: expect.stringContaining("“Tea 12”") });
  expect(grown.text).toContain("13 changes");
  await ben.mutate("notificationRead", { ids: [first.id] });
  await ana.mutate("expenseDelete", { id: expense.id, version: 13 });
  const [anew] = await unreadOf(ben);
  expect(anew).toMatchObject({ count: 1, text: "Ana deleted “Tea 12” in “Flat”: €9.00, your share €3.00" });
  expect(anew.id).not.toBe(first.id);
  await readAll();
});

test("what it says is as it was at the event, whatever became of it since", async () => {
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group, { title: "Old", total: NINE }));
  await api.doJobs();
  await readAll();
  await ana.mutate("expenseUpdate", {
    id: expense.id,
    version: 1,
    title: "New",
    total: { amount: "30", currency: "EUR" },
  });
  const { notifications } = await ben.ask(LIST);
  expect(notifications.edges[0].node.text).toBe("Ana added “Old” in “Flat”: €9.00, your share €3.00");
  expect(await textsOf(ben)).toEqual(["Ana changed “New” in “Flat”: €30.00, your share €10.00"]);
  await readAll();
});

test("of a payment both sides are told, but whoever recorded it; of the group everybody who is there", async () => {
  await ben.mutate("settlementCreate", settlementInput(group));
  expect(await textsOf(ana)).toEqual(["Ben recorded a payment in “Flat”: Ben → Ana €10.00"]);
  expect(await textsOf(eve)).toEqual([]);
  await ana.mutate("groupUpdate", { id: group.id, version: 1, name: "House" });
  expect(await textsOf(ben)).toEqual(["Ana changed the settings of “House”"]);
  await ana.mutate("inviteCreate", { groupId: group.id });
  expect(await textsOf(ben)).toHaveLength(1);
  await readAll();
});

test("whoever is removed sees nothing of it any more; whoever left hears that they owe again, and no more", async () => {
  const [gil, hal] = [await api.person("Gil"), await api.person("Hal")];
  const small = await api.group([ana, gil, hal], { name: "Secret" });
  const { expense } = await ana.mutate("expenseCreate", expenseInput(small));
  expect(await textsOf(gil)).not.toEqual([]);
  await ana.mutate("expenseDelete", { id: expense.id, version: 1 });
  await gil.mutate("groupLeave", { id: small.id });
  await ana.mutate("memberRemove", { id: small.memberIds[2] });
  for (const gone of [gil, hal]) expect(await unreadOf(gone)).toEqual([]);
  await ana.mutate("expenseRestore", { id: expense.id, version: 2 });
  expect(await unreadOf(hal)).toEqual([]);
  const [told] = await unreadOf(gil);
  expect(told).toMatchObject({
    kind: "EXPENSE",
    group: null,
    event: null,
    text: expect.stringContaining("you have left"),
  });
  expect(JSON.stringify(told)).not.toMatch(/Secret|Ana|Dinner|3\.33/);
});

test("one hears live what is made, what grows and what is read elsewhere, and nothing of others", async () => {
  const client = socketOf(api.url, ben.token);
  const heard = listen(client, "subscription { viewerNotifications { id count text readAt } }", {});
  const strange = socketOf(api.url, mallory.token);
  const nothing = listen(strange, "subscription { viewerNotifications { id } }", {});
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group, { title: "Live", total: NINE }));
  await api.doJobs();
  await heard.until(() => heard.results.length === 1);
  await ana.mutate("expenseUpdate", { id: expense.id, version: 1, title: "Alive" });
  await api.doJobs();
  await heard.until(() => heard.results.length === 2);
  await ben.mutate("notificationRead", { all: true });
  await heard.until(() => heard.results.length === 3);
  const told = heard.results.map(({ data }: Answer) => data.viewerNotifications);
  expect(told.map(({ count, readAt }: Answer) => [count, readAt !== null])).toEqual([
    [1, false],
    [2, false],
    [2, true],
  ]);
  expect(new Set(told.map(({ id }: Answer) => id)).size).toBe(1);
  expect(nothing.results).toEqual([]);
  await Promise.all([client.dispose(), strange.dispose()]);
});

test("what is somebody's own is nobody else's", async () => {
  await ana.mutate("expenseCreate", expenseInput(group));
  const [{ id }] = await unreadOf(ben);
  const node = "query ($id: ID!) { node(id: $id) { id } }";
  expect((await ben.ask(node, { id })).node).toEqual({ id });
  expect((await ana.ask(node, { id })).node).toBeNull();
  const others = `{ group(id: "${group.id}") { members { user { id unreadNotifications notificationPreferences { kind }
    quietHours { from } digestAt devices { id } emailStoppedAt } } } }`;
  const { members } = (await ana.ask(others)).group;
  const seen = members.map(({ user }: Answer) => user).find((user: Answer) => user.id === ben.id);
  expect(seen).toEqual({
    id: ben.id,
    unreadNotifications: 0,
    notificationPreferences: [],
    quietHours: null,
    digestAt: "08:00",
    devices: [],
    emailStoppedAt: null,
  });
});
