import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import pg from "pg";
import { WebSocket } from "ws";
import { newId } from "../kernel/ids.js";
import { PASSWORD, type Person, TestApi, type TestGroup } from "../test/api.js";
import { expenseInput, settlementInput, stateOf, threeAndAStranger } from "../test/seed.js";
import { listen, socketOf } from "../test/socket.js";
import { tested } from "../test/tested.js";
import { importText, splitwiseText } from "../test/upload.js";
import { wakeForOthers } from "./other-writers.js";

const { write } = await tested("platform/write.js");

let api: TestApi;
let ana: Person;
let ben: Person;
let mallory: Person;
let group: TestGroup;

beforeAll(async () => {
  api = await TestApi.start();
  ({ ana, ben, mallory, group } = await threeAndAStranger(api));
});
afterAll(() => api.close());

/** Holds the row of a group, as a slow writer of another process would. */
async function holdRow(groupId: string): Promise<{ release(): Promise<void> }> {
  const holder = new pg.Client((api.dataSource.options as { url: string }).url);
  await holder.connect();
  await holder.query("begin");
  await holder.query("select from groups where id = $1 for update", [groupId]);
  return {
    async release() {
      await holder.query("rollback");
      await holder.end();
    },
  };
}

/** Connections of the product that are in the middle of something. */
async function busyConnections(): Promise<number> {
  const [{ busy }] = await api.dataSource.query(
    `select count(*)::int as busy from pg_stat_activity where datname = current_database()
     and application_name = 'expense-tracker' and state <> 'idle' and pid <> pg_backend_pid()`,
  );
  return busy;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

const create = (person: Person, change: object = {}) =>
  person.send(api.mutation("expenseCreate", "expense { id }"), { input: expenseInput(group, change) });

describe("writers of one group", () => {
  test("wait in front of the pool: whoever has nothing to do with them is answered, and can sign in", async () => {
    const before = (await stateOf(ana, group)).lastEventSeq;
    const release = await api.services.turns.take([group.id]);
    const writes = Array.from({ length: 200 }, () => create(ana));
    await until(() => api.services.turns.waiting(group.id) === 200);
    expect(await busyConnections()).toBe(0);
    expect((await mallory.send("{ viewer { id } }")).errors).toBeUndefined();
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200);
    await api.person("Newcomer");
    release();
    const replies = await Promise.all(writes);
    expect(replies.filter(({ errors }) => errors)).toEqual([]);
    expect((await stateOf(ana, group)).lastEventSeq).toBe(before + 200);
  });

  test("hold one connection while another process writes, however many they are", async () => {
    const row = await holdRow(group.id);
    const writes = Array.from({ length: 5 }, () => create(ana));
    await until(() => api.services.turns.waiting(group.id) === 4);
    while ((await busyConnections()) === 0);
    expect(await busyConnections()).toBe(1);
    await row.release();
    expect((await Promise.all(writes)).filter(({ errors }) => errors)).toEqual([]);
  });

  test("are told when to come again where the line is full, though nothing limits how often they call", async () => {
    const { turns } = api.services;
    const release = await turns.take([group.id]);
    const line = Array.from({ length: 500 }, async () => (await turns.take([group.id]))());
    for (const { errors } of await Promise.all([create(ana), create(ben)])) {
      expect(errors![0]!.extensions).toMatchObject({ code: "RATE_LIMITED", retryAfter: expect.any(Number) });
    }
    release();
    await Promise.all(line);
    expect((await create(ana)).errors).toBeUndefined();
  });

  test("do not wait for somebody who is not in the group, nor for an unknown one", async () => {
    const row = await holdRow(group.id);
    const answer = await mallory.try("expenseCreate", expenseInput(group));
    expect(answer.__typename).toBe("NotFoundError");
    await row.release();
  });

  test("never keep anybody from signing in, nor readiness, though they hold every connection of the operations", async () => {
    const runners = Array.from({ length: 16 }, () => api.dataSource.createQueryRunner());
    await Promise.all(runners.map((runner) => runner.connect()));
    const signedIn = await api.nobody.mutate(
      "sessionCreate",
      { email: ana.email, password: PASSWORD },
      "session { refreshToken }",
    );
    await api.nobody.mutate("sessionRefresh", { refreshToken: signedIn.session.refreshToken }, "__typename");
    await api.nobody.mutate(
      "userRegister",
      { email: "early@example.com", password: PASSWORD, name: "Early" },
      "__typename",
    );
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200);
    await Promise.all(runners.map((runner) => runner.release()));
  });

  test("each transaction says how long it waits; longer by name alone", async () => {
    const settings = `select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as idle, current_setting('plan_cache_mode') as plans,
      current_setting('enable_seqscan') as scans`;
    const ordinary = await write(api.services, (tx) => tx.rows(settings));
    expect(ordinary).toEqual([{ lock: "5s", statement: "10s", idle: "30s", plans: "auto", scans: "on" }]);
    const bulk = await write(api.services, (tx) => tx.rows(settings), "bulk");
    expect(bulk).toEqual([{ lock: "5s", statement: "1min", idle: "30s", plans: "force_custom_plan", scans: "on" }]);
    // Nothing stays behind on the connection.
    const after = await api.dataSource.query(settings);
    expect(after).toEqual([{ lock: "0", statement: "0", idle: "0", plans: "auto", scans: "on" }]);
  });

  test("a lock that is not had in time is RATE_LIMITED, a statement that takes too long OPERATION_TOO_COSTLY", async () => {
    const row = await holdRow(group.id);
    const patient = write(api.services, async (tx) => {
      await tx.takeTurn([group.id]);
      await tx.run("set local lock_timeout = '1ms'");
      await tx.rows("select from groups where id = $1 for update", [group.id]);
    });
    await expect(patient).rejects.toMatchObject({ code: "55P03" });
    await row.release();
    const slow = write(api.services, async (tx) => {
      await tx.run("set local statement_timeout = '1ms'");
      await tx.rows("select pg_sleep(10)");
    });
    await expect(slow).rejects.toMatchObject({ code: "57014" });
  });
});

