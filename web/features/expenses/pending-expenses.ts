import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { MoneyText } from "../../lib/format.js";
import type { FieldProblem } from "../../lib/outcome.js";

/** An expense that was sent, and whose answer is not here yet, or has only just come. */
export interface PendingExpense {
  readonly id: string;
  readonly groupId: string;
  readonly title: string;
  readonly total: MoneyText;
  readonly incurredOn: string;
  readonly icon: string;
  readonly payers: string;
  /** Whether the server has it; the list has it a moment later. */
  readonly isSaved: boolean;
}

/** Why an expense was not saved: for the form that is opened again. */
export interface Refusal {
  readonly text: string;
  readonly fields: readonly FieldProblem[];
}

/** By then a list that shall have it has read it. */
const LISTED_MS = 10_000;

let pending: readonly PendingExpense[] = [];
const refusals = new Map<string, Refusal>();
const listeners = new Set<() => void>();

function become(next: readonly PendingExpense[]): void {
  pending = next;
  for (const listener of listeners) listener();
}

/** Shows it from now on, at its day in the list of its group. */
export function beginPending(expense: Omit<PendingExpense, "isSaved">): void {
  refusals.delete(expense.id);
  become([{ ...expense, isSaved: false }, ...pending.filter(({ id }) => id !== expense.id)]);
}

/** The server has it: it stays until the list has it, too. A list that is filtered, or not read so far, may never. */
export function markSaved(id: string): void {
  setTimeout(() => endPending(id), LISTED_MS);
  become(pending.map((each) => (each.id === id ? { ...each, isSaved: true } : each)));
}

/** Takes it back; `refusal` says why, where it was not saved. */
export function endPending(id: string, refusal?: Refusal): void {
  if (refusal) refusals.set(id, refusal);
  if (pending.some((each) => each.id === id)) become(pending.filter((each) => each.id !== id));
}

/** Why it was not saved when it was tried last; null where it was not tried, or is being tried. */
export function refusalOf(id: string): Refusal | null {
  return refusals.get(id) ?? null;
}

/** Whether it was sent, and nobody has said no. */
export function isPending(id: string): boolean {
  return pending.some((each) => each.id === id);
}

/** Forgets them all, with the session that they belong to. */
export function forgetPending(): void {
  refusals.clear();
  become([]);
}

/** Those of a group that `listed` does not have yet. What it has is ended. */
export function useUnlisted(groupId: string, listed: readonly { readonly id: string }[]): readonly PendingExpense[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );
  const [waiting, arrived] = useMemo(() => {
    const ids = new Set(all.length > 0 ? listed.map(({ id }) => id) : []);
    const here = all.filter((each) => each.groupId === groupId);
    return [here.filter(({ id }) => !ids.has(id)), here.filter(({ id, isSaved }) => isSaved && ids.has(id))];
  }, [all, groupId, listed]);
  useEffect(() => {
    for (const { id } of arrived) endPending(id);
  }, [arrived]);
  return waiting;
}
