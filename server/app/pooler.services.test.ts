import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import { TestApi } from "../test/api.js";
import { emptyDatabase } from "../test/database.js";
import { runToEnd, startProduct } from "../test/product.js";
import { type RealServer, startPgbouncer } from "../test/real-servers.js";

/** Fewer connections than who works at once, so that nearly every transaction gets another one. */
const CONNECTIONS = 3;

const poolers: RealServer[] = [];

async function pooled(url: string): Promise<string> {
  const pooler = await startPgbouncer(url, CONNECTIONS);
  poolers.push(pooler);
  return pooler.url;
}

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start({ PG_PREPARED: "off" }, pooled);
});
afterAll(async () => {
  await api.close();
  for (const pooler of poolers) await pooler.stop();
});

/** People who make groups, write into them and read them, side by side; answers what went wrong. */
async function work(within: TestApi): Promise<string[]> {
  const one = async (index: number) => {
    const ana = await within.person(`Ana ${index}`);
    const { id, memberIds } = await within.group([ana, await within.person(`Ben ${index}`)]);
    const expense = {
      groupId: id,
      title: "Dinner",
      total: { amount: "10.00", currency: "EUR" },
      incurredOn: "2026-01-31",
      payers: [{ memberId: memberIds[0] }],
      split: { mode: "EQUAL", parts: memberIds.map((memberId) => ({ memberId })) },
    };
    for (let count = 0; count < 3; count++) await ana.mutate("expenseCreate", expense);
    const { group } = await ana.ask(
      `query ($id: ID!) { group(id: $id) { lastEventSeq balances { net { amount } } expenses(first: 10) { edges { node { title } } } } }`,
      { id },
    );
    expect(group.balances.map((each: { net: { amount: string } }) => each.net.amount).sort()).toEqual([
      "-15.00",
      "15.00",
    ]);
  };
  const done = await Promise.allSettled(Array.from({ length: 12 }, (_, index) => one(index)));
  return done.flatMap((each) => (each.status === "rejected" ? [String(each.reason)] : []));
}

test("the pooler is one without prepared statements in transaction mode", async () => {
  const prepared = await TestApi.start({ PG_PREPARED: "on" }, pooled).catch((error: unknown) => error);
  // Whether it fails at its start or later is chance: it fails.
  const failures = prepared instanceof TestApi ? await work(prepared) : [String(prepared)];
  if (prepared instanceof TestApi) await prepared.close();
  expect(failures).not.toEqual([]);
});

test("without names for statements people work side by side through it", async () => {
  expect(await work(api)).toEqual([]);
});

test("the product starts on an empty database behind it, does its jobs past it, and is checked through it", async () => {
  const database = await emptyDatabase();
  const env = {
    DATABASE_URL: await pooled(database.url),
    DATABASE_DIRECT_URL: database.url,
    PG_PREPARED: "off",
  };
  const product = await startProduct({ env });
  const register = `mutation { userRegister(input: { email: "ana@example.com", password: "a long enough password", name: "Ana" }) {
    ... on UserRegisterPayload { session { accessToken } } } }`;
  const send = async (query: string, token?: string) => {
    const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
    const response = await fetch(`${product.url}/graphql`, {
      method: "POST",
      headers,
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data: Record<string, { session: { accessToken: string } }> };
  };
  const { accessToken } = (await send(register)).data.userRegister!.session;
  await send(`mutation { groupCreate(input: { name: "Flat", currency: "EUR" }) { __typename } }`, accessToken);
  // The followers were told by a job of the product's own.
  const direct = new pg.Client({ connectionString: database.url });
  await direct.connect();
  const followed = "select from follower_cursors where seq > 0";
  while ((await direct.query(followed)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  const checked = await runToEnd(["dist/server/cli.js", "check"], env);
  expect(checked).toMatchObject({ code: 0, standard: "Every group's ledger is clean.\n" });
  await direct.end();
  expect(await product.stop()).toBe(0);
  await database.drop();
});