test("with one connection in the pool everything is still done: nobody holds one and waits for another", async () => {
  const narrow = await TestApi.start({ DATABASE_POOL: "1" });
  try {
    const [zoe, yan] = [await narrow.person("Zoe"), await narrow.person("Yan")];
    const groups = await Promise.all(Array.from({ length: 3 }, () => narrow.group([zoe, yan])));
    const health =
      "query ($id: ID!) { group(id: $id) { ledgerHealth { ok } suggestedTransfers { amount { amount } } } }";
    await Promise.all(
      groups.map(async (own) => {
        await zoe.mutate("groupUpdate", { id: own.id, version: 1, confirmSettlements: true }, "__typename");
        await zoe.mutate("expenseCreate", expenseInput(own, { split: { mode: "EQUAL" } }), "__typename");
        const split = {
          mode: "SHARES",
          parts: own.memberIds.map((memberId, index) => ({ memberId, value: `${index + 1}` })),
        };
        await zoe.mutate("defaultSplitSet", { groupId: own.id, resplitSince: "2026-01-01", split }, "resplit { id }");
        const { settlement } = await yan.mutate(
          "settlementCreate",
          settlementInput(own, { amount: { amount: "1.00", currency: "EUR" } }),
          "settlement { id }",
        );
        await zoe.mutate(
          "settlementConfirm",
          { id: settlement.id, version: 1 },
          "settlement { id } effect { balances { net { amount } } }",
        );
        expect(await zoe.ask(health, { id: own.id })).toMatchObject({ group: { ledgerHealth: { ok: true } } });
      }),
    );
    await importText(narrow, zoe, splitwiseText("Zoe,Yan", "2026-01-31,Tea,General,2.00,EUR,1.00,-1.00"));
    const amount = { amount: "17.00", currency: "EUR" };
    const paid = await yan.try("personSettle", {
      personId: zoe.id,
      amount,
      fromViewer: true,
      settledOn: "2026-02-01",
      dryRun: true,
    });
    expect(paid.__typename).toMatch(/Payload|InvalidInputError/);
  } finally {
    await narrow.close();
  }
});

