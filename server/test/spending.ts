import { relative } from "node:path";
import { expect } from "@jest/globals";
import { BUDGETS, type Kind, NORM } from "./budgets.js";

/** What this test file has spent so far: Jest gives each file this module for itself. */
const spent: Partial<Record<Kind, number>> = {};

/**
 * Counts what a test file asks for, and throws where that is more than its line in budgets.ts has. All the cases of
 * random tests, and what needs foreign servers, are tried seldom, and may cost what they cost.
 */
export function spend(kind: Kind, count = 1): void {
  const now = (spent[kind] ?? 0) + count;
  spent[kind] = now;
  if (process.env.TEST_LONG || process.env.TEST_SERVICES) return;
  const file = relative(process.cwd(), expect.getState().testPath ?? "");
  const allowed = { ...NORM, ...BUDGETS[file] }[kind];
  if (now > allowed) throw new Error(`${file} may spend ${allowed} ${kind} and no more: see server/test/budgets.ts.`);
}
