// `npm run bench:reading [-- FOLDER]`: what a hundred receipts that are read at once cost those who do other things: medians
// of the same operations in one run, in turn with nothing to read and with the queue full; and what the readers take. The
// photos are the folder's, or drawn. Ratios of one run: compare nothing with another machine's. Never part of a test.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { median, startProduct } from "./running-product.mjs";
import { Account } from "./web-groups.mjs";

const RECEIPTS = 100;
const EXPENSES = 500;
/** Operations of each kind in a row, by so many callers at a time. */
const OPERATIONS = 150;
const CALLERS = 2;
const LIST = `query ($id: ID!) { group(id: $id) { name balances { member { id name } net { amount currency } }
  expenses(first: 20) { edges { node { id title total { amount currency } shares { amount { amount } } } } } } }`;
const STATES = `query ($id: ID!, $after: String) { group(id: $id) { receipts(first: 100, after: $after) {
  edges { node { state problem } } } } }`;

const root = join(fileURLToPath(import.meta.url), "../../..");
const folder = mkdtempSync(join(tmpdir(), "expense-tracker-bench-reading-"));
const product = await startProduct(root, join(folder, "data"));
try {
  await measure();
} finally {
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure() {
  const account = new Account(product.url);
  await account.register("Ana");
  const groupId = await account.group("Ana", EXPENSES, "2026-01-31");
  const { group } = await account.ask("query ($id: ID!) { group(id: $id) { members { id } } }", { id: groupId });
  const operations = {
    "a page of expenses with balances": () => account.ask(LIST, { id: groupId }),
    "an expense": () => account.expense(groupId, group.members[0].id),
  };
  for (const run of Object.values(operations)) await timesOf(run);
  const before = await timesOfAll(operations);
  const photos = await photosFrom(process.argv[2]);
  const begun = Date.now();
  for (let index = 0; index < RECEIPTS; index++) await account.receipt(groupId, photos[index % photos.length]);
  print("so many receipts were sent", `${RECEIPTS} in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  let most = memoryOf(product.pid);
  const watch = setInterval(() => (most = Math.max(most, memoryOf(product.pid))), 250);
  await until(async () => (await states(account, groupId)).READING > 0);
  const meanwhile = await timesOfAll(operations);
  const left = (await states(account, groupId)).QUEUED ?? 0;
  print("of them waited at the end of that", String(left));
  for (const [what, times] of Object.entries(before)) {
    const others = meanwhile[what];
    print(`${what}: median alone`, `${median(times).toFixed(2)} ms`);
    print(`${what}: median while receipts are read`, `${median(others).toFixed(2)} ms`);
    print(`${what}: ratio`, (median(others) / median(times)).toFixed(2));
  }
  await until(async () => {
    const { QUEUED = 0, READING = 0 } = await states(account, groupId);
    return QUEUED + READING === 0;
  });
  clearInterval(watch);
  print("all were read after", `${((Date.now() - begun) / 1000).toFixed(1)} s`);
  print("what became of them", JSON.stringify(await states(account, groupId)));
  print("memory of the readers at most", `${Math.round(most / 1024)} MB`);
}

async function photosFrom(given) {
  if (given) {
    return readdirSync(given)
      .filter((name) => /\.(jpe?g|png)$/i.test(name))
      .map((name) => readFileSync(join(given, name)));
  }
  const fontfile = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf");
  return Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      const rows = Array.from({ length: 12 }, (_row, row) => `Thing number ${row}        ${index + row}.50`);
      const sum = rows.reduce((total, _row, row) => total + index + row + 0.5, 0).toFixed(2);
      const text = ["CORNER SHOP", `01/${index + 10}/2026`, " ", ...rows, " ", `TOTAL                ${sum}`].join(
        "\n",
      );
      return sharp({ text: { text, font: "DejaVu Sans Mono 12", fontfile, dpi: 170, spacing: 14 } })
        .extend({ top: 40, bottom: 40, left: 40, right: 40, background: "#000000" })
        .negate()
        .jpeg()
        .toBuffer();
    }),
  );
}

async function states(account, groupId) {
  const { group } = await account.ask(STATES, { id: groupId });
  const counts = {};
  for (const { node } of group.receipts.edges) {
    const what = node.problem ?? node.state;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

async function timesOfAll(operations) {
  const times = {};
  for (const [what, run] of Object.entries(operations)) times[what] = await timesOf(run);
  return times;
}

async function timesOf(run) {
  const times = [];
  const caller = async () => {
    while (times.length < OPERATIONS) {
      const begun = performance.now();
      await run();
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return times;
}

async function until(holds) {
  while (!(await holds())) await sleep(500);
}

/** Kilobytes of the processes below this one, but for the database's. */
function memoryOf(pid) {
  let sum = 0;
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    try {
      const status = readFileSync(`/proc/${name}/status`, "utf8");
      const isReader = readFileSync(`/proc/${name}/cmdline`, "utf8").includes("reader/child");
      if (isReader && Number(/PPid:\s+(\d+)/.exec(status)[1]) === pid) sum += Number(/VmRSS:\s+(\d+)/.exec(status)[1]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return sum;
}

function print(what, value) {
  process.stdout.write(`${what.padEnd(64)} ${value}\n`);
}
