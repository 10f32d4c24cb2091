import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { poolOf } from "../../platform/database.js";
import { poolReader } from "../../platform/reader.js";
import { type Answer, type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput, settlementInput, threeAndAStranger } from "../../test/seed.js";
import { listen, socketOf } from "../../test/socket.js";
import { tested } from "../../test/tested.js";

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
  // A listener begins with the last minute: the other tests are longer ago.
  const before = "at = at - interval '2 minutes', read_at = read_at - interval '2 minutes'";
  await api.dataSource.query(`update notifications set ${before}`);
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
  // Whoever has read a moment ago how many are unread, and listens only now, is told all the same.
  await api.dataSource.query("update notifications set at = at - interval '2 minutes'");
  const later = socketOf(api.url, ben.token);
  const again = listen(later, "subscription { viewerNotifications { id count readAt } }", {});
  await again.until(() => again.results.length === 1);
  expect(again.results.map(({ data }: Answer) => data.viewerNotifications)).toMatchObject([
    { id: told[0].id, count: 2, readAt: told[2].readAt },
  ]);
  expect(nothing.results).toEqual([]);
  await Promise.all([client.dispose(), strange.dispose(), later.dispose()]);
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

test("a guest is told in the app alone, and what they were told goes with them", async () => {
  const guest = await api.guest();
  await api.join(group.id, ana, guest);
  const memberId = (
    await api.dataSource.query("select id from members where user_id = $1 and group_id = $2", [guest.id, group.id])
  )[0].id;
  const parts = [group.memberIds[0]!, memberId].map((each) => ({ memberId: each }));
  await ana.mutate("expenseCreate", expenseInput(group, { split: { mode: "EQUAL", parts } }));
  const [told] = await unreadOf(guest);
  expect(told).toMatchObject({ kind: "EXPENSE", deliveries: [] });
  await api.dataSource.query("update users set guest_until = now() - interval '1 day' where id = $1", [guest.id]);
  const { retentionJob } = await tested("platform/retention.js");
  const { modules } = await tested("app/modules.js");
  const rules = modules.flatMap(({ retention = [] }) => retention);
  await retentionJob(rules).run(api.services, new AbortController().signal, undefined);
  expect(await api.dataSource.query("select from notifications where user_id = $1", [guest.id])).toEqual([]);
  expect(await api.dataSource.query("select from users where id = $1", [guest.id])).toEqual([]);
});

test("of invites those are told who look after the group", async () => {
  const [zoe, yan] = [await api.person("Zoe"), await api.person("Yan")];
  const own = await api.group([ana, zoe, yan]);
  await ana.mutate("memberRoleSet", { id: own.memberIds[1], role: "ADMIN" });
  await ana.mutate("inviteCreate", { groupId: own.id });
  const kinds = async (person: Person) => (await unreadOf(person)).map(({ kind }) => kind);
  expect(await kinds(zoe)).toContain("INVITE");
  expect(await kinds(yan)).not.toContain("INVITE");
});

test("five hundred people cost as many statements as three", async () => {
  const counts: number[] = [];
  for (const people of [0, 500]) {
    const crowd = await api.group([ana, ben], { name: "Crowd" });
    await api.doJobs();
    await api.dataSource.query(CROWD, [crowd.id, people]);
    await ana.mutate("groupUpdate", { id: crowd.id, version: 1, name: "Crowded" });
    const query = jest.spyOn(api.surroundings.Client.prototype, "query");
    const follower = api.services.followers.find(({ name }) => name === "notify")!;
    const { catchUp } = await tested("platform/events/follow.job.js");
    await catchUp(api.services, new AbortController().signal, follower, crowd.id);
    counts.push(query.mock.calls.length);
    query.mockRestore();
    const told = await api.dataSource.query(
      "select from notifications where group_id = $1 and kind = 'MEMBER' and seq = (select max(seq) from group_events where group_id = $1)",
      [crowd.id],
    );
    expect(told).toHaveLength(people + 1);
  }
  expect(counts[1]).toBe(counts[0]);
});

/** So many more accounts in a group. */
const CROWD = `
  with people as (
    insert into users (id, email, password_hash, name, preferred_currency, locale, time_zone, shows_presence)
    select 'usr_' || $1 || n, $1 || n || '@example.com', '', 'Somebody', 'EUR', 'en', 'UTC', true
    from generate_series(1, $2::int) n returning id),
  placed as (select id, row_number() over (order by id) + 10 as position from people),
  seated as (
    insert into members (id, group_id, position, user_id, name, role)
    select 'mem_' || id, $1, position, id, 'Somebody', 'MEMBER' from placed)
  insert into stays (group_id, user_id, from_seq) select $1, id, 1 from people`;

test("nothing is in the tables that must never be there", async () => {
  for (const check of api.services.checks) expect(await check(reader(), null)).toEqual([]);
  await api.dataSource.query(
    "update notifications set number = number + 1000000 where id = (select max(id) from notifications where group_id is not null)",
  );
  const found = await Promise.all(api.services.checks.map((check) => check(reader(), null)));
  expect(found.flat()).toEqual([expect.objectContaining({ rule: "NOTIFICATION_NUMBER" })]);
});

const reader = () => poolReader(poolOf(api.dataSource));
