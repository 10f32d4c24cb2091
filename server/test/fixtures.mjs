// `npm run test:fixtures -- FOLDER`: runs real files of other products through the built product, over HTTP alone, and
// compares what comes out with what the files themselves say. Folders for rooms that are not built yet are not counted.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { prepare, root } from "../prepare.mjs";

const READY_MILLISECONDS = 120_000;

const IMPORT = `id state expenseCount settlementCount knownCount kept { id } problems { line message }
  totals { person computed { amount currency } stated { amount currency } }`;
const GROUP_FIELDS = `id members { id name role leftAt } balances { member { name } net { amount currency } }
  ledgerHealth { ok violations { rule message } }`;
const REGISTER = `mutation ($input: UserRegisterInput!) {
  userRegister(input: $input) { ... on UserRegisterPayload { session { accessToken } } }
}`;
const GROUP = `query ($id: ID!) {
  group(id: $id) { ${GROUP_FIELDS} expenses(first: 100) { edges { node { id title total { amount currency } } } } }
}`;
const GROUP_CREATE = `mutation ($input: GroupCreateInput!) {
  groupCreate(input: $input) { ... on GroupCreatePayload { group { ${GROUP_FIELDS} } } }
}`;
const EXPENSE_CREATE = `mutation ($input: ExpenseCreateInput!) { expenseCreate(input: $input) { __typename } }`;
const UPLOAD_START = `mutation ($input: UploadStartInput!) {
  uploadStart(input: $input) { ... on UploadStartPayload { upload { id url fields { name value } } } }
}`;
const IMPORT_START = `mutation ($input: ImportStartInput!) {
  importStart(input: $input) { __typename ... on ImportStartPayload { import { ${IMPORT} } } ... on UserError { message } }
}`;
const IMPORT_COMMIT = `mutation ($input: ImportCommitInput!) {
  importCommit(input: $input) {
    __typename
    ... on ImportCommitPayload { import { ${IMPORT} } group { lastEventSeq ${GROUP_FIELDS} } }
    ... on UserError { message }
  }
}`;
const UNDO = `mutation ($input: ImportUndoInput!) {
  importUndo(input: $input) { ... on ImportUndoPayload { import { ${IMPORT} } } ... on UserError { message } }
}`;

const folder = process.argv[2];
if (folder === undefined || !existsSync(join(folder, "splitwise"))) {
  process.stderr.write(
    "Say where the real files are: npm run test:fixtures -- FOLDER, with a folder splitwise in it.\n",
  );
  process.exit(1);
}

let passed = 0;
let failed = 0;
let accounts = 0;

await prepare();
// It imports what has just been built.
const { receiptFiles } = await import("./receipt-fixtures.mjs");
const rates = readRates(join(resolve(folder), "rates/eurofxref-hist.csv.gz"));
const provider = await serveRates(rates.bytes);
const product = await startProduct({ RATES_URL: provider.url });
try {
  await splitwiseFiles(join(resolve(folder), "splitwise"));
  await referenceRates();
  await receiptFiles(join(resolve(folder), "receipts"), check);
} finally {
  await product.stop();
  provider.close();
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

async function splitwiseFiles(path) {
  for (const name of readdirSync(path)
    .filter((file) => file.endsWith(".csv"))
    .sort()) {
    const file = readSplitwise(join(path, name));
    const viewer = await register("Somebody Else");
    await check(`${name}: every row is understood, and both previews and commits say how many`, () =>
      counts(viewer, name, file),
    );
    await check(`${name}: the balances are the file's own closing balances`, () => balances(viewer, name, file));
    await check(`${name}: the same file again adds nothing`, () => again(viewer, name, file));
    await check(`${name}: undo leaves a group as it was before`, () => undone(viewer, name, file));
  }
}

async function referenceRates() {
  const viewer = await register("Somebody Abroad");
  await check("rates: every day of the file is known, and on the days between the last one before", () =>
    everyDay(viewer),
  );
  await check("rates: two hundred crosses are what long division says, to fifteen digits", () => crosses(viewer));
  await check("rates: before its first day a currency has none, after its last day the last", () => ends(viewer));
}

/** Days with their rates per euro, oldest first, by a plain reading of the file. */
function readRates(path) {
  const bytes = gunzipSync(readFileSync(path));
  const [header, ...lines] = bytes.toString("utf8").trim().split(/\r?\n/);
  const currencies = header.split(",").slice(1).filter(Boolean);
  const days = lines.map((line) => {
    const [day, ...cells] = line.split(",");
    const known = currencies.map((code, index) => [code, cells[index]]).filter(([, rate]) => /^\d/.test(rate));
    return { day, perEuro: new Map(known) };
  });
  return { bytes, currencies, days: days.sort((a, b) => (a.day < b.day ? -1 : 1)) };
}

function serveRates(bytes) {
  const server = createHttpServer((_request, response) => void response.end(bytes));
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({ url: `http://127.0.0.1:${server.address().port}/eurofxref-hist.csv`, close: () => server.close() });
    });
  });
}

