import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import pg from "pg";
import { newId } from "../kernel/ids.js";
import { type Person, TestApi, type TestGroup } from "../test/api.js";
import { type Proxy, proxyTo } from "../test/proxy.js";
import { expenseInput, stateOf, threeAndAStranger } from "../test/seed.js";
import { EVENTS, listen, seqs, socketOf } from "../test/socket.js";

let api: TestApi;
let ana: Person;
let ben: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

const LIST = `query ($id: ID!) { group(id: $id) { name lastEventSeq balances { net { amount } }
  expenses { edges { node { shares { amount { amount } } } } } } }`;

/** Sends a whole request and hangs up after some milliseconds, wherever the server is by then. */
async function hangUp(body: string, after: number): Promise<void> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  const headers = [
    "POST /graphql HTTP/1.1",
    "Host: localhost",
    "Content-Type: application/json",
    `Authorization: Bearer ${ana.token}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.on("error", () => undefined);
  socket.write(`${headers.join("\r\n")}\r\n\r\n${body}`);
  await sleep(after);
  socket.destroy();
}

/** Takes the database's side of every connection away, as a restart of PostgreSQL does. */
async function cutConnections(): Promise<void> {
  const own = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <>";
  await api.dataSource.query(`${own} pg_backend_pid()`);
  // The one that did it is in the pool as well; it dies in its own statement.
  await api.dataSource.query("select pg_terminate_backend(pg_backend_pid())").catch(() => undefined);
}

/** A connection beside the product's own. */
async function outside(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: (api.dataSource.options as { url: string }).url });
  await client.connect();
  return client;
}

/** Resolves with those who wait for a lock, as soon as somebody does. */
async function whoWaits(client: pg.Client, query = ""): Promise<number[]> {
  for (;;) {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and position($1 in query) > 0`,
      [query],
    );
    if (rows.length > 0) return rows.map((row) => row.pid);
    await sleep(20);
  }
}

async function endWhoeverWaits(client: pg.Client, query = ""): Promise<void> {
  await client.query("select pg_terminate_backend(pid) from unnest($1::int[]) as pid", [await whoWaits(client, query)]);
}

test("two hundred callers who hang up in the middle keep no connection to the database", async () => {
  const read = JSON.stringify({ query: LIST, variables: { id: group.id } });
  const written = JSON.stringify({
    query: api.mutation("expenseCreate"),
    variables: { input: expenseInput(group, { title: "Hung up" }) },
  });
  for (let round = 0; round < 10; round++) {
    await Promise.all(Array.from({ length: 20 }, (_, index) => hangUp(index % 2 ? read : written, index + round)));
  }
  const replies = await Promise.all(Array.from({ length: 40 }, () => ana.send(LIST, { id: group.id })));
  expect(replies.filter((reply) => reply.errors)).toEqual([]);
  const open = "select state from pg_stat_activity where datname = current_database() and state like 'idle in%'";
  let idle: unknown[] = [];
  for (let tries = 0; tries < 50; tries++) {
    idle = await api.dataSource.query(open);
    if (idle.length === 0) break;
    await sleep(100);
  }
  expect(idle).toEqual([]);
});

test("a hundred reads and writes at once share twenty connections", async () => {
  const replies = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      index % 2
        ? ana.send(LIST, { id: group.id })
        : ana.send(api.mutation("expenseCreate"), { input: expenseInput(group, { title: `${index}` }) }),
    ),
  );
  expect(replies.filter((reply) => reply.errors)).toEqual([]);
});

test("after PostgreSQL was restarted everything works again, in the middle of reads and writes too", async () => {
  const running = Array.from({ length: 60 }, (_, index) =>
    index % 2
      ? ana.send(LIST, { id: group.id })
      : ana.send(api.mutation("expenseCreate"), { input: expenseInput(group, { title: `cut ${index}` }) }),
  );
  await sleep(20);
  await cutConnections();
  for (const { errors } of await Promise.all(running)) {
    if (errors) expect(errors[0]!.extensions.code).toBe("UNAVAILABLE");
  }
  expect((await stateOf(ana, group)).ledgerHealth.ok).toBe(true);
  await ana.mutate("expenseCreate", expenseInput(group));
});

test("a subscription whose reads die with the database goes on when it is back, and misses nothing", async () => {
  const client = socketOf(api.url, ben.token);
  const heard = listen(client, EVENTS, { groupId: group.id, after: 0 });
  const { data } = await ana.send(LIST, { id: group.id });
  const before: number = data.group.lastEventSeq;
  await heard.until(() => heard.results.length === before);
  const [writer, reader, fields] = await Promise.all([outside(), outside(), outside()]);

  // A write has passed its sign-in and waits for the group; from then on nobody can ask whether a session lives.
  await writer.query("begin");
  await writer.query("select from groups where id = $1 for update", [group.id]);
  const written = ana.mutate("expenseCreate", expenseInput(group, { title: "Just before" }), "__typename");
  await whoWaits(writer);
  await reader.query("begin");
  await reader.query("lock table sessions in access exclusive mode");
  await writer.query("commit");
  await written;
  await endWhoeverWaits(writer);
  // The stream asks again; now it is the event's own fields that cannot be read.
  await fields.query("begin");
  await fields.query("lock table balances in access exclusive mode");
  await whoWaits(writer);
  await reader.query("commit");
  await endWhoeverWaits(writer, "balances");
  await fields.query("commit");

  await heard.until(() => heard.results.length > before || heard.ended !== null);
  expect(heard.ended).toBeNull();
  expect(heard.results.filter((result) => result.errors)).toEqual([]);
  expect(seqs(heard)).toEqual(Array.from({ length: before + 1 }, (_, index) => index + 1));
  await Promise.all([writer, reader, fields].map((each) => each.end()));
  await client.dispose();
});

