import type { ExpenseInputFields } from "./expense-draft.js";

/**
 * What an edit sends: only what the person changed. Amount, payers, split and what it was converted from go together
 * once the total differs, because a total without its shares means nothing.
 */
export function changedFields(
  before: ExpenseInputFields | null,
  after: ExpenseInputFields,
): Partial<ExpenseInputFields> {
  if (!before) return after;
  const differs = (key: keyof ExpenseInputFields) => JSON.stringify(before[key]) !== JSON.stringify(after[key]);
  const keys = (Object.keys(after) as (keyof ExpenseInputFields)[]).filter(
    (key) => differs(key) || (differs("total") && goesWithTotal(key, after)),
  );
  return Object.fromEntries(keys.map((key) => [key, after[key]]));
}

function goesWithTotal(key: keyof ExpenseInputFields, { conversion }: ExpenseInputFields): boolean {
  return key === "payers" || key === "split" || (key === "conversion" && conversion !== null);
}
