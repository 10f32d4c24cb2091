// `npm run bench:live`: how fast one event reaches a thousand sockets beside the plainest broadcaster there is, on one process
// and on two that share a Redis; what an idle subscribed socket takes; how soon the other process knows. Ratios of one run:
// compare nothing with another machine's. Needs redis-server on the machine, or REDIS_URL. Never part of a test.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { WebSocket, WebSocketServer } from "ws";
import { freePort, median, startProduct } from "./running-product.mjs";
import { Account } from "./web-groups.mjs";

const SOCKETS = 1_000;
const EVENTS = 60;
const ROUNDS = 5;
const HELD = 2_000;
const HELD_SECONDS = 60;
const WRITES = 100;
const QUERY = `subscription ($groupId: ID!) { groupEvents(groupId: $groupId) {
  seq type at actor { id name } group { id lastEventSeq } } }`;

/** The plainest broadcaster: one text to all who are there, as often as it is told to. */
async function broadcast() {
  const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[3]), perMessageDeflate: false });
  process.on("message", ({ text, times }) => {
    for (let time = 0; time < times; time++) for (const socket of server.clients) socket.send(text);
  });
  await once(server, "listening");
  process.send("ready");
}

async function measure() {
  const folder = mkdtempSync(join(tmpdir(), "expense-tracker-bench-live-"));
  const root = join(fileURLToPath(import.meta.url), "../../..");
  const endings = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const database = await startDatabase(root, folder);
    endings.push(() => database.stop());
    const redis = await startRedis();
    endings.push(() => redis.stop());
    const env = { DATABASE_URL: database.url, REDIS_URL: redis.url, AUTH_SECRET: "b".repeat(40) };
    const products = [];
    for (const name of ["one", "two"]) {
      products.push(await startProduct(root, join(folder, name), env));
      endings.push(products.at(-1).stop);
    }
    const account = new Account(products[0].url);
    await account.register("Ana");
    const groupId = await account.emptyGroup("Ana");
    const client = new pg.Client(database.url);
    await client.connect();
    endings.push(() => client.end());
    await fanOut(products, account, groupId, client);
    await latency(products, account, groupId);
    await held(products[0], account, groupId);
  } finally {
    for (const end of endings.reverse())
      await Promise.resolve(end()).catch((error) => process.stderr.write(`${error}\n`));
  }
}

async function startDatabase(root, folder) {
  const { startEmbeddedPostgres } = await import(join(root, "dist/server/platform/embedded-postgres.js"));
  return startEmbeddedPostgres(join(folder, "database"), { temporary: true });
}

async function startRedis() {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, stop: () => undefined };
  if (spawnSync("redis-server", ["--version"]).error) throw new Error("There is no redis-server: set REDIS_URL.");
  const port = await freePort();
  const child = spawn("redis-server", ["--port", String(port), "--save", ""], { stdio: "ignore" });
  return { url: `redis://127.0.0.1:${port}`, stop: () => void child.kill() };
}

/** Deliveries a second: of the broadcaster, of one process, and of both together, in turn. */
async function fanOut(products, account, groupId, client) {
  const raw = await rawListeners();
  const alone = await listenersOf([products[0]], account, groupId, SOCKETS);
  const bytes = await sizeOfEvent(account, groupId, alone);
  const rates = { raw: [], one: [], two: [] };
  for (let round = -1; round < ROUNDS; round++) {
    const took = { raw: await raw.rate("x".repeat(bytes)), one: await eventsRate(alone, account, groupId, client) };
    if (round >= 0) for (const [name, rate] of Object.entries(took)) rates[name].push(rate);
  }
  alone.close();
  const both = await listenersOf(products, account, groupId, SOCKETS);
  await sizeOfEvent(account, groupId, both);
  for (let round = -1; round < ROUNDS; round++) {
    const rate = await eventsRate(both, account, groupId, client);
    if (round >= 0) rates.two.push(rate);
  }
  both.close();
  raw.close();
  const {
    raw: plain,
    one,
    two,
  } = Object.fromEntries(Object.entries(rates).map(([name, each]) => [name, median(each)]));
  print(`deliveries a second to ${SOCKETS} sockets, ${bytes} bytes each: plain ws`, Math.round(plain));
  print("  one process", `${Math.round(one)}  (${(one / plain).toFixed(2)} of plain ws)`);
  print("  two processes by Redis", `${Math.round(two)}  (${(two / one).toFixed(2)} of one)`);
}