describe("listeners", () => {
  const topics = () => [...api.services.wakeUps.topics()].length;

  /** The statements that the database is sent while `work` runs. */
  async function statementsOf(work: () => Promise<void>): Promise<string[]> {
    const sent: string[] = [];
    const prototype = api.surroundings.Client.prototype as unknown as {
      query: (this: unknown, ...given: unknown[]) => unknown;
    };
    const query = Reflect.get(prototype, "query") as (this: unknown, ...given: unknown[]) => unknown;
    prototype.query = function counted(this: unknown, ...given: unknown[]) {
      const [text] = given as [string | { text: string }];
      sent.push(typeof text === "string" ? text : text.text);
      return query.apply(this, given);
    };
    try {
      await work();
      return sent;
    } finally {
      prototype.query = query;
    }
  }

  test("nobody is left of a socket that hangs up while it signs in", async () => {
    const before = topics();
    const holder = new pg.Client((api.dataSource.options as { url: string }).url);
    await holder.connect();
    await holder.query("begin");
    await holder.query("lock table sessions in access exclusive mode");
    const sockets = Array.from(
      { length: 3 },
      () => new WebSocket(`${api.url.replace("http", "ws")}/graphql`, "graphql-transport-ws"),
    );
    for (const socket of sockets) {
      await new Promise((resolve) => socket.once("open", resolve));
      socket.send(JSON.stringify({ type: "connection_init", payload: { Authorization: `Bearer ${ben.token}` } }));
    }
    const waiting = `select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%sessions%'`;
    for (let count = 0; count < 3; ) [{ waiting: count }] = await api.dataSource.query(waiting);
    const closed = sockets.map((socket) => new Promise((resolve) => socket.once("close", resolve)));
    for (const socket of sockets) socket.terminate();
    await Promise.all(closed);
    await holder.query("rollback");
    await holder.end();
    // Whoever signs in now comes after them.
    await ben.ask("{ viewer { id } }");
    expect(topics()).toBe(before);
  });

  test("a connection that breaks while it becomes a socket, or is refused as one, harms nobody", async () => {
    const { hostname, port } = new URL(api.url);
    const rounds = Array.from({ length: 40 }, async (_, index) => {
      const socket = connect(Number(port), hostname);
      socket.on("error", () => undefined);
      const path = index % 2 ? "/nowhere" : "/graphql";
      const head = [`GET ${path} HTTP/1.1`, "Host: localhost", "Connection: Upgrade", "Upgrade: websocket"];
      const key = ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
      await new Promise((resolve) => socket.write(`${[...head, ...key].join("\r\n")}\r\n\r\n`, resolve));
      socket.resetAndDestroy();
    });
    await Promise.all(rounds);
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200);
  });

  test("what is no frame ends its socket and is nobody's news", async () => {
    const said = jest.spyOn(api.surroundings.console, "error").mockImplementation(() => undefined);
    const socket = new WebSocket(`${api.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    await new Promise((resolve) => socket.once("open", resolve));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    (socket as unknown as { _socket: Socket })._socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]));
    await closed;
    expect(said).not.toHaveBeenCalled();
    said.mockRestore();
  });

  test("a live event costs all of them together what it costs one, and is looked for by nobody else", async () => {
    const clients = [ana, ben].map(({ token }) => socketOf(api.url, token));
    const query = "subscription ($groupId: ID!) { groupEvents(groupId: $groupId) { seq group { id lastEventSeq } } }";
    const heard = Array.from({ length: 10 }, (_, index) => listen(clients[index % 2]!, query, { groupId: group.id }));
    // The first one tells that all of them listen.
    while (heard.some((each) => each.results.length === 0)) {
      await ana.mutate("expenseCreate", expenseInput(group), "__typename");
      await ben.ask("{ viewer { id } }");
    }
    const first = (await stateOf(ana, group)).lastEventSeq;
    const heardUpTo = (seq: number) =>
      heard.map((each) => each.until(() => each.results.at(-1)?.data.groupEvents.seq === seq));
    await Promise.all(heardUpTo(first));
    const sent = await statementsOf(async () => {
      await ana.mutate("expenseCreate", expenseInput(group), "__typename");
      await Promise.all(heardUpTo(first + 1));
      await wakeForOthers(api.services);
    });
    const [writing, reading] = [25, 4];
    expect(sent.length).toBeLessThanOrEqual(writing + reading);
    expect(sent.filter((text) => text.includes("group_events where group_id = $1 and seq > $2"))).toHaveLength(1);
    for (const client of clients) await client.dispose();
  });

  test("what another process wrote wakes them, what this one wrote does not wake them again", async () => {
    const { wakeUps } = api.services;
    let woken = 0;
    const { lastEventSeq } = await stateOf(ana, group);
    const stop = wakeUps.listen(group.id, () => void (woken += 1), lastEventSeq);
    await wakeForOthers(api.services);
    expect(woken).toBe(0);
    await ana.mutate("expenseCreate", expenseInput(group), "__typename");
    expect(woken).toBe(1);
    await wakeForOthers(api.services);
    expect(woken).toBe(1);
    await api.dataSource.query("update groups set last_event_seq = last_event_seq + 1 where id = $1", [group.id]);
    await wakeForOthers(api.services);
    expect(woken).toBe(2);
    await api.dataSource.query("update groups set last_event_seq = last_event_seq - 1 where id = $1", [group.id]);
    stop();
  });
});

describe("subscriptions", () => {
  /** Straight into the tables, which is much faster than as many writes. */
  async function addEvents(groupId: string, count: number): Promise<number> {
    const [{ last }] = await api.dataSource.query("select last_event_seq as last from groups where id = $1", [groupId]);
    await api.dataSource.query(
      `insert into group_events (group_id, seq, type, at, subject_id)
       select $1, n, 'group.updated', now(), $1 from generate_series($2::int + 1, $2::int + $3::int) n`,
      [groupId, last, count],
    );
    await api.dataSource.query("update groups set last_event_seq = $2 where id = $1", [groupId, last + count]);
    return last + count;
  }

  const WIDE = `subscription ($groupId: ID!, $after: Int) { groupEvents(groupId: $groupId, after: $after) { seq group {
    expenses(first: 100) { edges { node { shares { amount { amount } member { name } } } } } } } }`;

  test("of one person are executed one at a time: twenty replays leave others their turn", async () => {
    const fresh = await api.group([ana, ben]);
    const last = await addEvents(fresh.id, 200);
    const client = socketOf(api.url, ben.token);
    const replays = Array.from({ length: 20 }, () => listen(client, WIDE, { groupId: fresh.id, after: 0 }));
    await until(() => api.services.eventTurns.waiting(ben.id) === 19);
    expect((await mallory.send("{ viewer { id } }")).errors).toBeUndefined();
    expect(replays.every(({ results }) => results.length < last)).toBe(true);
    await client.dispose();
  });

  test("more than ten thousand events behind are refused at the start", async () => {
    const fresh = await api.group([ana, ben]);
    const last = await addEvents(fresh.id, 10_001);
    const client = socketOf(api.url, ben.token);
    const heard = listen(client, WIDE, { groupId: fresh.id, after: last - 10_001 });
    await heard.until(() => heard.ended !== null);
    expect(heard.results[0].errors[0].extensions.code).toBe("OPERATION_TOO_COSTLY");
    const near = listen(
      client,
      "subscription ($groupId: ID!, $after: Int) { groupEvents(groupId: $groupId, after: $after) { seq } }",
      { groupId: fresh.id, after: last - 10_000 },
    );
    await near.until(() => near.results.length > 0);
    await client.dispose();
  });

  test("are charged for each event: an exhausted one is told when to come again, resumes and misses nothing", async () => {
    const limited = await TestApi.start({ RATE_LIMITS: "on" });
    try {
      const zoe = await limited.person("Zoe");
      const own = await limited.group([zoe]);
      await limited.dataSource.query(
        `insert into group_events (group_id, seq, type, at, subject_id)
         select $1, n, 'group.updated', now(), $1 from generate_series(2, 400) n`,
        [own.id],
      );
      await limited.dataSource.query("update groups set last_event_seq = 400 where id = $1", [own.id]);
      const client = socketOf(limited.url, zoe.token);
      const heard = listen(client, WIDE, { groupId: own.id, after: 0 });
      await heard.until(() => heard.ended !== null);
      const errors = heard.results.at(-1).errors;
      expect(errors[0].extensions).toMatchObject({ code: "RATE_LIMITED", retryAfter: expect.any(Number) });
      const seqs = heard.results.slice(0, -1).map((result) => result.data.groupEvents.seq);
      expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, index) => index + 1));
      expect(seqs.length).toBeLessThan(400);
      // Somebody else is not concerned, and a listener that comes back goes on behind the last one.
      (limited.services.rateLimits as { take: unknown }).take = async () => undefined;
      const again = listen(client, WIDE, { groupId: own.id, after: seqs.at(-1)! });
      await again.until(() => again.results.length > 0);
      expect(again.results[0].data.groupEvents.seq).toBe(seqs.at(-1)! + 1);
      await client.dispose();
    } finally {
      await limited.close();
    }
  });

  test("fifty sockets of one person are open at a time, and no more", async () => {
    const limited = await TestApi.start({ RATE_LIMITS: "on" });
    try {
      const zoe = await limited.person("Zoe");
      const open = async () => {
        const socket = new WebSocket(`${limited.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
        await new Promise((resolve) => socket.once("open", resolve));
        const said = new Promise<string>((resolve) => {
          socket.once("message", (data) => resolve(JSON.parse((data as Buffer).toString()).type));
          socket.once("close", (code) => resolve(String(code)));
        });
        socket.send(JSON.stringify({ type: "connection_init", payload: { Authorization: `Bearer ${zoe.token}` } }));
        return { socket, said: await said };
      };
      const opened = await Promise.all(Array.from({ length: 50 }, open));
      expect(new Set(opened.map(({ said }) => said))).toEqual(new Set(["connection_ack"]));
      expect((await open()).said).toBe("1013");
      const left = new Promise((resolve) => opened[0]!.socket.once("close", resolve));
      opened[0]!.socket.close();
      await left;
      // The server hears of it a moment later.
      for (let said = ""; said !== "connection_ack"; ) ({ said } = await open());
      for (const { socket } of opened) socket.terminate();
    } finally {
      await limited.close();
    }
  });
});

test("an id that nobody knows is not waited for either", async () => {
  const answer = await ana.try("expenseDelete", { id: newId("exp"), version: 1 });
  expect(answer.__typename).toBe("NotFoundError");
});
