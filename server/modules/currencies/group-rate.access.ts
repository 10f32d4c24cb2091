import { isId } from "../../kernel/ids.js";
import type { AppContext } from "../../platform/context.js";
import { notFound } from "../../platform/schema/refusals.js";
import type { GroupRate } from "./group-rate.entity.js";
import { rateForViewer } from "./group-rate.loader.js";

/** The rate, removed or not, if the viewer is in its group; null for every other id. */
export async function visibleRate(ctx: AppContext, id: string): Promise<GroupRate | null> {
  void ctx.viewer;
  return isId("rat", id) ? ctx.loader(rateForViewer).load(id) : null;
}

/** The rate that this operation has just written; nothing to see for whoever was removed in that moment. */
export async function knownRate(ctx: AppContext, id: string): Promise<GroupRate> {
  const rate = await visibleRate(ctx, id);
  if (!rate) throw notFound();
  return rate;
}
