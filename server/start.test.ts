import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import pg from "pg";
import { freePort, runningPostgres } from "./platform/embedded-postgres.js";
import { processesIn, processMark, waitUntil } from "./platform/process-table.js";
import { testDatabase } from "./test/database.js";
import { type Product, runToEnd, spawnProduct, startProduct } from "./test/product.js";

const CEILING = 60_000;
const main = join(process.cwd(), "dist/server/main.js");

/** The data of a product that has been started and stopped once: to make it takes as long as most of these tests. */
let made: string;
let dataDir: string;
let products: Product[];

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), "expense-tracker-made-"));
  const first = await startProduct({ dataDir: made });
  expect(await first.stop()).toBe(0);
});

afterAll(() => rmSync(made, { recursive: true, force: true, maxRetries: 5 }));

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "expense-tracker-start-"));
  products = [];
});

afterEach(async () => {
  for (const product of products) await product.kill9();
  await waitUntil(() => processesIn(join(dataDir, "postgres")).length === 0, CEILING);
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

/** Starts the product on this test's own folder, which has been started on before. */
async function startAgain(): Promise<Product> {
  cpSync(made, dataDir, { recursive: true });
  return start();
}

/** Starts the product on this test's own folder. */
async function start(env: Record<string, string> = {}): Promise<Product> {
  const product = await startProduct({ dataDir, env });
  products.push(product);
  return product;
}

/** Starts the product where it must refuse, and answers the one sentence that it says. */
async function refusal(env: Record<string, string>): Promise<string> {
  const { code, standard, error } = await runToEnd([main], {
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    ...env,
  });
  const progress = /^(Starting|Opening) the database…$/;
  const lines = error.split("\n").filter((line) => line !== "" && !progress.test(line));
  expect({ code, standard, lines: lines.length }).toEqual({ code: 1, standard: "", lines: 1 });
  return lines[0]!;
}

const REGISTER = `mutation ($email: String!) {
  userRegister(input: { email: $email, password: "a long enough password", name: "Ana" }) { __typename }
}`;

/** Signs somebody up, and answers what kind of result came back. */
async function register({ url }: Product, email: string): Promise<string | undefined> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: REGISTER, variables: { email } }),
  });
  const { data } = (await response.json()) as { data: { userRegister: { __typename: string } } | null };
  return data?.userRegister.__typename;
}

/** Nothing of the product's database runs any more, and nothing else that it started. */
function expectNoOrphan(): void {
  expect(processesIn(join(dataDir, "postgres"))).toEqual([]);
}

/** The other processes that a process started, besides the database: the one that watches over it. */
function watchdogsOf(product: Product): number[] {
  const database = new Set(product.databaseProcesses());
  return childrenOf(product.process.pid!).filter((pid) => !database.has(pid));
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent;
      } catch {
        return false;
      }
    });
}

test("says one line with the address when it is ready, and has all data after the next start", async () => {
  const first = await start();
  expect(first.output().standard).toBe(`Expense Tracker is ready at http://localhost:${first.port}\n`);
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  expect(await register(first, "ana@example.com")).toBe("UserRegisterPayload");
  expect(await first.stop()).toBe(0);
  expectNoOrphan();

  const second = await start();
  expect(await register(second, "ana@example.com")).not.toBe("UserRegisterPayload");
  expect(await second.stop()).toBe(0);
  expectNoOrphan();
});

test("refuses a second start on the same data folder, and goes on", async () => {
  const first = await startAgain();
  expect(await refusal({})).toBe(
    `Expense Tracker is already running on the data folder ${dataDir} (process ${first.process.pid}): stop it first, or set DATA_DIR to another folder.`,
  );
  expect(await register(first, "ana@example.com")).toBe("UserRegisterPayload");
});

test("refuses a taken port", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  expect(await refusal({ PORT: String(port) })).toBe(
    `Port ${port} on 127.0.0.1 is taken: stop what uses it, or set PORT to another one.`,
  );
  other.close();
});

test("refuses a data folder that cannot be written", async () => {
  const file = join(dataDir, "file");
  writeFileSync(file, "");
  expect(await refusal({ DATA_DIR: join(file, "data") })).toBe(
    `The data folder ${join(file, "data")} cannot be written (ENOTDIR): set DATA_DIR to a folder of your own.`,
  );
});