test("a socket that cannot be opened now is told to come again", async () => {
  await api.dataSource.query("alter table sessions rename to hidden");
  try {
    const client = socketOf(api.url, ben.token);
    const heard = listen(client, "{ viewer { id } }", {});
    await heard.until(() => heard.ended !== null);
    expect(heard.ended).toMatchObject({ how: "error", error: { code: 1013 } });
  } finally {
    await api.dataSource.query("alter table hidden rename to sessions");
  }
});

describe("a database that is away", () => {
  let proxy: Proxy;
  let far: TestApi;
  let zoe: Person;
  let own: TestGroup;

  beforeAll(async () => {
    far = await TestApi.start({ LOG_LEVEL: "info" }, async (url) => {
      proxy = await proxyTo(url);
      return proxy.url;
    });
    zoe = await far.person("Zoe");
    own = await far.group([zoe]);
  });
  afterAll(async () => {
    await far.close();
    await proxy.close();
  });

  /** Until a connection was made again. */
  async function untilItIsBack(): Promise<void> {
    while ((await zoe.send("{ viewer { id } }")).errors) await sleep(20);
  }

  test("is UNAVAILABLE, with 503 and when to come again; one line says so, and one that it is back", async () => {
    const socket = socketOf(far.url, zoe.token);
    const before = listen(socket, "{ viewer { id } }", {});
    await before.until(() => before.ended !== null);
    const waiting = listen(socket, EVENTS, { groupId: own.id, after: 0 });
    await waiting.until(() => waiting.results.length > 0);
    await proxy.cut();
    const replies = await Promise.all(Array.from({ length: 20 }, () => zoe.send("{ viewer { id } }")));
    for (const { status, headers, errors } of replies) {
      expect([status, headers.get("retry-after")]).toEqual([503, "2"]);
      expect(errors![0]!.extensions).toMatchObject({
        code: "UNAVAILABLE",
        requestId: expect.any(String),
        retryAfter: 2,
      });
    }
    expect((await fetch(`${far.url}/readyz`)).status).toBe(503);
    const overSocket = listen(socket, "{ viewer { id } }", {});
    await overSocket.until(() => overSocket.ended !== null);
    expect(overSocket.ended).toMatchObject({ error: [{ extensions: { code: "UNAVAILABLE", retryAfter: 2 } }] });
    const late = listen(socketOf(far.url, zoe.token), "{ viewer { id } }", {});
    await late.until(() => late.ended !== null);
    expect(late.ended).toMatchObject({ error: { code: 1013 } });
    await proxy.restore();
    await untilItIsBack();
    await zoe.mutate("expenseCreate", expenseInput(own), "__typename");
    await waiting.until(() => seqs(waiting).length >= 2);
    const said = far.logged.map((line) => JSON.parse(line).msg as string);
    expect(said.filter((line) => line === "the database cannot be reached")).toHaveLength(1);
    expect(said.filter((line) => line === "the database is back")).toHaveLength(1);
    expect(said.filter((line) => line === "an operation failed")).toEqual([]);
    await socket.dispose();
  });

  test("and that goes away during a commit: it may have been saved, and the same id is safe", async () => {
    const input = expenseInput(own, { id: newId("exp"), title: "Lost answer" });
    proxy.loseAnswerTo("commit");
    const { errors } = await zoe.send(far.mutation("expenseCreate"), { input });
    expect(errors![0]).toMatchObject({ extensions: { code: "UNAVAILABLE", mayHaveHappened: true } });
    expect(errors![0]!.message).toContain("it may have been saved, and the same id is safe");
    await untilItIsBack();
    const { expense } = await zoe.mutate("expenseCreate", input);
    expect(expense.id).toBe(input.id);
    const titles = await zoe.ask("query ($id: ID!) { group(id: $id) { expenses { edges { node { title } } } } }", {
      id: own.id,
    });
    const { edges } = titles.group.expenses;
    expect(edges.filter(({ node }: { node: { title: string } }) => node.title === "Lost answer")).toHaveLength(1);
  });

  test("nobody is told of callers who hang up", async () => {
    const loggedBefore = far.logged.length;
    const query = LIST.replace("expenses {", "expenses(first: 100) {");
    for (let count = 0; count < 20; count++) {
      const abort = new AbortController();
      const request = fetch(`${far.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${zoe.token}` },
        body: JSON.stringify({ query, variables: { id: own.id } }),
        signal: abort.signal,
      }).catch(() => undefined);
      await sleep(count);
      abort.abort();
      await request;
    }
    await zoe.ask("{ viewer { id } }");
    expect(far.logged.slice(loggedBefore)).toEqual([]);
  });
});
