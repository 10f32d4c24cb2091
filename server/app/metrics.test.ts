import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import { freePort } from "../platform/embedded-postgres.js";
import { TestApi } from "../test/api.js";
import { listen, socketOf } from "../test/socket.js";

const TOKEN = "a token of the test";
let api: TestApi;
let port: number;

beforeAll(async () => {
  port = await freePort();
  api = await TestApi.start({ METRICS_PORT: String(port), METRICS_TOKEN: TOKEN, LOG_LEVEL: "debug" });
});
afterAll(() => api.close());

/** The value of a metric with all of these labels; undefined where there is none. */
async function valueOf(name: string, labels: Record<string, string> = {}): Promise<number | undefined> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  const lines = (await response.text()).split("\n");
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const isIt = (line: string) => /^[\w:]+/.exec(line)?.[0] === name && wanted.every((each) => line.includes(each));
  const found = lines.find(isIt);
  return found === undefined ? undefined : Number(found.split(" ").at(-1));
}

const countOf = async (labels: Record<string, string>) =>
  (await valueOf("expense_tracker_operation_seconds_count", labels)) ?? 0;

test("numbers are on a port of their own, and beside the API for whoever knows the token", async () => {
  const here = (path: string, authorization?: string) =>
    fetch(path, { headers: { accept: "text/html", ...(authorization && { authorization }) } });
  const own = await here(`http://127.0.0.1:${port}/metrics`);
  expect(own.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  expect(await own.text()).toContain("process_cpu_seconds_total");
  expect((await here(`http://127.0.0.1:${port}/`)).status).toBe(404);
  expect((await here(`${api.url}/metrics`)).status).toBe(401);
  expect((await here(`${api.url}/metrics`, "Bearer a token of the tesT")).status).toBe(401);
  expect((await here(`${api.url}/metrics`, `Bearer ${TOKEN}`)).status).toBe(200);
});

test("an operation is counted by its kind and by what became of it; nobody can make up names", async () => {
  const ana = await api.person("Ana");
  await ana.ask("query Mine { viewer { id } }");
  await ana.send("query Mine { nothing }");
  await ana.send("{ viewer ");
  await ana.try("groupCreate", { name: "", currency: "EUR" });
  await ana.send(`{ ${"a: __typename ".repeat(999)} }`);
  await api.nobody.send("{ groups { edges { node { id } } } }");
  expect(await countOf({ operation: "Mine" })).toBe(0);
  const other = { operation: "other" };
  expect(await countOf({ ...other, type: "query", outcome: "ok" })).toBeGreaterThanOrEqual(1);
  expect(await countOf({ ...other, type: "mutation", outcome: "ok" })).toBeGreaterThanOrEqual(1);
  expect(await countOf({ ...other, type: "mutation", outcome: "refused" })).toBe(1);
  expect(await countOf({ ...other, type: "unknown", outcome: "GRAPHQL_VALIDATION_FAILED" })).toBe(1);
  expect(await countOf({ ...other, type: "unknown", outcome: "GRAPHQL_PARSE_FAILED" })).toBe(1);
  expect(await countOf({ ...other, type: "unknown", outcome: "OPERATION_TOO_COSTLY" })).toBe(1);
  expect(await countOf({ ...other, type: "query", outcome: "UNAUTHENTICATED" })).toBe(1);
  expect(await valueOf("expense_tracker_errors_total", { code: "UNAUTHENTICATED" })).toBe(1);
});

test("a bug of ours has a line although nobody asked for one; whoever hangs up is no error", async () => {
  const register = (signal?: AbortSignal) =>
    fetch(`${api.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        query:
          'mutation { userRegister(input: { email: "x@example.com", password: "a long password", name: "X" }) { __typename } }',
      }),
      signal,
    });
  const bugs = { type: "mutation", outcome: "INTERNAL_SERVER_ERROR" };
  await api.dataSource.query("alter table users rename column name to called");
  await register();
  const line = api.logged.map((each) => JSON.parse(each)).find(({ outcome }) => outcome === bugs.outcome);
  expect(line).toMatchObject({ level: 30, msg: "an operation", operation: "other" });
  expect(await countOf(bugs)).toBe(1);
  // Now it waits until nobody is there any more.
  const holder = new pg.Client((api.dataSource.options as { url: string }).url);
  await holder.connect();
  await holder.query("begin; lock table users in access exclusive mode");
  const hangUp = new AbortController();
  const hungUp = register(hangUp.signal).catch((error: Error) => error.name);
  const waits = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while ((await api.dataSource.query(waits)).length === 0);
  hangUp.abort();
  expect(await hungUp).toBe("AbortError");
  // Whoever is answered after that knows that the server has heard of it.
  await countOf(bugs);
  await holder.query("alter table users rename column called to name; commit");
  await holder.end();
  while ((await countOf({ outcome: "ABANDONED" })) === 0);
  expect(await countOf(bugs)).toBe(1);
  expect(await valueOf("expense_tracker_errors_total", { code: bugs.outcome })).toBe(1);
});

test("the web's own operations have their names, and whoever only uses such a name has not", async () => {
  const { operations } = JSON.parse(readFileSync("dist/build.json", "utf8"));
  const [refresh] = operations.SessionRefresh;
  const send = (query: string) =>
    fetch(`${api.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, operationName: "SessionRefresh" }),
    });
  await send(refresh!);
  await send("mutation SessionRefresh { __typename }");
  expect(await countOf({ operation: "SessionRefresh" })).toBe(1);
});

