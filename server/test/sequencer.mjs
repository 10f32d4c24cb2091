// In which order test files begin, by what budgets.ts says that they spend, the dearest first. One browser takes more than a
// core; two at once would wait for each other, and leave a core idle later, when only what waits for a database is left.
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import TestSequencer from "@jest/test-sequencer";
import { buildSync } from "esbuild";
import { testFiles } from "./test-files.mjs";

export default class PricedSequencer extends TestSequencer {
  async sort(tests) {
    const root = process.cwd();
    const { BUDGETS, NORM, PRICES } = await budgets(root);
    const pure = new Set(testFiles(root).pure);
    const all = tests.map((test) => {
      const path = relative(root, test.path);
      const spending = { ...(pure.has(path) ? {} : NORM), ...BUDGETS[path] };
      const price = Object.entries(spending).reduce((sum, [kind, count]) => sum + count * PRICES[kind], 0);
      return { test, price, hasBrowser: (spending.browsers ?? 0) > 0 };
    });
    return inTurn(all.sort((a, b) => b.price - a.price)).map(({ test }) => test);
  }
}

/** Beside each file with a browser stand so many others as the other workers do meanwhile. */
function inTurn(files) {
  const waiting = {
    browser: files.filter(({ hasBrowser }) => hasBrowser),
    other: files.filter((each) => !each.hasBrowser),
  };
  const begun = { browser: 0, other: 0 };
  const workers = { browser: 1, other: Math.max(1, availableParallelism() - 1) };
  const ordered = [];
  while (waiting.browser.length + waiting.other.length > 0) {
    const isTurn = begun.browser / workers.browser <= begun.other / workers.other;
    const kind = waiting.other.length === 0 || (isTurn && waiting.browser.length > 0) ? "browser" : "other";
    const next = waiting[kind].shift();
    begun[kind] += next.price;
    ordered.push(next);
  }
  return ordered;
}

/** Jest loads this file as it is, and so nothing in TypeScript. */
async function budgets(root) {
  const outfile = join(root, "node_modules/.cache/expense-tracker/test-budgets.mjs");
  buildSync({ entryPoints: [join(root, "server/test/budgets.ts")], outfile, format: "esm" });
  return import(pathToFileURL(outfile));
}
