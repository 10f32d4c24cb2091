import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import { freePort } from "./platform/embedded-postgres.js";
import { waitUntil } from "./platform/process-table.js";
import { launchBrowser } from "./test/browser.js";
import { testDatabase } from "./test/database.js";
import type { TestDatabase } from "./test/databases.js";
import { type Product, runToEnd, startProduct } from "./test/product.js";
import { startRedis } from "./test/real-servers.js";

const CEILING = 60_000;
const instrument = join(process.cwd(), "dist/server/instrument.js");

/** What was sent to whoever collects, by the paths that it was sent to: Sentry and an OTLP collector in one. */
const collected: { readonly path: string; readonly text: string }[] = [];
let collector: Server;
let switchedOn: Record<string, string>;
let database: TestDatabase;
let product: Product;

beforeAll(async () => {
  if (!existsSync("ops/node_modules")) spawnSync("npm", ["run", "--silent", "setup:ops"], { stdio: "ignore" });
  collector = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const isPacked = request.headers["content-encoding"] === "gzip";
    collected.push({ path: request.url!, text: (isPacked ? gunzipSync(body) : body).toString("latin1") });
    response.end("{}");
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(collector.address() as AddressInfo).port}`;
  switchedOn = {
    SENTRY_DSN: `http://public@${address}/7`,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${address}`,
    OTEL_BSP_SCHEDULE_DELAY: "100",
    NODE_OPTIONS: `--import=${instrument}`,
    LOG_LEVEL: "silent",
  };
  database = await testDatabase();
  product = await startProduct({ env: { ...switchedOn, DATABASE_URL: database.url, JOBS: "off", LOG_LEVEL: "error" } });
});
afterAll(async () => {
  await product?.kill9();
  await database?.drop();
  collector?.close();
});

const SECRETS = ["zenobia@example.com", "Zenobia", "correct horse battery"];
const sentTo = (path: string) =>
  collected
    .filter((each) => each.path.startsWith(path))
    .map(({ text }) => text)
    .join("\n");
const heldBy = (path: string, words: readonly string[]) => words.filter((word) => sentTo(path).includes(word));
const until = (path: string, ...words: string[]) =>
  waitUntil(() => words.every((word) => sentTo(path).includes(word)), CEILING);

async function ask(query: string): Promise<unknown> {
  const init = { method: "POST", headers: { "content-type": "application/json" } };
  return (await fetch(`${product.url}/graphql`, { ...init, body: JSON.stringify({ query }) })).json();
}

const REGISTER = `mutation Zenobia { userRegister(input: {
  email: "zenobia@example.com", password: "correct horse battery", name: "Zenobia" }) { __typename } }`;

test("an operation is a span, around those of HTTP and of the database, with nothing of whom", async () => {
  expect(await ask(REGISTER)).toEqual({ data: { userRegister: { __typename: "UserRegisterPayload" } } });
  await until("/v1/traces", "graphql other", "expense_tracker.outcome", "http.request.method", "insert into users");
  expect(heldBy("/v1/traces", [...SECRETS, "client.address", "user_agent.original", "url.path"])).toEqual([]);
});

test("a bug of the server is reported, and nothing of whom it befell", async () => {
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query("alter table users rename column name to called");
  const answer = await ask(REGISTER.replace("zenobia@", "zenobia.2@"));
  expect(answer).toMatchObject({ errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }] });
  await client.query("alter table users rename column called to name");
  await client.end();
  await until("/api/7/envelope/", "an operation failed");
  expect(sentTo("/api/7/envelope/")).toContain('"filename":"node_modules/pg');
  expect(heldBy("/api/7/envelope/", [...SECRETS, "zenobia", process.cwd()])).toEqual([]);
});

test("a browser's error takes the same way", async () => {
  const report = { type: "RangeError", message: 'of "Zenobia"', page: "/groups/:id", version: "0.1.0", frames: [] };
  const response = await fetch(`${product.url}/errors`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: `http://localhost:${product.port}` },
    body: JSON.stringify(report),
  });
  expect(response.status).toBe(204);
  await until("/api/7/envelope/", "RangeError", "of <text>", "/groups/:id");
  expect(heldBy("/api/7/envelope/", SECRETS)).toEqual([]);
});

