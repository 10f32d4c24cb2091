// `npm run bench:receipts -- FOLDER...`: reads every image of the folders and compares with what is known of it (NAME.json
// beside it, or expected.json): accuracy of each field with its 95 % interval, what is filled in without asking, how well the
// confidences are calibrated, the items, and seconds per receipt. `--engines tesseract,both` and `--workers 1,2` say what is
// measured; `--part kept` reads only the third that the calibration was not fitted to, `--part fitted` the others; `--details`
// names each miss; `--save FILE` keeps what the engines read. Never part of a test.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, parse } from "node:path";
import { parseArgs } from "node:util";
import { amountText } from "../../dist/server/kernel/money.js";
import { LANGUAGES } from "../../dist/server/reader/language.js";
import { IDLE_MILLISECONDS, LIMITS, ReaderProcesses } from "../../dist/server/reader/reader-processes.js";
import { f1, interval, rightFields, rightItems } from "./receipt-scores.mjs";
import { median } from "./running-product.mjs";

const EDGES = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.001];
const FIELDS = ["total", "date", "merchant"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engines: { type: "string", default: "tesseract,both" },
    workers: { type: "string", default: "1,2" },
    part: { type: "string", default: "all" },
    currency: { type: "string", default: "EUR" },
    locale: { type: "string" },
    details: { type: "boolean", default: false },
    save: { type: "string" },
  },
});
if (positionals.length === 0) {
  process.stderr.write("Say where receipts with their truth are: npm run bench:receipts -- FOLDER...\n");
  process.exit(1);
}

const today = new Date().toISOString().slice(0, 10);
const expected = { currency: values.currency, today, locale: values.locale ?? null, learned: [] };
const receipts = positionals.flatMap(receiptsOf);
const kept = {};

for (const engines of values.engines.split(",")) {
  for (const workers of values.workers.split(",").map(Number)) {
    const { read, seconds } = await readAll(engines, workers);
    const each = median(read.map(({ milliseconds }) => milliseconds / 1_000));
    const apart = seconds / read.length;
    say(
      `\n${engines}, ${workers} at once: ${read.length} receipts, ${each.toFixed(2)} s each (median), one every ${apart.toFixed(2)} s`,
    );
    if (workers !== Number(values.workers.split(",")[0])) continue;
    accuracy(read);
    calibration(read);
    for (const { name, reading } of read) (kept[engines] ??= {})[name] = reading;
  }
}
if (values.save !== undefined)
  writeFileSync(
    values.save,
    JSON.stringify(kept, (_key, value) => (typeof value === "bigint" ? String(value) : value)),
  );

/** The images of a folder that something is known of. */
function receiptsOf(folder) {
  const shared = join(folder, "expected.json");
  const all = existsSync(shared) ? JSON.parse(readFileSync(shared, "utf8")) : {};
  return readdirSync(folder)
    .filter((file) => /\.(?:jpe?g|png|webp|pdf)$/iu.test(file))
    .flatMap((file) => {
      const { name } = parse(file);
      const own = join(folder, `${name}.json`);
      const truth = existsSync(own) ? JSON.parse(readFileSync(own, "utf8")) : all[name];
      return truth && isInPart(name) ? [{ name, folder: parse(folder).base, file: join(folder, file), truth }] : [];
    });
}

/** A third of the receipts, by a hash of their names, is kept aside: nothing was fitted to it. */
function isInPart(name) {
  if (values.part === "all") return true;
  const isKept = createHash("sha256").update(name).digest()[0] % 3 === 0;
  return isKept === (values.part === "kept");
}

async function readAll(engines, workers) {
  const settings = { languages: LANGUAGES, url: null, idleMilliseconds: IDLE_MILLISECONDS, limits: LIMITS };
  const readers = new ReaderProcesses({ ...settings, workers, paddle: engines === "both" });
  const waiting = [...receipts];
  const done = [];
  const work = async () => {
    for (let receipt = waiting.shift(); receipt; receipt = waiting.shift()) done.push(await readOne(readers, receipt));
  };
  try {
    // What is loaded once is no receipt's.
    if (receipts[0]) await readOne(readers, receipts[0]);
    const began = performance.now();
    await Promise.all(Array.from({ length: workers }, work));
    return { read: done, seconds: (performance.now() - began) / 1_000 };
  } finally {
    await readers.end();
  }
}

