import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import pg from "pg";
import { newId } from "./kernel/ids.js";
import { freePort, runningPostgres } from "./platform/embedded-postgres.js";
import { processesIn, waitUntil } from "./platform/process-table.js";
import { type Product, runToEnd, startProduct } from "./test/product.js";
import { rounds } from "./test/random.js";

const WRITES = rounds(1_000);
const WRITERS = 8;
/** After so many acknowledged writes the server, or its database, is killed. */
const KILL_SERVER_AT = [0.15 * WRITES, 0.55 * WRITES];
const KILL_DATABASE_AT = [0.35 * WRITES, 0.75 * WRITES];
const CEILING = 300_000;

const REGISTER = `mutation {
  userRegister(input: { email: "ana@example.com", password: "a long enough password", name: "Ana" }) {
    ... on UserRegisterPayload { session { accessToken } }
  }
}`;
const GROUP_CREATE = `mutation ($input: GroupCreateInput!) {
  groupCreate(input: $input) { ... on GroupCreatePayload { group { id members { id } } } }
}`;
const EXPENSE_CREATE = `mutation ($input: ExpenseCreateInput!) {
  expenseCreate(input: $input) { __typename ... on ExpenseCreatePayload { expense { id } } ... on UserError { message } }
}`;
const BALANCES = `query ($id: ID!) {
  group(id: $id) { lastEventSeq balances { net { amount currency } } ledgerHealth { ok } }
}`;

interface Registered {
  readonly userRegister: { readonly session: { readonly accessToken: string } };
}

interface GroupCreated {
  readonly groupCreate: {
    readonly group: { readonly id: string; readonly members: readonly { readonly id: string }[] };
  };
}

interface ExpenseCreated {
  readonly expenseCreate: { readonly __typename: string; readonly expense?: { readonly id: string } };
}

interface Balances {
  readonly group: {
    readonly balances: readonly { readonly net: { readonly amount: string } }[];
    readonly ledgerHealth: { readonly ok: boolean };
  };
}

let dataDir: string;
let env: Record<string, string>;
let product: Product;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "expense-tracker-crash-"));
  env = { PORT: String(await freePort()), RATE_LIMITS: "off", LOG_LEVEL: "silent" };
  product = await startProduct({ dataDir, env });
});

