import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { BUDGETS } from "./budgets.js";
// @ts-expect-error It is plain JavaScript, as Jest loads it.
import PricedSequencer from "./sequencer.mjs";
import { testFiles } from "./test-files.mjs";

const root = process.cwd();

async function ordered(paths: readonly string[]): Promise<string[]> {
  const tests = paths.map((path) => ({ path: join(root, path) }));
  const sorted = (await new PricedSequencer({}).sort(tests)) as typeof tests;
  return sorted.map(({ path }) => path.slice(root.length + 1));
}

test("every file has its turn once, and no two with a browser begin together while others are left", async () => {
  const { pure, others } = testFiles(root);
  const files = await ordered([...pure, ...others]);
  expect([...files].sort()).toEqual([...pure, ...others].sort());
  const withBrowser = files.map((path) => (BUDGETS[path]?.browsers ?? 0) > 0);
  const mixed = withBrowser.slice(0, withBrowser.lastIndexOf(false));
  expect(mixed[0]).toBe(true);
  expect(mixed.filter((has, index) => has && mixed[index + 1])).toEqual([]);
});

test("the dearest of what needs no browser begin first", async () => {
  const cheap = "server/kernel/kernel.test.ts";
  expect(await ordered([cheap, "server/start.test.ts", "server/crash.test.ts"])).toEqual([
    "server/start.test.ts",
    "server/crash.test.ts",
    cheap,
  ]);
});
