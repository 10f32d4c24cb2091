import { type ChangedValue, type RecordedChange, sameValue } from "../../platform/events/event.js";
import type { StoredSplit } from "./expense.entity.js";
import { billOf } from "./split.js";

/** A history is read by people: beyond so many lines it says how many there are. */
const LINES_MAX = 20;

interface BillContent {
  readonly currency: string;
  readonly storedSplit: StoredSplit;
}

/**
 * What differs between the lines of two bills: each line that came, went or has another amount, under the name of its
 * kind ("item", "tax"), and for each person whose claims differ, what they had.
 */
export function billChanges(before: BillContent | null, after: BillContent): RecordedChange[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const lines = differences(old, now).map(({ key, ...change }) => ({ field: key.split(" ")[0]!, ...change }));
  const shown =
    lines.length <= LINES_MAX ? lines : [{ field: "lines", before: countOf(before), after: countOf(after) }];
  // Who had what is news only where there was a bill before; at the beginning it stands in the bill itself.
  if (old.size === 0 || now.size === 0) return shown;
  const claims = differences(claimsOf(before), claimsOf(after));
  return [...shown, ...claims.map(({ key, ...change }) => ({ field: "claims", memberId: key, ...change }))];
}

function differences(old: ReadonlyMap<string, ChangedValue>, now: ReadonlyMap<string, ChangedValue>) {
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  return keys
    .map((key) => ({ key, before: old.get(key) ?? null, after: now.get(key) ?? null }))
    .filter(({ before, after }) => !sameValue(before, after));
}

/** Each line by kind, name and, where several lines say the same, number. */
function linesOf(expense: BillContent | null): Map<string, ChangedValue> {
  const lines = new Map<string, ChangedValue>();
  for (const { name, minor, kind } of expense ? billOf(expense) : []) {
    let key = `${kind.toLowerCase()} ${name}`;
    while (lines.has(key)) key += " ";
    lines.set(key, { minor: String(minor), currency: expense!.currency, name });
  }
  return lines;
}

/** What each member had, by member. */
function claimsOf(expense: BillContent | null): Map<string, ChangedValue> {
  const claims = new Map<string, { name: string; weight: string }[]>();
  for (const { name, claims: claimed } of expense ? billOf(expense) : []) {
    for (const { memberId, weight } of claimed) {
      claims.set(memberId, [...(claims.get(memberId) ?? []), { name, weight }]);
    }
  }
  return new Map([...claims].map(([memberId, had]) => [memberId, { claims: had }]));
}

function countOf(expense: BillContent | null): string | null {
  const count = expense?.storedSplit.items?.length ?? 0;
  return count === 0 ? null : String(count);
}
