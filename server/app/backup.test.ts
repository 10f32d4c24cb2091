import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import { LocalStorage } from "../platform/local-storage.js";
import { type Person, TestApi, type TestGroup } from "../test/api.js";
import { emptyDatabase } from "../test/database.js";
import type { TestDatabase } from "../test/databases.js";
import { runToEnd } from "../test/product.js";
import { expenseInput } from "../test/seed.js";
import { tested } from "../test/tested.js";
import { importText, splitwiseText, startImport } from "../test/upload.js";

const folder = mkdtempSync(join(tmpdir(), "expense-tracker-backup-"));
const GIVEN_UP =
  "update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'x' where id = (select min(id) from graphile_worker._private_jobs)";

let api: TestApi;
let ana: Person;
let group: TestGroup;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.person("Ana");
  group = await api.group([ana, await api.person('Ben "the, (long)\\ one"\t\u00e9\u{1f600}')]);
  await ana.mutate("expenseCreate", expenseInput(group, { title: 'Dinner, "late"\\n (really)' }));
  const csv = splitwiseText("Ana,Ben", "2026-01-01,Dinner,General,10.00,EUR,5.00,-5.00");
  await importText(api, ana, csv);
  await startImport(api, ana, csv.replace("Dinner", "Lunch"));
  await api.dataSource.query(GIVEN_UP);
});
afterAll(async () => {
  await api.close();
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true });
});

const address = () => (api.dataSource.options as { url: string }).url;
const ours = () => ({ DATABASE_URL: address(), DATA_DIR: api.dataDir });

async function elsewhere(): Promise<{ DATABASE_URL: string; DATA_DIR: string }> {
  const database = await emptyDatabase();
  databases.push(database);
  return { DATABASE_URL: database.url, DATA_DIR: mkdtempSync(join(folder, "data-")) };
}

async function command(name: "backup" | "restore", environment: Record<string, string>, ...args: string[]) {
  const { readConfig } = await tested("app/config.js");
  const commands = await tested("app/backup.command.js");
  const lines: string[] = [];
  await commands[name](readConfig(environment), args, (line) => void lines.push(line));
  return lines;
}

/** Every row of every table as a text, and every file; nothing of how a backup is made. */
async function everything({ DATABASE_URL, DATA_DIR }: { DATABASE_URL: string; DATA_DIR: string }) {
  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'graphile_worker')
       and tablename <> 'migrations' order by 1`,
  );
  const found: Record<string, unknown> = {};
  for (const { name } of tables) {
    const { rows } = await client.query(`select to_jsonb(t)::text as row from ${name} t order by 1`);
    found[name] = rows.map(({ row }) => row);
  }
  await client.query("set constraints all immediate");
  await client.end();
  const storage = new LocalStorage(join(DATA_DIR, "files"), "http://localhost", Buffer.alloc(32));
  const files: Record<string, string> = {};
  for await (const key of storage.keys()) files[key] = String(await storage.read(key));
  return { tables: found, files };
}

const fileNamed = (name: string) => join(folder, name);

test("what was backed up is back as it was, to the last row and file, and only its owner may read the archive", async () => {
  const file = fileNamed("whole.backup");
  const lines = await command("backup", ours(), file);
  expect(lines.join("\n")).toMatch(/ rows of \d+ tables, and \d+ files\..*hashes of passwords.*the key that signs/s);
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const other = await elsewhere();
  await command("restore", other, file);
  const [before, after] = [await everything(ours()), await everything(other)];
  expect(after).toEqual(before);
  expect(Object.keys(before.files).length).toBeGreaterThan(0);
  expect(JSON.stringify(before.tables["graphile_worker._private_jobs"]).length).toBeGreaterThan(100);
  expect(await runToEnd(["dist/server/cli.js", "check"], other)).toMatchObject({ code: 0 });
});

test("beside writers, it has one state: everything adds up in it", async () => {
  const file = fileNamed("beside.backup");
  let isOver = false;
  const writer = async () => {
    for (let left = 20; left > 0 && !isOver; left--) {
      await ana.mutate("expenseCreate", expenseInput(group), "__typename");
    }
  };
  const writers = Promise.all([writer(), writer()]);
  await command("backup", ours(), file);
  isOver = true;
  await writers;
  const other = await elsewhere();
  await command("restore", other, file);
  const client = new pg.Client({ connectionString: other.DATABASE_URL });
  await client.connect();
  const { rows } = await client.query(
    `select g.last_event_seq = (select count(*) from group_events where group_id = g.id) as whole,
       (select coalesce(sum(amount), 0)::text from postings where group_id = g.id) as sum from groups g`,
  );
  await client.end();
  expect(rows.every(({ whole, sum }) => whole && sum === "0")).toBe(true);
});

test("refuses what is not whole, was changed, or is no backup, and leaves everything as it is", async () => {
  const file = fileNamed("refused.backup");
  await command("backup", ours(), file);
  const other = await elsewhere();
  const bytes = readFileSync(file);
  const restored = () => command("restore", other, file);

  for (const length of [0, 100, Math.floor(bytes.length / 2), bytes.length - 1]) {
    truncateSync(file, length);
    await expect(restored()).rejects.toThrow(/is no backup, or was cut off/);
    writeFileSync(file, bytes);
  }
  const tar = gunzipSync(bytes);
  writeFileSync(file, gzipSync(tar.subarray(0, tar.lastIndexOf("manifest.json"))));
  await expect(restored()).rejects.toThrow(/cut off/);
  const changed = Buffer.from(tar);
  changed.write("X", changed.indexOf("Dinner"));
  writeFileSync(file, gzipSync(changed));
  await expect(restored()).rejects.toThrow(/was changed: tables\//);
  writeFileSync(file, "Dear diary");
  await expect(restored()).rejects.toThrow(/is no backup/);
  await expect(command("restore", other, fileNamed("nowhere"))).rejects.toThrow(/cannot be opened \(ENOENT\)/);
  writeFileSync(file, bytes);
  await expect(command("backup", ours(), file)).rejects.toThrow(/is there already/);
  await expect(command("backup", ours(), fileNamed("no/folder"))).rejects.toThrow(/cannot be opened \(ENOENT\)/);
  expect(readFileSync(file).equals(bytes)).toBe(true);
  expect(await everything(other)).toEqual({ tables: {}, files: {} });
});

test("restores nothing below a running server, nor over people, unless it is asked to", async () => {
  const file = fileNamed("over.backup");
  await command("backup", ours(), file);
  await expect(command("restore", ours(), file, "--replace")).rejects.toThrow(/stop them first/);
  const [other] = databases;
  const there = { DATABASE_URL: other!.url, DATA_DIR: mkdtempSync(join(folder, "data-")) };
  await expect(command("restore", there, file)).rejects.toThrow(/--replace/);
  await command("restore", there, file, "--replace");
  expect(await everything(there)).toEqual(await everything(ours()));
});