test("refuses a setting that makes no sense, and an argument that it does not know", async () => {
  expect(await refusal({ PORT: "many" })).toBe("PORT must be a port from 1 to 65535.");
  const { code, error } = await runToEnd([main, "--dmeo"], { DATA_DIR: dataDir });
  expect({ code, error }).toEqual({ code: 1, error: "npm start knows --demo, and not --dmeo.\n" });
});

test("refuses a DATABASE_URL under which no server answers", async () => {
  const port = await freePort();
  expect(await refusal({ DATABASE_URL: `postgres://me:secret@127.0.0.1:${port}/expenses` })).toBe(
    `No PostgreSQL server answers at 127.0.0.1:${port} (ECONNREFUSED): check DATABASE_URL.`,
  );
});

test("refuses a DATABASE_URL with a wrong password or of no database, and never tells the password", async () => {
  const running = await startAgain();
  const right = new URL((await runningPostgres(dataDir))!);
  const elsewhere = mkdtempSync(join(dataDir, "elsewhere-"));

  const wrong = new URL(right);
  wrong.password = "guessed";
  expect(await refusal({ DATA_DIR: elsewhere, DATABASE_URL: wrong.href })).toBe(
    `PostgreSQL at ${right.host} refuses the user postgres: check the name and password in DATABASE_URL.`,
  );

  const missing = new URL(right);
  missing.pathname = "/nowhere";
  expect(await refusal({ DATA_DIR: elsewhere, DATABASE_URL: missing.href })).toBe(
    `PostgreSQL at ${right.host} has no database nowhere: create it, or check DATABASE_URL.`,
  );
  await running.stop();
});

test("refuses a database from which a later release took something away", async () => {
  const database = await testDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("insert into migrations (timestamp, name) values (9999999999999, 'ContractFuture9999999999999')");
  await client.end();
  expect(await refusal({ DATABASE_URL: database.url })).toMatch(
    /^The database was made by a later release of Expense Tracker: .*ContractFuture9999999999999/,
  );
  await database.drop();
});

test("runs on the server that DATABASE_URL names", async () => {
  const database = await testDatabase();
  const product = await start({ DATABASE_URL: database.url });
  expect(await register(product, "ana@example.com")).toBe("UserRegisterPayload");
  expect(existsSync(join(dataDir, "postgres"))).toBe(false);
  expect(await product.stop()).toBe(0);
  await database.drop();
});

test.each(["SIGINT", "SIGTERM"] as const)("ends cleanly when %s goes to the whole process group", async (name) => {
  const product = await startAgain();
  const ended = new Promise((resolve) => product.process.once("close", resolve));
  process.kill(-product.process.pid!, name);
  expect(await ended).toBe(0);
  expectNoOrphan();
});

test("ends cleanly in the middle of its first start", async () => {
  const product = await spawnProduct({ dataDir });
  products.push(product);
  await waitUntil(
    () => existsSync(dataDir) && readdirSync(dataDir).some((name) => name.startsWith("postgres")),
    CEILING,
  );
  expect(await product.stop()).toBe(0);
  expectNoOrphan();
  expect(await (await start()).stop()).toBe(0);
});

test("npm start ends with its database when SIGTERM goes to npm alone", async () => {
  const port = String(await freePort());
  const npm = spawn("npm", ["start"], { env: productEnvironment(port), stdio: ["ignore", "pipe", "pipe"] });
  const said = collected(npm);
  const ended = new Promise((resolve) => npm.once("close", resolve));
  await waitUntil(() => said().includes("ready at") || npm.exitCode !== null, CEILING);
  expect(said()).toContain(`Expense Tracker is ready at http://localhost:${port}\n`);
  const children = childrenOf(npm.pid!);
  expect(children.length).toBeGreaterThan(0);
  npm.kill("SIGTERM");
  await ended;
  expect(await waitUntil(() => children.every((pid) => processMark(pid) === undefined), CEILING)).toBe(true);
  expectNoOrphan();
});

function productEnvironment(port: string): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _ofTheTests, NODE_ENV: _ofJest, DATABASE_URL: _ofTheServer, ...inherited } = process.env;
  return { ...inherited, PORT: port, DATA_DIR: dataDir, LOG_LEVEL: "warn" };
}

function collected(child: ChildProcess): () => string {
  let text = "";
  child.stdout!.on("data", (chunk) => (text += chunk));
  child.stderr!.resume();
  return () => text;
}