async function everyDay(viewer) {
  for (const until = Date.now() + READY_MILLISECONDS; ; await sleep(100)) {
    const [first] = await askRates(viewer, [{ from: "EUR", to: "USD", on: rates.days[0].day }]);
    if (first !== null) break;
    if (Date.now() > until) throw new Error("The rates were never fetched.");
  }
  const next = new Map(rates.days.map(({ day }, index) => [day, rates.days[index + 1]?.day]));
  const wanted = [];
  for (const { day, perEuro } of rates.days) {
    const known = { from: "EUR", to: "USD", asOf: day, rate: canonical(perEuro.get("USD")) };
    wanted.push({ ...known, on: day });
    // The day after, where it has no rates of its own: a weekend or a holiday.
    const after = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
    if (next.get(day) !== undefined && next.get(day) !== after) wanted.push({ ...known, on: after });
  }
  same(wanted.length > rates.days.length * 1.2, true);
  await compareRates(viewer, wanted);
}

async function crosses(viewer) {
  const wanted = [];
  for (let number = 0; wanted.length < 200; number++) {
    const { day, perEuro } = rates.days[(number * 7919) % rates.days.length];
    const codes = [...perEuro.keys()];
    const [from, to] = [codes[(number * 31) % codes.length], codes[(number * 17 + 5) % codes.length]];
    if (from !== to) wanted.push({ from, to, on: day, asOf: day, rate: quotient(perEuro.get(to), perEuro.get(from)) });
  }
  await compareRates(viewer, wanted);
}

async function ends(viewer) {
  const wanted = [];
  for (const code of rates.currencies) {
    const having = rates.days.filter(({ perEuro }) => perEuro.has(code));
    const [first, last] = [having[0], having.at(-1)];
    const before = new Date(Date.parse(first.day) - 86_400_000).toISOString().slice(0, 10);
    wanted.push({ from: "EUR", to: code, on: before, none: true });
    wanted.push({ from: "EUR", to: code, on: "2026-06-30", asOf: last.day, rate: canonical(last.perEuro.get(code)) });
  }
  same(wanted.find(({ to, none }) => to === "HRK" && !none).asOf, "2022-12-30");
  await compareRates(viewer, wanted);
}

async function compareRates(viewer, wanted) {
  const batches = [];
  for (let at = 0; at < wanted.length; at += 15) batches.push(wanted.slice(at, at + 15));
  const one = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const answers = await askRates(viewer, batch);
      for (const [index, { from, to, on, asOf, rate, none }] of batch.entries()) {
        same([from, to, on, answers[index]], [from, to, on, none ? null : { rate, asOf }]);
      }
    }
  };
  await Promise.all([one(), one(), one(), one()]);
}

/** At most fifteen rates in one operation. */
async function askRates(viewer, wanted) {
  const fields = wanted.map(
    ({ from, to, on }, index) => `r${index}: exchangeRate(from: "${from}", to: "${to}", on: "${on}") { rate asOf }`,
  );
  return Object.values(await ask(viewer, `{ ${fields.join(" ")} }`));
}

