import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { RetentionRule } from "../platform/retention.js";
import { type Person, TestApi, type TestGroup } from "../test/api.js";
import { expenseInput } from "../test/seed.js";
import { tested } from "../test/tested.js";
import { tablesOf } from "./declarations.js";
import { modules } from "./modules.js";

const { retentionJob } = await tested("platform/retention.js");

let api: TestApi;
let ana: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
  group = await api.group([ana]);
});
afterAll(() => api.close());

const ofModules = modules.flatMap((module) => module.retention ?? []);
const run = (rules: readonly RetentionRule[] = ofModules) =>
  retentionJob(rules).run(api.services, new AbortController().signal, undefined);
const count = async (sql: string) => Number((await api.dataSource.query(`select count(*) from ${sql}`))[0].count);

test("requests go after a week, in any number; ids that clients made stay", async () => {
  const { expense } = await ana.mutate("expenseCreate", expenseInput(group, { id: undefined }), "expense { id }");
  await ana.mutate("expenseDelete", { id: expense.id, version: 1, requestId: "kept" }, "__typename");
  await api.dataSource.query(
    `insert into writes (key, user_id, input_hash, subject_id, at)
     select 'request:old ' || n, $1, '', '', now() - interval '8 days' from generate_series(1, 2500) n
     union all select 'id:old ' || n, $1, '', '', now() - interval '8 days' from generate_series(1, 3) n`,
    [ana.id],
  );
  await run();
  expect(await count("writes where key like 'request:old %'")).toBe(0);
  expect(await count("writes where key like 'id:old %'")).toBe(3);
  expect(await count("writes where key like 'request:%'")).toBe(1);
});

test("sessions go with their tokens once they can come to nothing; a used token of a living one stays", async () => {
  const [living, ended, expired] = [await api.person("Living"), await api.person("Ended"), await api.person("Expired")];
  await api.nobody.mutate("sessionRefresh", { refreshToken: living.refreshToken }, "__typename");
  await api.dataSource.query(
    "update refresh_tokens set expires_at = now() - interval '1 hour' where used_at is not null",
  );
  await api.dataSource.query("update sessions set revoked_at = now() - interval '2 days' where user_id = $1", [
    ended.id,
  ]);
  await api.dataSource.query("update sessions set created_at = now() - interval '8 days' where user_id = $1", [
    expired.id,
  ]);
  await api.dataSource.query(
    "update refresh_tokens set expires_at = now() - interval '1 hour' where session_id in (select id from sessions where user_id = $1)",
    [expired.id],
  );
  await run();
  const tokens = (person: Person) =>
    count(`refresh_tokens t join sessions s on s.id = t.session_id where s.user_id = '${person.id}'`);
  expect([await tokens(living), await tokens(ended), await tokens(expired)]).toEqual([2, 0, 0]);
  expect(await count(`sessions where user_id = any(array['${ended.id}', '${expired.id}'])`)).toBe(0);
  expect((await living.send("{ viewer { id } }")).errors).toBeUndefined();
});

test("letters that are files go after a month; what was sent and never used after a day, whole or not", async () => {
  const old = new Date(Date.now() - 31 * 86_400_000);
  const files = [
    "mail/old.eml",
    "mail/new.eml",
    "files/imports/upl_x.1.part",
    "files/imports/upl_y.2.part",
    "files/imports/upl_z",
    "files/imports/upl_w",
    "files/settled/imports/upl_v/old",
  ];
  for (const file of files) {
    await mkdir(join(api.dataDir, file, ".."), { recursive: true });
    await writeFile(join(api.dataDir, file), "");
    if (/old|_x|_z/.test(file)) await utimes(join(api.dataDir, file), old, old);
  }
  await run();
  expect(await readdir(join(api.dataDir, "mail"))).toEqual(["new.eml"]);
  expect((await readdir(join(api.dataDir, "files/imports"))).sort()).toEqual(["upl_w", "upl_y.2.part"]);
  // What was made use of stays as long as that does.
  expect(await readdir(join(api.dataDir, "files/settled/imports/upl_v"))).toEqual(["old"]);
});

test("a rule that fails holds up no other", async () => {
  const done: string[] = [];
  const rule = (name: string, fails: boolean) => ({
    name,
    forget: async () => {
      if (fails) throw new Error("no");
      done.push(name);
      return 0;
    },
  });
  await run([rule("first", true), rule("second", false)]);
  expect(done).toEqual(["second"]);
});

test("every table is one module's, but for those of the product itself", async () => {
  const all = await api.dataSource.query(
    "select tablename from pg_tables where schemaname = 'public' order by tablename",
  );
  const owned = new Set(modules.flatMap(tablesOf));
  const others = all
    .map(({ tablename }: { tablename: string }) => tablename)
    .filter((name: string) => !owned.has(name));
  expect(others).toEqual([
    "event_changes",
    "follower_cursors",
    "followers",
    "job_workers",
    "migrations",
    "secrets",
    "writes",
  ]);
});