test("finishes a request that is running before it ends", async () => {
  const product = await startAgain();
  const client = new pg.Client({ connectionString: (await runningPostgres(dataDir))! });
  client.on("error", () => undefined);
  await client.connect();
  await client.query("begin");
  await client.query("lock table users in access exclusive mode");
  const answer = register(product, "ana@example.com");
  await untilSomebodyWaits(client);
  const ended = product.stop();
  await waitUntil(() => false, 500);
  await client.query("commit");
  await client.end();
  expect(await answer).toBe("UserRegisterPayload");
  expect(await ended).toBe(0);
  expectNoOrphan();
});

async function untilSomebodyWaits(client: pg.Client): Promise<void> {
  const waits = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  for (;;) {
    const { rowCount } = await client.query(waits);
    if (rowCount !== null && rowCount > 0) return;
    await waitUntil(() => false, 50);
  }
}

test("recovers after kill -9 of the server, whose database ends by itself", async () => {
  const first = await startAgain();
  expect(await register(first, "ana@example.com")).toBe("UserRegisterPayload");
  await first.kill9();
  expect(await waitUntil(() => first.databaseProcesses().length === 0, CEILING)).toBe(true);

  const second = await start();
  expect(await register(second, "ana@example.com")).not.toBe("UserRegisterPayload");
  await second.stop();
  expectNoOrphan();
});

test("ends the database that kill -9 of everything else left behind, and starts its own", async () => {
  const first = await startAgain();
  expect(await register(first, "ana@example.com")).toBe("UserRegisterPayload");
  for (const watchdog of watchdogsOf(first)) process.kill(watchdog, "SIGKILL");
  await first.kill9();
  const orphan = first.postmasterPid()!;
  expect(processMark(orphan)).toBeDefined();

  const second = await start();
  expect(processMark(orphan)).toBeUndefined();
  expect(await register(second, "ana@example.com")).not.toBe("UserRegisterPayload");
  await second.stop();
  expectNoOrphan();
});

test("starts PostgreSQL again when it is killed, without being started again itself", async () => {
  const product = await startAgain();
  expect(await register(product, "ana@example.com")).toBe("UserRegisterPayload");
  const killed = product.postmasterPid()!;
  process.kill(killed, "SIGKILL");
  expect(await waitUntil(() => ![null, killed].includes(product.postmasterPid()), CEILING)).toBe(true);
  const deadline = Date.now() + CEILING;
  while ((await fetch(`${product.url}/readyz`)).status !== 200) expect(Date.now()).toBeLessThan(deadline);
  expect(await register(product, "ana@example.com")).not.toBe("UserRegisterPayload");
  expect(await register(product, "ben@example.com")).toBe("UserRegisterPayload");
  expect(await product.stop()).toBe(0);
  expectNoOrphan();
});

test("starts after kill -9 in the middle of making its database", async () => {
  const first = await spawnProduct({ dataDir });
  products.push(first);
  const isMaking = () => readdirSync(dataDir).some((name) => name.startsWith("postgres-new-"));
  expect(await waitUntil(isMaking, CEILING)).toBe(true);
  await first.kill9();
  expect(existsSync(join(dataDir, "postgres"))).toBe(false);

  const second = await start();
  expect(await register(second, "ana@example.com")).toBe("UserRegisterPayload");
  await second.stop();
  expect(readdirSync(dataDir).filter((name) => name.startsWith("postgres-new-"))).toEqual([]);
});

test("the command line works beside a running server, and alone", async () => {
  const cli = join(process.cwd(), "dist/server/cli.js");
  const product = await startAgain();
  const clean = { code: 0, standard: "Every group's ledger is clean.\n" };
  expect(await runToEnd([cli, "check"], { DATA_DIR: dataDir })).toMatchObject(clean);
  expect((await fetch(`${product.url}/readyz`)).status).toBe(200);
  await product.stop();
  expect(await runToEnd([cli, "check"], { DATA_DIR: dataDir })).toMatchObject(clean);
  expectNoOrphan();
  expect(await runToEnd([cli, "chekc"], { DATA_DIR: dataDir })).toMatchObject({ code: 1, standard: "" });
});

test("adds the demo group on demand, and says how to sign in", async () => {
  const product = await startProduct({ dataDir, args: ["--demo"] });
  products.push(product);
  const said = () => product.output().standard.trim().split("\n");
  await waitUntil(() => said().length === 2, CEILING);
  expect(said()).toEqual([
    `Expense Tracker is ready at http://localhost:${product.port}`,
    expect.stringMatching(/^Sign in .* as \S+@\S+ with the password \S+$/),
  ]);
});