async function readOne(readers, receipt) {
  const began = performance.now();
  const prepared = await readers.prepare(readFileSync(receipt.file));
  const pages = "problem" in prepared ? [] : prepared.pages.map(({ full }) => full);
  const result = pages.length === 0 ? prepared : await readers.read(pages, expected, () => undefined);
  const milliseconds = performance.now() - began;
  const reading = "text" in result ? result.text : null;
  return { ...receipt, reading, summary: reading && summaryOf(reading), milliseconds };
}

function summaryOf({ merchant, date, total, currency, lines }) {
  const money = (minor) => amountText(minor, currency.value);
  return {
    merchant: merchant?.value ?? null,
    date: date?.value ?? null,
    total: total ? money(total.value) : null,
    items: lines.filter(({ kind }) => kind === "ITEM").map(({ name, minor }) => ({ name, price: money(minor) })),
  };
}

function accuracy(read) {
  say(`${"".padEnd(12)}${["n", ...FIELDS, "all three", "items F1"].map((head) => head.padStart(19)).join("")}`);
  const folders = [...new Set(read.map(({ folder }) => folder))];
  for (const folder of folders)
    accuracyRow(
      folder,
      read.filter((each) => each.folder === folder),
    );
  if (folders.length > 1) accuracyRow("all", read);
  const filled = read.filter(({ reading }) => reading?.total?.filled);
  const right = filled.filter(({ truth, summary }) => rightFields(truth, summary).total);
  say(
    `totals filled in without asking: ${share(filled.length, read.length)} of receipts, right ${share(right.length, filled.length)}`,
  );
  if (values.details) for (const each of read) details(each);
}

function accuracyRow(name, read) {
  const rights = read.map(({ truth, summary }) => rightFields(truth, summary));
  const cells = FIELDS.map((field) => {
    const known = rights.filter((right) => right[field] !== undefined);
    return share(known.filter((right) => right[field]).length, known.length);
  });
  const three = rights.filter((right) => FIELDS.every((field) => right[field] !== false)).length;
  const counts = read
    .filter(({ truth }) => Array.isArray(truth.items))
    .map(({ truth, summary }) => rightItems(truth.items, summary?.items ?? []))
    .reduce((all, one) => ({ read: all.read + one.read, there: all.there + one.there, right: all.right + one.right }), {
      read: 0,
      there: 0,
      right: 0,
    });
  const items = counts.there > 0 ? (100 * f1(counts)).toFixed(1) : "";
  say(
    `${name.padEnd(12)}${[String(read.length), ...cells, share(three, read.length), items].map((cell) => cell.padStart(19)).join("")}`,
  );
}

function share(right, all) {
  if (all === 0) return "";
  const [low, high] = interval(right, all).map((part) => Math.round(100 * part));
  return `${((100 * right) / all).toFixed(1)} (${low}-${high})`;
}

/** Of totals, days and merchants with about the same confidence: how many are right. */
function calibration(read) {
  for (const field of FIELDS) {
    const known = read.flatMap(({ truth, reading, summary }) => {
      const right = rightFields(truth, summary)[field];
      return right === undefined || !reading?.[field] ? [] : [{ confidence: reading[field].confidence, right }];
    });
    const bins = EDGES.slice(0, -1).map((low, at) =>
      known.filter(({ confidence }) => confidence >= low && confidence < EDGES[at + 1]),
    );
    const cells = bins.map((bin, at) => {
      if (bin.length === 0) return "";
      const said = bin.reduce((sum, { confidence }) => sum + confidence, 0) / bin.length;
      const right = bin.filter((each) => each.right).length / bin.length;
      return `${EDGES[at]}+: said ${said.toFixed(2)}, right ${right.toFixed(2)} (${bin.length})`;
    });
    say(`${field.padEnd(9)} ${cells.filter(Boolean).join("  ")}`);
  }
}

function details({ name, truth, summary }) {
  const right = rightFields(truth, summary);
  for (const field of FIELDS) {
    if (right[field] === false) say(`  ${name}: ${field} ${summary?.[field] ?? null}, should be ${truth[field]}`);
  }
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
