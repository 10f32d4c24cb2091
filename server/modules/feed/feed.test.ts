import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { poolOf } from "../../platform/database.js";
import { catchUp } from "../../platform/events/follow.job.js";
import { poolReader } from "../../platform/reader.js";
import { type Person, TestApi, type TestGroup } from "../../test/api.js";
import { expenseInput } from "../../test/seed.js";
import { feedFollower } from "./feed.follower.js";
import { feedPage } from "./feed.loader.js";

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

const reader = () => poolReader(poolOf(api.dataSource));

/** Somebody's whole feed, page by page; its numbers must be 1, 2, 3 and so on. */
async function feedOf(person: Person): Promise<{ groupId: string; seq: number; type: string }[]> {
  const entries = [];
  for (let after = 0n; ; after += 3n) {
    const page = await feedPage(reader(), person.id, after, 3);
    entries.push(...page);
    if (page.length < 3) break;
  }
  expect(entries.map(({ number }) => Number(number))).toEqual(entries.map((_, index) => index + 1));
  const rows = await reader().rows<{ groupId: string; seq: number; type: string }>(
    `select e.group_id, e.seq, e.type from unnest($1::text[], $2::int[]) with ordinality n (group_id, seq, place)
     join group_events e using (group_id, seq) order by n.place`,
    [entries.map(({ groupId }) => groupId), entries.map(({ seq }) => seq)],
  );
  expect(rows).toHaveLength(entries.length);
  return rows;
}

const of = (entries: readonly { groupId: string; type: string; seq: number }[], { id }: Pick<TestGroup, "id">) =>
  entries.filter(({ groupId }) => groupId === id).map(({ seq, type }) => `${seq} ${type}`);

test("each has what happened from their joining to their leaving, both included, and nothing else", async () => {
  const [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
  const group = await api.group([ana]);
  await ana.mutate("expenseCreate", expenseInput(group));
  const memberId = await api.join(group.id, ana, ben);
  await ana.mutate("expenseCreate", expenseInput(group));
  await ben.mutate("groupLeave", { id: group.id });
  await ana.mutate("expenseCreate", expenseInput(group));
  await api.join(group.id, ana, ben);
  await ana.mutate("memberRemove", { id: memberId });
  await ana.mutate("expenseCreate", expenseInput(group));
  await api.doJobs();
  expect(of(await feedOf(ben), group)).toEqual([
    "4 member.joined",
    "5 expense.created",
    "6 member.left",
    "9 member.joined",
    "10 member.removed",
  ]);
  expect(of(await feedOf(ana), group).map((line) => line.split(" ")[0])).toEqual(
    Array.from({ length: 11 }, (_, index) => String(index + 1)),
  );
});

test("an account that claims a place begins with that, and one with two places ends with the last", async () => {
  const [ana, ben] = [await api.person("Ana"), await api.person("Ben")];
  const group = await api.group([ana]);
  const { member } = await ana.mutate("memberAdd", { groupId: group.id, name: "Benny" });
  await ana.mutate("expenseCreate", expenseInput(group));
  await api.join(group.id, ana, ben, "MEMBER", member.id);
  await api.doJobs();
  expect(of(await feedOf(ben), group)).toEqual(["5 member.joined"]);
  const { group: pair } = await ana.mutate("friendAdd", { userId: ben.id, currency: "EUR" });
  await api.doJobs();
  expect(of(await feedOf(ben), pair)).toEqual(["1 group.created"]);
  expect(of(await feedOf(ana), pair)).toEqual(["1 group.created"]);
});

test("a write writes into nobody's feed, and what is only tried out into none at all", async () => {
  const ana = await api.person("Ana");
  const group = await api.group([ana]);
  await ana.mutate("expenseCreate", { ...expenseInput(group), dryRun: true });
  await ana.try("memberRemove", { id: group.memberIds[0]! });
  expect(await feedOf(ana)).toEqual([]);
  await api.doJobs();
  expect(of(await feedOf(ana), group)).toEqual(["1 group.created"]);
});

test("groups that share people are followed beside each other, and everybody's numbers have no gap", async () => {
  const people = [await api.person("Ana"), await api.person("Ben"), await api.person("Eve")];
  const [ana] = people;
  const groups = [
    await api.group(people),
    await api.group([people[1]!, people[2]!, ana!]),
    await api.group([people[2]!, ana!]),
  ];
  for (const {
    id,
    people: [admin],
  } of groups) {
    for (let index = 0; index < 5; index++) await admin!.mutate("memberAdd", { groupId: id, name: `Guest ${index}` });
  }
  const never = new AbortController().signal;
  await Promise.all([...groups, ...groups].map(({ id }) => catchUp(api.services, never, feedFollower, id)));
  await api.doJobs();
  for (const person of people) {
    const feed = await feedOf(person);
    for (const group of groups) {
      const seqs = feed.filter(({ groupId }) => groupId === group.id).map(({ seq }) => seq);
      expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
      expect(new Set(seqs).size).toBe(seqs.length);
    }
  }
  const last = await ana!.ask("query ($id: ID!) { group(id: $id) { lastEventSeq } }", { id: groups[0]!.id });
  expect(of(await feedOf(ana!), groups[0]!)).toHaveLength(last.group.lastEventSeq);
});

test("a group of five hundred accounts costs a write what a group of two costs it", async () => {
  const ana = await api.person("Ana");
  const [small, large] = [await api.group([ana]), await api.group([ana])];
  await api.dataSource.query(
    `with people as (
       insert into users (id, email, password_hash, name, preferred_currency, locale, time_zone)
       select 'usr_crowd' || n, 'crowd' || n || '@example.com', '', 'C', 'EUR', 'en', 'UTC' from generate_series(1, 480) n
       returning id),
     stays as (insert into stays (group_id, user_id, from_seq) select $1, id, 2 from people)
     insert into members (id, group_id, position, user_id, name, role)
     select 'mem_crowd' || row_number() over (), $1, row_number() over (), id, 'C', 'MEMBER' from people`,
    [large.id],
  );
  const statements = async (group: TestGroup) => {
    const { Client } = api.surroundings;
    // oxlint-disable-next-line typescript/unbound-method
    const query = Client.prototype.query;
    let count = 0;
    Client.prototype.query = function (this: unknown, ...args: never[]) {
      count += 1;
      return (query as (...args: never[]) => never).apply(this, args);
    } as typeof query;
    try {
      await ana.mutate("memberAdd", { groupId: group.id, name: "Tom" });
    } finally {
      Client.prototype.query = query;
    }
    return count;
  };
  await statements(small);
  expect(await statements(large)).toBe(await statements(small));
  await api.doJobs();
  const entries = await api.dataSource.query(
    "select count(*)::int as count, count(distinct user_id)::int as people from feed_entries where group_id = $1",
    [large.id],
  );
  expect(entries).toEqual([{ count: 482, people: 481 }]);
});
