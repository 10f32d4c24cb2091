// The part of `npm run test:fixtures` that reads receipts: texts as an engine might give them have exact values, and a receipt
// that was turned, skewed, made noisy or faded has the same total as the clean one.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { amountText } from "../../dist/server/kernel/money.js";
import { LANGUAGES } from "../../dist/server/reader/language.js";
import { IDLE_MILLISECONDS, LIMITS, ReaderProcesses } from "../../dist/server/reader/reader-processes.js";
import { extractReceipt } from "../../dist/server/reader/rules/extract.js";
import { textPage } from "../../dist/server/reader/rules/text-page.js";

const EXPECTED = { currency: "USD", today: "2026-11-29", locale: null, learned: [] };
const SETTINGS = { languages: LANGUAGES, url: null, workers: 1, idleMilliseconds: IDLE_MILLISECONDS, limits: LIMITS };

/**
 * Checks the receipts below `folder`, where there are any.
 *
 * @param {string} folder
 * @param {(title: string, work: () => unknown) => Promise<void>} check
 */
export async function receiptFiles(folder, check) {
  if (!existsSync(folder)) return;
  await texts(join(folder, "texts"), check);
  for (const engines of ["tesseract", "both"]) await images(join(folder, "distorted"), engines, check);
}

async function texts(folder, check) {
  for (const [name, truth] of Object.entries(expectedIn(folder))) {
    await check(`${name}.txt: exactly the sums and lines that stand there`, () => {
      const reading = extractReceipt([textPage(readFileSync(join(folder, `${name}.txt`), "utf8"))], EXPECTED);
      same(summaryOf(reading), truth);
    });
  }
}

async function images(folder, engines, check) {
  const readers = new ReaderProcesses({ ...SETTINGS, paddle: engines === "both" });
  try {
    for (const [name, { total, flagged }] of Object.entries(expectedIn(folder))) {
      await check(
        `${name}.png, ${engines}: the total${flagged ? ", and that its own sums are wrong" : ""}`,
        async () => {
          const reading = await readImage(readers, join(folder, `${name}.png`));
          const read = summaryOf(reading);
          same({ total: read.total }, { total });
          if (flagged && reading.checks.every(({ ok }) => ok)) throw new Error("All its sums are said to be right.");
        },
      );
    }
  } finally {
    await readers.end();
  }
}

function expectedIn(folder) {
  return JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
}

async function readImage(readers, path) {
  const prepared = await readers.prepare(readFileSync(path));
  if ("problem" in prepared) throw new Error(prepared.problem);
  const result = await readers.read(
    prepared.pages.map(({ full }) => full),
    EXPECTED,
    () => undefined,
  );
  if ("problem" in result) throw new Error(result.problem);
  return result.text;
}

function summaryOf({ currency, total, subtotal, tax, tip, lines }) {
  const money = (field) => field && amountText(field.value, currency.value);
  const ofKind = (kind) => lines.filter((line) => line.kind === kind).length;
  return {
    total: money(total),
    subtotal: money(subtotal),
    tax: money(tax),
    tip: money(tip),
    items: ofKind("ITEM"),
    fees: ofKind("FEE"),
  };
}

/** Compares what is known, and nothing else. */
function same(read, truth) {
  for (const [key, value] of Object.entries(truth)) {
    if (key === "note") continue;
    const right = key === "itemsAtLeast" ? read.items >= value : read[key] === value;
    if (!right) throw new Error(`${key} is ${key === "itemsAtLeast" ? read.items : read[key]}, and should be ${value}`);
  }
}