test("sockets, subscriptions, deliveries and how late they are", async () => {
  const ana = await api.person("Ana");
  const group = await api.group([ana]);
  const socket = socketOf(api.url, ana.token);
  const query = "subscription ($id: ID!) { groupEvents(groupId: $id, after: 0) { seq } }";
  const heard = listen(socket, query, { id: group.id });
  await heard.until(() => heard.results.length === 1);
  expect(await valueOf("expense_tracker_event_lag_seconds_count")).toBe(0);
  await ana.mutate("memberAdd", { groupId: group.id, name: "Ben" });
  await heard.until(() => heard.results.length === 2);
  expect(await valueOf("expense_tracker_sockets")).toBe(1);
  expect(await valueOf("expense_tracker_subscriptions")).toBe(1);
  expect(await valueOf("expense_tracker_deliveries_total")).toBe(2);
  expect(await valueOf("expense_tracker_event_lag_seconds_count")).toBe(1);
  expect(await countOf({ type: "subscription", outcome: "ok" })).toBe(1);
  const refused = listen(socket, "subscription { nothing }", {});
  await refused.until(() => refused.ended !== null);
  expect(await countOf({ operation: "other", outcome: "GRAPHQL_VALIDATION_FAILED" })).toBeGreaterThanOrEqual(1);
  await socket.dispose();
});

test("followers that are behind, and jobs that wait or were given up", async () => {
  const ana = await api.person("Ana");
  await api.doJobs();
  expect(await valueOf("expense_tracker_follower_lag_seconds", { follower: "feed" })).toBe(0);
  await api.group([ana]);
  // Nothing else may make an event older than it is.
  await api.dataSource.query("alter table group_events disable trigger user");
  await api.dataSource.query("update group_events set at = at - interval '1 hour'");
  await api.dataSource.query("update graphile_worker._private_jobs set run_at = now() - interval '60 seconds'");
  expect(await valueOf("expense_tracker_follower_lag_seconds", { follower: "feed" })).toBeGreaterThanOrEqual(3600);
  expect(await valueOf("expense_tracker_jobs_waiting", { kind: "events" })).toBe(1);
  expect(await valueOf("expense_tracker_jobs_oldest_ready_seconds", { kind: "events" })).toBeGreaterThanOrEqual(60);
  await api.dataSource.query("update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'no'");
  expect(await valueOf("expense_tracker_jobs_waiting", { kind: "events" })).toBe(0);
  expect(await valueOf("expense_tracker_jobs_dead", { kind: "events" })).toBe(1);
  expect(await valueOf("expense_tracker_jobs_dead", { kind: "mail" })).toBe(0);
});

test("pools, the disk and the release", async () => {
  await api.nobody.ask("{ __typename }");
  for (const [pool, most] of [
    ["operations", 16],
    ["reserved", 4],
  ] as const) {
    expect(await valueOf("expense_tracker_pool_max", { pool })).toBe(most);
    expect(await valueOf("expense_tracker_pool_waiting", { pool })).toBe(0);
    expect(await valueOf("expense_tracker_pool_connections", { pool, state: "in_use" })).toBeLessThanOrEqual(most);
    expect(await valueOf("expense_tracker_pool_wait_seconds_count", { pool })).toBeGreaterThan(0);
  }
  expect(await valueOf("expense_tracker_disk_bytes", { state: "free" })).toBeGreaterThan(0);
  expect(await valueOf("expense_tracker_build_info", { node: process.versions.node })).toBe(1);
});

test("a line of the log tells an operation, and nothing of whom", async () => {
  const ana = await api.person("Zenobia");
  const before = api.logged.length;
  await ana.ask("query Zenobia($id: ID!) { node(id: $id) { id } }", { id: ana.id });
  const lines = api.logged.slice(before).map((line) => JSON.parse(line));
  const line = lines.find(({ msg }) => msg === "an operation");
  expect(line).toMatchObject({ level: 20, operation: "other", type: "query", outcome: "ok" });
  expect(line.person).toMatch(/^[\w-]{16}$/);
  expect(line.requestId).toMatch(/^[0-9a-f-]{36}$/);
  const all = api.logged.slice(before).join("\n");
  for (const secret of ["Zenobia", ana.id, ana.email]) expect(all).not.toContain(secret);
});
