import { isId } from "../../kernel/ids.js";
import type { AppContext } from "../../platform/context.js";
import { notFound } from "../../platform/schema/refusals.js";
import type { Expense } from "./expense.entity.js";
import { expenseForViewer } from "./expense.loader.js";

/** The expense, deleted or not, if the viewer is in its group; null for every other id. */
export async function visibleExpense(ctx: AppContext, id: string): Promise<Expense | null> {
  void ctx.viewer;
  return isId("exp", id) ? ctx.loader(expenseForViewer).load(id) : null;
}

/** The expense that this operation has just written; nothing to see for whoever was removed in that moment. */
export async function knownExpense(ctx: AppContext, id: string): Promise<Expense> {
  const expense = await visibleExpense(ctx, id);
  if (!expense) throw notFound();
  return expense;
}
