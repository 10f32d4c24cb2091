import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import pg from "pg";
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  runningPostgres,
  startEmbeddedPostgres,
} from "./embedded-postgres.js";
import { packagedPrograms, runnablePrograms } from "./postgres-programs.js";
import { processesIn } from "./process-table.js";

let dataDir: string;
let servers: EmbeddedPostgres[];
const path = process.env.PATH;

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), "expense-tracker-embedded-")), "data");
  servers = [];
});

afterEach(async () => {
  process.env.PATH = path;
  for (const server of servers) await server.stop();
  expect(processesIn(join(dataDir, "postgres"))).toEqual([]);
  rmSync(join(dataDir, ".."), { recursive: true, force: true });
});

async function start(options?: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(dataDir, options);
  servers.push(server);
  return server;
}

async function ask<Row extends object>(url: string, statement: string): Promise<Row | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows[0];
  } finally {
    await client.end();
  }
}

test("keeps what was acknowledged, checks its pages, and answers this machine alone", async () => {
  const { url } = await start();
  const settings = await ask(
    url,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
            current_setting('full_page_writes') as pages, current_setting('data_checksums') as checksums,
            current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
            pg_encoding_to_char(encoding) as encoding, current_setting('timezone') as zone
     from pg_database where datname = current_database()`,
  );
  expect(settings).toEqual({
    fsync: "on",
    commit: "on",
    pages: "on",
    checksums: "on",
    addresses: "127.0.0.1",
    sockets: "",
    encoding: "UTF8",
    zone: "UTC",
  });
  expect(statSync(dataDir).mode & 0o077).toBe(0);
  expect(statSync(join(dataDir, "postgres/superuser-password")).mode & 0o777).toBe(0o600);
  const guess = new URL(url);
  guess.password = "";
  await expect(ask(guess.href, "select 1")).rejects.toThrow(/password/);
});

test("has its rows again after the next start, at another port", async () => {
  const first = await start();
  await ask(first.url, "create table things as select 42 as answer");
  await first.stop();
  expect(await runningPostgres(dataDir)).toBeUndefined();
  const second = await start();
  expect(await ask(second.url, "select answer from things")).toEqual({ answer: 42 });
  expect(await runningPostgres(dataDir)).toBe(second.url);
});

test("lets one process at a time on its folder", async () => {
  await start();
  await expect(startEmbeddedPostgres(dataDir)).rejects.toThrow(/already running on the data folder/);
});

test("starts where its own number of an earlier run belongs to a stranger now", async () => {
  const first = await start();
  await first.stop();
  const folder = join(dataDir, "postgres");
  writeFileSync(
    join(folder, "postmaster.pid"),
    `${process.ppid}\n${folder}\n1790000000\n25000\n\n127.0.0.1\n\nready\n`,
  );
  const second = await start();
  expect(await ask(second.url, "select 1 as one")).toEqual({ one: 1 });
});

test("begins again where a first start was cut off", async () => {
  const first = await start();
  await first.stop();
  rmSync(join(dataDir, "postgres"), { recursive: true });
  const half = mkdtempSync(join(dataDir, "postgres-new-"));
  writeFileSync(join(half, "password"), "never used");
  const second = await start();
  expect(await ask(second.url, "select 1 as one")).toEqual({ one: 1 });
  expect(existsSync(half)).toBe(false);
});

test("serves a temporary server's data to nobody afterwards", async () => {
  const server = await start({ temporary: true, durable: false });
  expect(await ask(server.url, "select current_setting('fsync') as fsync")).toEqual({ fsync: "off" });
  await server.stop();
  expect(existsSync(dataDir)).toBe(false);
});

test("runs as another user where root has no user namespaces, and says what to set where that fails too", async () => {
  const first = await start();
  await ask(first.url, "create table things as select 42 as answer");
  await first.stop();

  // A machine without user namespaces, as far as we can tell: there is no program to make one.
  process.env.PATH = "/nowhere";
  const isRoot = process.getuid?.() === 0;
  const closed = startEmbeddedPostgres(dataDir).then((server) => server.stop());
  if (isRoot) await expect(closed).rejects.toThrow(/PostgreSQL does not run as root, .*DATA_DIR .*DATABASE_URL/);
  else await closed;

  chmodSync(join(dataDir, ".."), 0o755);
  const second = await start();
  expect(await ask(second.url, "select answer from things")).toEqual({ answer: 42 });
  expect(statSync(join(dataDir, "postgres")).uid === 0).toBe(false);
  await second.stop();

  process.env.PATH = path;
  const third = await start();
  expect(await ask(third.url, "select answer from things")).toEqual({ answer: 42 });
});

test("finds the programs of this machine, with all their links", () => {
  const folder = packagedPrograms();
  const links = JSON.parse(readFileSync(join(folder, "../pg-symlinks.json"), "utf8")) as { target: string }[];
  for (const { target } of links) expect(existsSync(join(folder, "../..", target))).toBe(true);
  expect(runnablePrograms(folder, tmpdir()).folder).toBe(folder);
});
