import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient } from "graphql-ws";
import pg from "pg";
import WebSocket from "ws";
import { newId } from "./kernel/ids.js";
import { freePort } from "./platform/embedded-postgres.js";
import { waitUntil } from "./platform/process-table.js";
import { type Balancer, startBalancer } from "./test/balancer.js";
import { testDatabase } from "./test/database.js";
import type { TestDatabase } from "./test/databases.js";
import { type Product, runToEnd, startProduct } from "./test/product.js";

const WRITERS = 8;
const REGISTER = `mutation { userRegister(input: { email: "ana@example.com", password: "a long enough password", name: "Ana" }) {
  ... on UserRegisterPayload { session { accessToken } } } }`;
const GROUP = `mutation { groupCreate(input: { name: "Flat", currency: "EUR", members: [{ name: "Ben" }] }) {
  ... on GroupCreatePayload { group { id members { id } } } } }`;
const EXPENSE = `mutation ($input: ExpenseCreateInput!) { expenseCreate(input: $input) { __typename } }`;
const READ = "query ($id: ID!) { group(id: $id) { lastEventSeq ledgerHealth { ok } } }";

let database: TestDatabase;
let env: Record<string, string>;
let ports: number[];
let products: Product[];
let balancer: Balancer;
let token = "";

beforeAll(async () => {
  database = await testDatabase();
  env = { DATABASE_URL: database.url, RATE_LIMITS: "off", SHUTDOWN_PAUSE: "1" };
  ports = [await freePort(), await freePort()];
  products = [];
  for (const port of ports) products.push(await startProduct({ env: { ...env, PORT: String(port) } }));
  balancer = await startBalancer(ports);
  await balancer.untilReady(2);
  token = (await ask(REGISTER)).userRegister.session.accessToken;
});
afterAll(async () => {
  balancer.stop();
  await Promise.all(products.map((product) => product.kill9()));
  await database.drop();
});

// oxlint-disable-next-line typescript/no-explicit-any
async function ask(query: string, variables: object = {}): Promise<any> {
  const response = await fetch(`${balancer.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text}`);
  const { data, errors } = JSON.parse(text) as { data: unknown; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

interface Flat {
  readonly id: string;
  readonly members: readonly { readonly id: string }[];
}

async function newFlat(): Promise<Flat> {
  return (await ask(GROUP)).groupCreate.group;
}

/** Writers who read what they wrote, one request after the other, until they are told to end. */
function load(flat: Flat): { end(): Promise<{ written: number; failures: string[] }> } {
  const failures: string[] = [];
  let [isOver, written] = [false, 0];
  const expense = {
    groupId: flat.id,
    title: "Coffee",
    total: { amount: "4.20", currency: "EUR" },
    incurredOn: "2026-01-31",
    payers: [{ memberId: flat.members[0]!.id }],
    split: { mode: "EQUAL", parts: flat.members.map(({ id }) => ({ memberId: id })) },
  };
  const writer = async () => {
    while (!isOver) {
      try {
        const { expenseCreate } = await ask(EXPENSE, { input: { ...expense, id: newId("exp") } });
        if (expenseCreate.__typename !== "ExpenseCreatePayload") throw new Error(expenseCreate.__typename);
        written += 1;
        await ask(READ, { id: flat.id });
      } catch (error) {
        failures.push(String(error));
      }
    }
  };
  const writers = Promise.all(Array.from({ length: WRITERS }, writer));
  return {
    async end() {
      isOver = true;
      await writers;
      return { written, failures };
    },
  };
}

/** Hears a group's events, again from the last one whenever the socket was closed. */
function subscriber(flat: Flat) {
  const heard: number[] = [];
  const closes: number[] = [];
  const client = createClient({
    url: `${balancer.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { Authorization: `Bearer ${token}` },
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 50)),
    on: { closed: (event) => closes.push((event as { code: number }).code) },
  });
  client.subscribe<{ groupEvents: { seq: number } }>(
    {
      query: "subscription ($id: ID!, $after: Int) { groupEvents(groupId: $id, after: $after) { seq } }",
      get variables() {
        return { id: flat.id, after: heard.at(-1) ?? 0 };
      },
    },
    { next: ({ data }) => void heard.push(data!.groupEvents.seq), error: () => undefined, complete: () => undefined },
  );
  return { heard, closes, client };
}

const startAt = (port: number) => startProduct({ env: { ...env, PORT: String(port) } });

async function expensesOf(flat: Flat): Promise<number> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query("select count(*)::int as count from expenses where group_id = $1", [flat.id]);
  await client.end();
  return rows[0].count;
}

test("a rolling restart under load fails no request, and a subscriber misses nothing", async () => {
  const flat = await newFlat();
  const { heard, closes, client } = subscriber(flat);
  await waitUntil(() => heard.length > 0, 30_000);
  const writers = load(flat);
  for (const [index, port] of ports.entries()) {
    await waitUntil(() => balancer.requests[index]! > 100, 60_000);
    expect(await products[index]!.stop()).toBe(0);
    products[index] = await startAt(port);
    await balancer.untilReady(2);
  }
  const { written, failures } = await writers.end();
  expect(failures).toEqual([]);
  const { group } = await ask(READ, { id: flat.id });
  expect(group).toMatchObject({ ledgerHealth: { ok: true } });
  await waitUntil(() => heard.at(-1) === group.lastEventSeq, 30_000);
  expect(heard).toEqual(Array.from({ length: group.lastEventSeq }, (_, index) => index + 1));
  expect(closes.length).toBeGreaterThan(0);
  expect(new Set(closes)).toEqual(new Set([1001]));
  await client.dispose();
  expect(await expensesOf(flat)).toBe(written);
  expect(await runToEnd(["dist/server/cli.js", "check"], env)).toMatchObject({ code: 0 });
});

test("the same load notices a process that does not leave in order", async () => {
  const flat = await newFlat();
  const before = balancer.requests[0]!;
  const writers = load(flat);
  await waitUntil(() => balancer.requests[0]! > before + 100, 60_000);
  await products[0]!.kill9();
  products[0] = await startAt(ports[0]!);
  await balancer.untilReady(2);
  const { written, failures } = await writers.end();
  expect(failures).not.toEqual([]);
  // What was acknowledged is there; what was cut off may be.
  expect(await expensesOf(flat)).toBeGreaterThanOrEqual(written);
});
