import { Decimal } from "../../kernel/decimal.js";
import type { InvalidFields } from "../../platform/schema/refusals.js";
import type { StoredSplit } from "./expense.entity.js";
import { computedShares, type EnteredSplit } from "./split.js";

/** What goes with any total: amounts and the lines of a bill belong to one expense alone. */
const MODES: ReadonlySet<string> = new Set(["EQUAL", "PERCENTAGE", "SHARES"]);

/** Refuses a split that does not go with every total. */
export function requireDefault(split: EnteredSplit, invalid: InvalidFields): void {
  if (!MODES.has(split.mode)) {
    invalid.add(["split", "mode"], "NOT_ALLOWED", "A default goes with any total: EQUAL, PERCENTAGE or SHARES.");
    return;
  }
  // Computed for one unit, under any id: what is wrong with it is wrong with every total.
  if (split.parts.length > 0) computedShares({ minor: 1n, currency: "EUR" }, split, ANY_EXPENSE, invalid, false);
}

const ANY_EXPENSE = "exp_01kbbkb100e008000000000000";

/** Whether an expense was split as this default says; without one: equally among everybody who is there. */
export function follows(stored: StoredSplit, previous: StoredSplit | null, presentIds: readonly string[]): boolean {
  const expected = previous ?? { mode: "EQUAL", parts: [] };
  if (stored.mode !== expected.mode) return false;
  return partsText(stored, presentIds) === partsText(expected, presentIds);
}

/** Equal parts have one text, in whatever order and with however many zeros they were entered. */
function partsText({ mode, parts, everybody = false }: StoredSplit, presentIds: readonly string[]): string {
  const isForEverybody = mode === "EQUAL" && (everybody || parts.length === 0);
  const named = isForEverybody ? presentIds.map((memberId) => ({ memberId, value: null })) : parts;
  return named
    .map(({ memberId, value }) => `${memberId} ${value === null ? "" : Decimal.parse(value)!.canonical()}`)
    .sort()
    .join();
}