afterAll(async () => {
  await product.stop();
  await waitUntil(() => processesIn(join(dataDir, "postgres")).length === 0, 30_000);
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

/** Asks the API; there is no answer where the connection broke or the server had an internal error. */
async function ask<Data>(query: string, variables: object, token?: string): Promise<Data | undefined> {
  try {
    const response = await fetch(`${product.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as { data?: Data | null; errors?: unknown };
    return answer.errors === undefined ? (answer.data ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/** Asks again and again with the very same input, as a client does that got no answer. */
async function askUntilAnswered<Data>(query: string, variables: object, token?: string): Promise<Data> {
  const deadline = Date.now() + CEILING;
  while (Date.now() < deadline) {
    const data = await ask<Data>(query, variables, token);
    if (data !== undefined) return data;
    await waitUntil(() => false, 50);
  }
  throw new Error("The product did not answer again.");
}

test(
  `kill -9 of the server and of PostgreSQL in the middle of ${WRITES} writes loses and doubles nothing`,
  async () => {
    const { userRegister } = await askUntilAnswered<Registered>(REGISTER, {});
    const token = userRegister.session.accessToken;
    const input = { name: "Crash", currency: "EUR", members: [{ name: "Ben" }, { name: "Eve" }] };
    const { groupCreate } = await askUntilAnswered<GroupCreated>(GROUP_CREATE, { input }, token);
    const groupId = groupCreate.group.id;
    const members = groupCreate.group.members.map(({ id }) => id);
    const inputs = Array.from({ length: WRITES }, (_, index) => expenseInput(groupId, members, index));

    const acknowledged: string[] = [];
    const left = [...inputs];
    const killed = { server: 0, database: 0 };
    let restarting: Promise<void> | undefined;

    async function killWhenItIsTime(): Promise<void> {
      if (restarting !== undefined) return restarting;
      if (acknowledged.length >= (KILL_SERVER_AT[killed.server] ?? Infinity)) {
        killed.server += 1;
        restarting = restartAfterKill().finally(() => (restarting = undefined));
      } else if (acknowledged.length >= (KILL_DATABASE_AT[killed.database] ?? Infinity)) {
        killed.database += 1;
        process.kill(product.postmasterPid()!, "SIGKILL");
      }
    }

    async function writer(): Promise<void> {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const { expenseCreate } = await askUntilAnswered<ExpenseCreated>(EXPENSE_CREATE, { input: next }, token);
        expect(expenseCreate).toEqual({ __typename: "ExpenseCreatePayload", expense: { id: next.id } });
        acknowledged.push(next.id);
        // Not awaited: the other writers are in the middle of their writes when it happens.
        void killWhenItIsTime();
      }
    }

    await Promise.all(Array.from({ length: WRITERS }, writer));
    expect({ acknowledged: acknowledged.length, killed }).toEqual({
      acknowledged: WRITES,
      killed: { server: KILL_SERVER_AT.length, database: KILL_DATABASE_AT.length },
    });

    // A retry long after the first answer is still the same expense.
    for (const again of inputs.filter((_, index) => index % 20 === 0)) {
      const { expenseCreate } = await askUntilAnswered<ExpenseCreated>(EXPENSE_CREATE, { input: again }, token);
      expect(expenseCreate).toMatchObject({ expense: { id: again.id } });
    }

    await expectEverythingOnce(groupId, inputs);
    const { group } = await askUntilAnswered<Balances>(BALANCES, { id: groupId }, token);
    const nets = group.balances.map(({ net }) => minorUnits(net.amount));
    expect(nets.reduce((sum, net) => sum + net, 0n)).toBe(0n);
    expect(group.ledgerHealth).toEqual({ ok: true });
    expect(await runToEnd([join(process.cwd(), "dist/server/cli.js"), "check"], { DATA_DIR: dataDir })).toMatchObject({
      code: 0,
      standard: "Every group's ledger is clean.\n",
    });
  },
  2 * CEILING,
);

/** The process dies as in a power cut, and is started again by whoever looks after it, at the same address. */
async function restartAfterKill(): Promise<void> {
  await product.kill9();
  product = await startProduct({ dataDir, env });
}

function expenseInput(groupId: string, members: readonly string[], index: number) {
  return {
    id: newId("exp"),
    groupId,
    title: `Write ${index}`,
    incurredOn: "2026-01-31",
    total: { amount: `${index + 1}.01`, currency: "EUR" },
    payers: [{ memberId: members[index % members.length] }],
    split: { mode: "EQUAL", parts: members.map((memberId) => ({ memberId })) },
  };
}

function minorUnits(amount: string): bigint {
  return BigInt(amount.replace(".", ""));
}

/** Looks into the database itself: each write is there once, whole, and has one event in a row without a gap. */
async function expectEverythingOnce(groupId: string, inputs: readonly { id: string }[]): Promise<void> {
  const client = new pg.Client({ connectionString: (await runningPostgres(dataDir))! });
  await client.connect();
  try {
    const expenses = await client.query<{ id: string }>("select id from expenses where group_id = $1", [groupId]);
    expect(expenses.rows.map(({ id }) => id).sort()).toEqual(inputs.map(({ id }) => id).sort());
    const events = await client.query<{ seq: string; subject_id: string }>(
      "select seq, subject_id from group_events where group_id = $1 order by seq",
      [groupId],
    );
    expect(events.rows.map(({ seq }) => Number(seq))).toEqual(events.rows.map((_, index) => index + 1));
    const created = events.rows.map((row) => row.subject_id).filter((id) => id.startsWith("exp_"));
    expect(created.sort()).toEqual(inputs.map(({ id }) => id).sort());
  } finally {
    await client.end();
  }
}