/** Many events at once, of which the last one wakes: what is measured is delivering, not writing. */
async function eventsRate(listeners, account, groupId, client) {
  await client.query(
    `with bumped as (update groups set last_event_seq = last_event_seq + $2 where id = $1 returning last_event_seq)
     insert into group_events (group_id, seq, type, at, subject_id)
     select $1, last_event_seq - $2 + n, 'group.updated', now(), $1 from bumped, generate_series(1, $2::int) n`,
    [groupId, EVENTS - 1],
  );
  return listeners.rate(EVENTS * SOCKETS, () => account.addMember(groupId));
}

async function sizeOfEvent(account, groupId, listeners) {
  await listeners.rate(SOCKETS, () => account.addMember(groupId));
  return listeners.lastLength();
}

/** Sockets that count what they are told. */
class Listeners {
  count = 0;
  last = "";
  wanted = Number.POSITIVE_INFINITY;
  sockets = [];

  heard(text) {
    this.count += 1;
    this.last = text;
    if (this.count >= this.wanted) this.done();
  }

  /** How many a second arrive, of so many that `begin` brings about. */
  async rate(wanted, begin) {
    this.count = 0;
    this.wanted = wanted;
    const done = new Promise((resolve) => {
      this.done = () => resolve(performance.now());
    });
    const begun = performance.now();
    await begin();
    return wanted / (((await done) - begun) / 1000);
  }

  lastLength() {
    return this.last.length;
  }

  close() {
    for (const socket of this.sockets) socket.terminate();
  }
}

/** By default the library gives each message as one buffer. */
function textOf(data) {
  return data instanceof Buffer ? data.toString() : "";
}

async function rawListeners() {
  const port = await freePort();
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), "broadcast", String(port)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await once(child, "message");
  const listeners = new Listeners();
  for (let index = 0; index < SOCKETS; index++) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
    socket.on("message", (data) => listeners.heard(textOf(data)));
    await once(socket, "open");
    listeners.sockets.push(socket);
  }
  return {
    rate: (text) => listeners.rate(EVENTS * SOCKETS, () => void child.send({ text, times: EVENTS })),
    close: () => {
      listeners.close();
      child.kill();
    },
  };
}

async function listenersOf(products, account, groupId, count) {
  const listeners = new Listeners();
  for (let index = 0; index < count; index++) {
    const { url } = products[index % products.length];
    listeners.sockets.push(await subscribed(url, account.token, groupId, (text) => listeners.heard(text)));
  }
  // The last ones begin to listen.
  await sleep(500);
  return listeners;
}

async function subscribed(url, token, groupId, heard) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
    perMessageDeflate: false,
  });
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "connection_init", payload: { Authorization: `Bearer ${token}` } }));
  await once(socket, "message");
  socket.on("message", (data) => {
    const text = textOf(data);
    if (text.includes('"type":"next"')) heard(text);
    else if (text.includes('"type":"error"')) throw new Error(text);
  });
  socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: QUERY, variables: { groupId } } }));
  return socket;
}

/** From the answer to a write of one process to the event of the other. */
async function latency([one, other], account, groupId) {
  let arrived = () => undefined;
  const socket = await subscribed(other.url, account.token, groupId, () => arrived(performance.now()));
  await sleep(500);
  const times = [];
  for (let count = 0; count < WRITES; count++) {
    const event = new Promise((resolve) => {
      arrived = resolve;
    });
    await account.addMember(groupId);
    const answered = performance.now();
    times.push((await event) - answered);
  }
  socket.terminate();
  void one;
  print("from a write's answer here to its event there, median", `${median(times).toFixed(1)} ms`);
}

async function held(product, account, groupId) {
  const few = await listenersOf([product], account, groupId, 100);
  await account.addMember(groupId);
  await sleep(5_000);
  const before = memoryOf(product.pid);
  const many = await listenersOf([product], account, groupId, HELD);
  await sleep(HELD_SECONDS * 1000);
  const after = memoryOf(product.pid);
  const open = many.sockets.filter((socket) => socket.readyState === WebSocket.OPEN).length;
  print(`of ${HELD} sockets open after ${HELD_SECONDS} s`, open);
  print("memory of an idle subscribed socket", `${((after - before) / HELD / 1024).toFixed(1)} KB`);
  many.close();
  few.close();
}

/** Bytes that a process has in memory. */
function memoryOf(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024;
}

function print(what, value) {
  process.stdout.write(`${what.padEnd(72)} ${value}\n`);
}

if (process.argv[2] === "broadcast") await broadcast();
else await measure();
