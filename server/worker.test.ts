import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import pg from "pg";
import { waitUntil } from "./platform/process-table.js";
import { testDatabase } from "./test/database.js";
import type { TestDatabase } from "./test/databases.js";
import { type Product, runToEnd, startProduct } from "./test/product.js";

const CEILING = 60_000;
const worker = join(process.cwd(), "dist/server/worker.js");
const CSV = "Date,USD,\n2026-04-14,1.1777,\n1999-01-04,1.1789,\n";

let provider: Server | undefined;
let product: Product | undefined;
let child: ChildProcess | undefined;
let database: TestDatabase | undefined;

afterEach(async () => {
  child?.kill("SIGKILL");
  await product?.kill9();
  provider?.closeAllConnections();
  provider?.close();
  await database?.drop();
  [provider, product, child, database] = [undefined, undefined, undefined, undefined];
});

/** Somebody who is asked for rates; answers where, and counts how often. */
async function provide(answer: RequestListener) {
  const asked = { times: 0 };
  provider = createServer((request, response) => {
    asked.times += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => provider!.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(provider.address() as AddressInfo).port}/rates.csv`, asked };
}

/** Waits for the rate that only the provider knows. */
async function untilKnown(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const deadline = Date.now() + CEILING;
  for (let known = 0; known === 0; ) {
    if (Date.now() > deadline) throw new Error("The rates never came.");
    ({ rowCount: known } = (await client.query(
      "select from exchange_rates where on_day = '2026-04-14' and rate = 1.1777",
    )) as { rowCount: number });
  }
  await client.end();
}

test("the server fetches rates by itself, and says nothing about it", async () => {
  database = await testDatabase();
  const { url } = await provide((_, response) => void response.end(CSV));
  product = await startProduct({ env: { DATABASE_URL: database.url, RATES_URL: url } });
  await untilKnown(database.url);
  expect(await product.stop()).toBe(0);
  expect(product.output().error).not.toContain("rates");
});

test("a provider that hangs keeps the server neither from its work nor from its end", async () => {
  database = await testDatabase();
  const { url, asked } = await provide(() => undefined);
  product = await startProduct({ env: { DATABASE_URL: database.url, RATES_URL: url } });
  await waitUntil(() => asked.times === 1, CEILING);
  expect((await fetch(`${product.url}/readyz`)).status).toBe(200);
  expect(await product.stop()).toBe(0);
});

test("a worker does the jobs of a server that was told not to, and ends when it is asked", async () => {
  database = await testDatabase();
  const { url, asked } = await provide((_, response) => void response.end(CSV));
  product = await startProduct({ env: { DATABASE_URL: database.url, RATES_URL: url, JOBS: "off" } });
  expect(asked.times).toBe(0);
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    RATES_URL: url,
    DATA_DIR: product.dataDir,
    LOG_LEVEL: "warn",
  };
  child = spawn(process.execPath, [worker], { env: { ...env, NODE_OPTIONS: "" } });
  const said = { text: "" };
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk) => (said.text += String(chunk)));
  const ended = new Promise((resolve) => child!.once("close", resolve));
  await untilKnown(database.url);
  expect(asked.times).toBe(1);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(said.text).toBe("The worker is ready.\n");
  expect(await product.stop()).toBe(0);
});

test("a worker without a database says so in one sentence", async () => {
  const { code, error } = await runToEnd([worker], { DATA_DIR: "/nonexistent/data" });
  expect({ code, error }).toEqual({
    code: 1,
    error: "There is no database to work for: set DATABASE_URL, or start the server first.\n",
  });
});
