// `npm run test:fixtures -- FOLDER`: runs real files of other products through the built product, over HTTP alone, and
// compares what comes out with what the files themselves say. Folders for rooms that are not built yet are not counted.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
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
const product = await startProduct();
try {
  await splitwiseFiles(join(resolve(folder), "splitwise"));
} finally {
  await product.stop();
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
async function startProduct() {
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
