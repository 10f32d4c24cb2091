import { isId } from "../../kernel/ids.js";
import type { AppContext } from "../../platform/context.js";
import { entities } from "../../platform/database.js";
import { notFound } from "../../platform/schema/refusals.js";
import { GroupRate } from "./group-rate.entity.js";
import { GROUP_RATE_COLUMNS } from "./group-rate.loader.js";

/** The rate, removed or not, if the viewer is in its group; null for every other id. */
export async function visibleRate(ctx: AppContext, id: string): Promise<GroupRate | null> {
  if (!isId("rat", id)) return null;
  const rows = await ctx.reader.rows<GroupRate>(
    `select ${GROUP_RATE_COLUMNS} from group_rates r
     join members v on v.group_id = r.group_id and v.user_id = $2 and v.left_at is null where r.id = $1`,
    [id, ctx.viewer.userId],
  );
  return entities(GroupRate, rows)[0] ?? null;
}

/** The rate that this operation has just written; nothing to see for whoever was removed in that moment. */
export async function knownRate(ctx: AppContext, id: string): Promise<GroupRate> {
  const rate = await visibleRate(ctx, id);
  if (!rate) throw notFound();
  return rate;
}
