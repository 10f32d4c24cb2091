import { isId } from "../../kernel/ids.js";
import type { AppContext } from "../../platform/context.js";
import { notFound } from "../../platform/schema/refusals.js";
import type { Budget } from "./budget.entity.js";
import { budgetForViewer } from "./budget.loader.js";

/** The budget, deleted or not, if it is the viewer's or of a group that they are in; null for every other id. */
export async function visibleBudget(ctx: AppContext, id: string): Promise<Budget | null> {
  void ctx.viewer;
  return isId("bud", id) ? ctx.loader(budgetForViewer).load(id) : null;
}

/** The budget that this operation has just written. */
export async function knownBudget(ctx: AppContext, id: string): Promise<Budget> {
  const budget = await visibleBudget(ctx, id);
  if (!budget) throw notFound();
  return budget;
}