/** One decimal text through another to fifteen significant digits, half to even, digit by digit. */
function quotient(above, below) {
  const decimals = (text) => (text.split(".")[1] ?? "").length;
  let top = BigInt(above.replace(".", "")) * 10n ** BigInt(decimals(below));
  const bottom = BigInt(below.replace(".", "")) * 10n ** BigInt(decimals(above));
  let digits = (top / bottom).toString();
  let point = digits.length;
  if (digits === "0") [digits, point] = ["", 0];
  for (top %= bottom; digits.replace(/^0+/, "").length < 15 && top > 0n; ) {
    top *= 10n;
    digits += top / bottom;
    top %= bottom;
  }
  const half = top * 2n - bottom;
  const up = half > 0n || (half === 0n && /[13579]$/.test(digits));
  const rounded = (BigInt(digits) + (up ? 1n : 0n)).toString().padStart(digits.length, "0");
  point += rounded.length - digits.length;
  return canonical(`${rounded.slice(0, point) || "0"}.${rounded.slice(point)}`);
}

function canonical(decimal) {
  return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}

async function check(title, work) {
  try {
    await work();
    passed++;
    process.stdout.write(`ok      ${title}\n`);
  } catch (error) {
    failed++;
    process.stdout.write(`FAILED  ${title}\n        ${error.stack}\n`);
  }
}

/** What a plain reading of the file says, without any of the product's code: people, rows, closing balances. */
function readSplitwise(path) {
  const bytes = readFileSync(path);
  const lines = bytes.toString("utf8").split(/\r?\n/);
  const header = lines.find((line) => line.startsWith("Date,Description,Category,Cost,Currency,"));
  const people = header
    .split(",")
    .slice(5)
    .filter((name) => name !== "");
  const dated = lines.filter((line) => /^\d{4}-\d\d-\d\d,/.test(line));
  const footers = dated.filter((line) => line.includes(",Total balance,")).map((line) => line.split(","));
  const stated = footers.flatMap((cells) => people.map((person, index) => `${person} ${cells[4]} ${cells[5 + index]}`));
  return { bytes, people, rows: dated.length - footers.length, stated };
}

async function counts(viewer, name, file) {
  const preview = await start(viewer, name, file);
  const { import: committed } = await commit(viewer, preview.id);
  for (const { expenseCount, settlementCount, knownCount, problems } of [preview, committed]) {
    same(
      { rows: expenseCount + settlementCount, knownCount, problems },
      { rows: file.rows, knownCount: 0, problems: [] },
    );
  }
}

async function balances(viewer, name, file) {
  const preview = await start(viewer, name, file);
  const { group } = await commit(viewer, preview.id);
  const moved = group.balances.map(({ member, net }) => `${member.name} ${net.currency} ${net.amount}`);
  const expected = file.stated.filter((balance) => !/ -?0(\.0+)?$/.test(balance));
  same(sorted(moved), sorted(expected));
  const totals = preview.totals.filter(({ stated }) => stated !== null);
  same(
    sorted(totals.map(({ person, stated }) => `${person} ${stated.currency} ${stated.amount}`)),
    sorted(file.stated),
  );
  same(
    totals.map(({ computed }) => computed),
    totals.map(({ stated }) => stated),
  );
  same(group.ledgerHealth, { ok: true, violations: [] });
  same(group.lastEventSeq, 1);
}

async function again(viewer, name, file) {
  const first = await start(viewer, name, file);
  const { group: before } = await commit(viewer, first.id);
  const second = await start(viewer, name, file, { groupId: before.id });
  const { group, import: committed } = await commit(viewer, second.id);
  for (const { expenseCount, settlementCount, knownCount } of [second, committed]) {
    same({ expenseCount, settlementCount, knownCount }, { expenseCount: 0, settlementCount: 0, knownCount: file.rows });
  }
  same(group.balances, before.balances);
  same(group.members, before.members);
}

