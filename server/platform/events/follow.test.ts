import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { newId } from "../../kernel/ids.js";
import { type Person, TestApi, type TestGroup } from "../../test/api.js";
import type { Services } from "../context.js";
import { catchUp, placeFollowers } from "./follow.job.js";
import type { Follower } from "./follower.js";

let api: TestApi;
let ana: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
});
afterAll(() => api.close());
beforeEach(async () => {
  group = await api.group([ana]);
});

const never = new AbortController().signal;
const rename = async (name: string) => {
  const { version } = (await ana.ask("query ($id: ID!) { group(id: $id) { version } }", { id: group.id })).group;
  await ana.mutate("groupUpdate", { id: group.id, version, name });
};

/** Notes what it is told of, and fails where it is asked to. */
function noting(told: string[], change: Partial<Follower> = {}): Follower {
  return {
    name: `test-${newId("grp")}`,
    begins: "WITH_THE_FIRST_EVENT",
    follows: () => true,
    follow: async (_tx, events) => void told.push(...events.map(({ seq, type }) => `${seq} ${type}`)),
    ...change,
  };
}

const services = (...followers: Follower[]): Services => ({ ...api.services, followers });
const tell = (follower: Follower) => catchUp(services(follower), never, follower, group.id);

test("is told of every event once, in order, and of what it follows alone", async () => {
  const [all, names]: [string[], string[]] = [[], []];
  const everything = noting(all);
  const renamed = noting(names, { follows: (type) => type === "group.updated" });
  await rename("First");
  await tell(everything);
  await ana.mutate("memberAdd", { groupId: group.id, name: "Ben" });
  await rename("Second");
  for (const follower of [everything, renamed, renamed, everything]) await tell(follower);
  expect(all).toEqual(["1 group.created", "2 group.updated", "3 member.added", "4 group.updated"]);
  expect(names).toEqual(["2 group.updated", "4 group.updated"]);
});

test("what it wrote is taken back with its cursor where it fails, and told anew", async () => {
  const told: string[] = [];
  let fails = true;
  const follower = noting(told, {
    async follow(tx, events) {
      for (const { seq } of events) {
        await tx.run("insert into secrets (name, value) values ($1, '')", [`${group.id} ${seq}`]);
      }
      if (fails) throw new TypeError("Somebody forgot something.");
      told.push(...events.map(({ seq }) => String(seq)));
    },
  });
  const written = () =>
    api.dataSource.query("select name from secrets where name like $1 order by name", [`${group.id} %`]);
  await expect(tell(follower)).rejects.toThrow("Somebody forgot");
  expect(await written()).toEqual([]);
  fails = false;
  await tell(follower);
  await tell(follower);
  expect(told).toEqual(["1"]);
  expect(await written()).toEqual([{ name: `${group.id} 1` }]);
});

test("two jobs of one group follow one another, and tell nothing twice", async () => {
  const told: string[] = [];
  const follower = noting(told);
  for (const name of ["a", "b", "c"]) await rename(name);
  await Promise.all([tell(follower), tell(follower), tell(follower)]);
  expect(told.map((line) => line.split(" ")[0])).toEqual(["1", "2", "3", "4"]);
});

test("a new one begins where it says: with the first event, or behind the last", async () => {
  const [first, next]: [string[], string[]] = [[], []];
  const early = noting(first, { begins: "WITH_THE_FIRST_EVENT" });
  const late = noting(next, { begins: "WITH_THE_NEXT_EVENT" });
  await rename("Before");
  const own = services(early, late);
  await placeFollowers(own);
  await placeFollowers(own);
  const waiting = "select count(*)::int as count from graphile_worker.jobs where key = $1";
  expect(await api.dataSource.query(waiting, [`events.follow:${group.id}`])).toEqual([{ count: 1 }]);
  await rename("After");
  for (const follower of [early, late]) await catchUp(own, never, follower, group.id);
  expect(first).toEqual(["1 group.created", "2 group.updated", "3 group.updated"]);
  expect(next).toEqual(["3 group.updated"]);
  const fresh = await api.group([ana]);
  await catchUp(own, never, late, fresh.id);
  expect(next).toEqual(["3 group.updated", "1 group.created"]);
});

test("what is recorded wakes the job in its own transaction, once for a burst", async () => {
  await api.doJobs();
  for (const name of ["a", "b", "c"]) await rename(name);
  await ana.try("groupUpdate", { id: group.id, version: 99, name: "d" });
  const rows = await api.dataSource.query("select task_identifier as name, key from graphile_worker.jobs");
  expect(rows).toEqual([{ name: "events.follow", key: `events.follow:${group.id}` }]);
});