test("what breaks in a real browser is told, once; where nobody wants to know it asks no more", async () => {
  const browser = await launchBrowser();
  const silent = await startProduct({ env: { DATABASE_URL: database.url, JOBS: "off" } });
  const statuses = async (url: string) => {
    const page = await browser.newPage();
    const seen: Promise<number>[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/errors")) seen.push(request.response().then((answer) => answer!.status()));
    });
    await page.goto(`${url}/sign-in`);
    await page.getByRole("button").first().waitFor();
    for (const name of ["first", "first", "second"]) {
      const sent = page.waitForResponse(/\/errors$/, { timeout: 2_000 }).catch(() => undefined);
      await page.evaluate((message) => {
        const error = new URIError(`no ${message} for "Zenobia"`);
        error.stack = `at open (${location.origin}/assets/app-1.js:1:22)`;
        void Promise.reject(error);
      }, name);
      await sent;
    }
    await page.close();
    return Promise.all(seen);
  };
  expect(await statuses(product.url.replace("127.0.0.1", "localhost"))).toEqual([204, 204]);
  await until("/api/7/envelope/", "URIError", "no first for <text>", "no second for <text>", '"/sign-in"');
  expect(heldBy("/api/7/envelope/", SECRETS)).toEqual([]);
  expect(await statuses(silent.url.replace("127.0.0.1", "localhost"))).toEqual([404]);
  await silent.stop();
  await browser.close();
});

test("the worker reports and has numbers too", async () => {
  const client = new pg.Client(database.url);
  await client.connect();
  const port = await freePort();
  const env = {
    ...process.env,
    ...switchedOn,
    LOG_LEVEL: "error",
    DATABASE_URL: database.url,
    METRICS_PORT: String(port),
  };
  const worker: ChildProcess = spawn(process.execPath, [join(process.cwd(), "dist/server/worker.js")], {
    env: { ...env, DATA_DIR: product.dataDir, RATES_URL: "off" },
    stdio: "ignore",
  });
  try {
    const ended = new Promise((resolve) => worker.once("close", resolve));
    await client.query("select graphile_worker.add_job('events.follow', '{\"groupId\": 7}')");
    await until("/api/7/envelope/", "a job failed", '"job":"events.follow"');
    const numbers = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(numbers).toContain('expense_tracker_jobs_waiting{kind="events"}');
    worker.kill("SIGTERM");
    expect(await ended).toBe(0);
  } finally {
    worker.kill("SIGKILL");
    await client.end();
  }
});

/** Both clients ask within one operation; what they ask for is somebody's. */
const ASK_REDIS = `
  const { createClient } = await import("redis");
  const { Redis } = await import("ioredis");
  const { traced } = await import("./dist/server/platform/tracing.js");
  const { endProcess } = await import("./dist/server/platform/process-end.js");
  const clients = [await createClient({ url: process.env.ASKED }).connect(), new Redis(process.env.ASKED)];
  await traced("graphql Redis", () => Promise.all(clients.map((client) => client.set("of Zenobia", "Zenobia"))));
  clients[0].destroy();
  clients[1].disconnect();
  await endProcess();
`;

test("what Redis is asked belongs to the operation, whichever client asks", async () => {
  const redis = await startRedis();
  const { code, error } = await runToEnd(["--input-type=module", "--eval", ASK_REDIS], {
    ...switchedOn,
    ASKED: redis.url,
  });
  await redis.stop();
  expect({ code, error }).toEqual({ code: 0, error: "" });
  await until("/v1/traces", "graphql Redis", "instrumentation-ioredis", "instrumentation-redis");
  expect(heldBy("/v1/traces", SECRETS)).toEqual([]);
});

test("a start that left out what reports says how it is done", async () => {
  const { code, error } = await runToEnd([join(process.cwd(), "dist/server/main.js")], {
    SENTRY_DSN: switchedOn.SENTRY_DSN!,
  });
  expect(code).toBe(1);
  expect(error).toContain("SENTRY_DSN needs node --import ./dist/server/instrument.js before the program");
});

test.each([
  ["SENTRY_DSN", "http://public@127.0.0.1:1/7"],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"],
])("without the packages of ops, %s ends the start with one sentence", async (name, value) => {
  const folder = mkdtempSync(join(tmpdir(), "expense-tracker-no-ops-"));
  cpSync("dist/server", join(folder, "dist/server"), { recursive: true });
  cpSync("package.json", join(folder, "package.json"));
  for (const file of ["tracing.mjs", "sentry.mjs"]) cpSync(`ops/${file}`, join(folder, "ops", file));
  const { code, error } = await runToEnd([join(folder, "dist/server/instrument.js")], { [name]: value });
  rmSync(folder, { recursive: true });
  expect({ code, error }).toEqual({
    code: 1,
    error: `What ${name} needs is not installed: run npm run setup:ops, or unset it.\n`,
  });
});
