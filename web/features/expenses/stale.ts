import { type Outcome, refused } from "../../lib/outcome.js";
import type { StoredExpense } from "./expense-draft.js";

/** The expense as somebody else left it. */
export interface CurrentExpense extends StoredExpense {
  readonly id: string;
  readonly version: number;
  readonly deletedAt?: string | null;
  readonly category: { readonly id: string; readonly name: string };
  readonly payers: readonly NamedAmount[];
  readonly shares: readonly NamedAmount[];
}

interface NamedAmount {
  readonly member: { readonly id: string; readonly name: string };
  readonly amount: { readonly amount: string; readonly currency: string };
}

interface Conflict {
  readonly message: string;
  readonly reason: string;
  readonly current?: unknown;
}

function isExpense(current: unknown): current is CurrentExpense {
  return (current as { __typename?: string } | null)?.__typename === "Expense";
}

/** A conflict that can be shown side by side; any other is only a refusal. */
export function staleExpense(conflict: Conflict): Outcome<never, CurrentExpense> {
  const { current, message, reason } = conflict;
  if (reason !== "STALE_VERSION" || !isExpense(current) || current.deletedAt) return refused(conflict);
  return { kind: "stale", message, current };
}
