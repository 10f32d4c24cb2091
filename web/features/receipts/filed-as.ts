import type { ListedReceipt } from "./receipt-parts.js";

/** The expense that a receipt belongs to; one that was deleted lets go of it as soon as another wants it. */
export function filedAsOf({ expense }: Pick<ListedReceipt, "expense">) {
  return expense && !expense.deletedAt ? expense : null;
}
