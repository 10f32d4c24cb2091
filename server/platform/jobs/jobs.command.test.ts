import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Pool } from "pg";
import { TestApi } from "../../test/api.js";
import { poolOf } from "../database.js";
import type { AnyJob } from "./job.js";
import { jobsCommand } from "./jobs.command.js";
import { followerFacts, kindFacts } from "./queue-facts.js";

const JOBS: readonly AnyJob[] = [
  { name: "events.follow", kind: "events", attempts: 20, run: async () => undefined },
  { name: "test.mail", kind: "mail", attempts: 3, run: async () => undefined },
];

let api: TestApi;
let pool: Pool;

beforeAll(async () => {
  api = await TestApi.start();
  pool = poolOf(api.dataSource);
});
afterAll(() => api.close());
beforeEach(async () => {
  await pool.query("delete from graphile_worker._private_jobs");
});

async function command(...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  await jobsCommand(pool, JOBS, args, (line) => void lines.push(line));
  return lines;
}

/** Jobs of this name; with `change` set as their row is. */
async function add(name: string, change = "priority = 0"): Promise<string> {
  const { rows } = await pool.query("select id from graphile_worker.add_job($1, max_attempts => 3)", [name]);
  await pool.query(`update graphile_worker._private_jobs set ${change} where id = $1`, [rows[0].id]);
  return String(rows[0].id);
}

const GIVEN_UP = "attempts = 3, last_error = 'The server sleeps.'";

test("counts what waits, runs and was given up of each kind, and how long it has been due", async () => {
  await add("test.mail", "run_at = now() - interval '90 seconds'");
  await add("test.mail", "run_at = now() + interval '1 hour'");
  await add("test.mail", "locked_at = now(), locked_by = 'somebody'");
  await add("test.mail", GIVEN_UP);
  await add("test.of-an-earlier-release");
  const [events, mail, , upkeep] = await kindFacts(pool, JOBS);
  expect(events).toEqual({ kind: "events", waiting: 0, running: 0, dead: 0, oldestSeconds: 0 });
  expect(mail).toMatchObject({ kind: "mail", waiting: 2, running: 1, dead: 1 });
  expect(mail!.oldestSeconds).toBeGreaterThanOrEqual(90);
  expect(upkeep).toMatchObject({ kind: "upkeep", waiting: 1 });
});

test("says how many events a follower was not told of, and none of what it knows", async () => {
  const ana = await api.person("Ana");
  await api.group([ana]);
  await api.doJobs();
  const behind = async () => (await followerFacts(pool)).map(({ events }) => events);
  expect((await behind()).every((events) => events === 0)).toBe(true);
  const { id } = await api.group([ana]);
  await ana.mutate("memberAdd", { groupId: id, name: "Ben" });
  expect((await behind()).every((events) => events === 2)).toBe(true);
  expect(await command()).toContainEqual(expect.stringMatching(/ is 2 events behind, the oldest \d+ s old$/));
});

test("shows, retries and drops, and says so where nothing was asked for", async () => {
  const [first, second, running] = [
    await add("test.mail", GIVEN_UP),
    await add("test.mail", GIVEN_UP),
    await add("test.mail", "locked_at = now(), locked_by = 'somebody'"),
  ];
  const lines = await command();
  expect(lines).toContain("mail: 0 waiting, 1 running, 2 given up");
  expect(lines).toContainEqual(expect.stringMatching(`^${first} test.mail, tried 3 times, .*: The server sleeps\\.$`));
  expect(await command("retry", first)).toEqual(["1 job will be tried anew."]);
  expect(await command("retry", "--all")).toEqual(["1 job will be tried anew."]);
  expect(await command("drop", second, running)).toEqual(["1 job dropped."]);
  expect(await command()).toContain("mail: 1 waiting, the oldest due for 0 s, 1 running, 0 given up");
  await expect(command("retry")).rejects.toThrow("jobs retry ID");
  await expect(command("forget", first)).rejects.toThrow("jobs drop ID");
});
