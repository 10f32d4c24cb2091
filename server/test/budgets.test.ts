import { expect, test } from "@jest/globals";
import { BUDGETS, CEILING, type Kind, NORM, PRICES, type Spending } from "./budgets.js";
import { spend } from "./spending.js";
import { testFiles } from "./test-files.mjs";

const { pure, others } = testFiles(process.cwd());
const nothing = Object.fromEntries(Object.keys(NORM).map((kind) => [kind, 0])) as unknown as Spending;

test("every line is of a test file", () => {
  const files = new Set([...pure, ...others]);
  expect(Object.keys(BUDGETS).filter((file) => !files.has(file))).toEqual([]);
});

test("what is spent beyond a file's line ends its test", () => {
  expect(() => spend("looks")).toThrow("server/test/budgets.test.ts may spend 0 looks and no more");
});

test("all files together stay under the ceiling", () => {
  const price = (spending: Spending) =>
    (Object.keys(PRICES) as Kind[]).reduce((sum, kind) => sum + spending[kind] * PRICES[kind], 0);
  const spent = [
    ...pure.map((file) => price({ ...nothing, ...BUDGETS[file] })),
    ...others.map((file) => price({ ...NORM, ...BUDGETS[file] })),
  ].reduce((sum, each) => sum + each, 0);
  expect(spent).toBeLessThanOrEqual(CEILING);
});