async function undone(viewer, name, file) {
  const group = await newGroup(viewer);
  const before = await stateOf(viewer, group.id);
  const preview = await start(viewer, name, file, { groupId: group.id });
  await commit(viewer, preview.id);
  const { importUndo } = await ask(viewer, UNDO, { input: { id: preview.id } });
  same({ state: importUndo.import?.state, kept: importUndo.import?.kept }, { state: "UNDONE", kept: [] });
  same(await stateOf(viewer, group.id), before);
}

/** A group with a past of its own. */
async function newGroup(viewer) {
  const input = { name: "Flat", currency: "EUR", members: [{ name: "Somebody Third" }] };
  const { groupCreate } = await ask(viewer, GROUP_CREATE, { input });
  const { id, members } = groupCreate.group;
  const expense = {
    groupId: id,
    title: "Tea",
    total: { amount: "10.01", currency: "EUR" },
    incurredOn: "2026-01-31",
    payers: [{ memberId: members[0].id }],
    split: { mode: "EQUAL" },
  };
  const { expenseCreate } = await ask(viewer, EXPENSE_CREATE, { input: expense });
  same(expenseCreate.__typename, "ExpenseCreatePayload");
  return groupCreate.group;
}

async function stateOf(viewer, id) {
  const { group } = await ask(viewer, GROUP, { id });
  const present = group.members.filter(({ leftAt }) => leftAt === null);
  return { ...group, members: present };
}

async function start(viewer, name, { bytes }, into = {}) {
  const size = bytes.length;
  const file = { purpose: "IMPORT", fileName: `${name}`, contentType: "text/csv", size };
  const { uploadStart } = await ask(viewer, UPLOAD_START, { input: file });
  const form = new FormData();
  for (const field of uploadStart.upload.fields) form.append(field.name, field.value);
  form.append("file", new Blob([bytes], { type: "text/csv" }), name);
  const sent = await fetch(uploadStart.upload.url, { method: "POST", body: form });
  same(sent.status, 204);
  const input = { uploadId: uploadStart.upload.id, format: "SPLITWISE_CSV", ...into };
  const { importStart } = await ask(viewer, IMPORT_START, { input });
  same(importStart.__typename, "ImportStartPayload");
  return importStart.import;
}

async function commit(viewer, id) {
  const { importCommit } = await ask(viewer, IMPORT_COMMIT, { input: { id } });
  same(importCommit.__typename, "ImportCommitPayload");
  return importCommit;
}

async function register(name) {
  const email = `somebody-${++accounts}@example.com`;
  const input = { email, password: "a long enough password", name };
  const { userRegister } = await ask(null, REGISTER, { input });
  return userRegister.session.accessToken;
}

async function ask(token, query, variables) {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(`${product.url}/graphql`, {
    method: "POST",
    headers,
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

function sorted(texts) {
  return [...texts].sort((a, b) => (a < b ? -1 : 1));
}

function same(actual, expected) {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${is}\n        should be ${should}`);
}

/** The built product as a process of its own, on a free port and with data of its own. */
async function startProduct(settings) {
  const dataDir = mkdtempSync(join(tmpdir(), "expense-tracker-fixtures-"));
  const port = await freePort();
  const { DATABASE_URL, PUBLIC_URL, HOST, NODE_OPTIONS, ...inherited } = process.env;
  const env = {
    ...inherited,
    NODE_ENV: "production",
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: "warn",
    RATE_LIMITS: "off",
    ...settings,
  };
  const child = spawn(process.execPath, [join(root, "dist/server/main.js")], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await isReady(child, ended);
    return { url: `http://127.0.0.1:${port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function isReady(child, ended) {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (said.includes("ready at")) resolve();
    });
    void ended.then(() => reject(new Error("The product ended before it was ready.")));
    setTimeout(() => reject(new Error("The product did not become ready.")), READY_MILLISECONDS).unref();
  });
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
