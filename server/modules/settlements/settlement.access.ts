import DataLoader from "dataloader";
import { isId } from "../../kernel/ids.js";
import type { Viewer } from "../../platform/actor.js";
import type { AppContext } from "../../platform/context.js";
import { entities, type Reader } from "../../platform/reader.js";
import { notFound } from "../../platform/schema/refusals.js";
import { Settlement } from "./settlement.entity.js";

const SETTLEMENT_COLUMNS = `s.id, s.group_id, s.from_member_id, s.to_member_id, s.amount as minor, s.currency, s.settled_minor, s.settled_currency, s.rate, s.status,
  s.settled_on, s.note, s.reject_reason, s.import_id, s.payment_id, s.created_by_id, s.version, s.created_at`;

function settlementForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Settlement | null>(async (ids) => {
    const rows = await reader.rows(
      `select ${SETTLEMENT_COLUMNS} from settlements s
       join members v on v.group_id = s.group_id and v.user_id = $2 and v.left_at is null
       where s.id = any($1)`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(entities(Settlement, rows).map((settlement) => [settlement.id, settlement]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** The settlement, if the viewer is in its group; null for every other id. */
export async function visibleSettlement(ctx: AppContext, id: string): Promise<Settlement | null> {
  void ctx.viewer;
  return isId("stl", id) ? ctx.loader(settlementForViewer).load(id) : null;
}

/** The settlement that this operation has just written; nothing to see for whoever was removed in that moment. */
export async function knownSettlement(ctx: AppContext, id: string): Promise<Settlement> {
  const settlement = await visibleSettlement(ctx, id);
  if (!settlement) throw notFound();
  return settlement;
}

/** The settlements with these ids, as far as the viewer is in their groups. */
export async function visibleSettlements(ctx: AppContext, ids: readonly string[]): Promise<Settlement[]> {
  const settlements = await ctx.loader(settlementForViewer).loadMany(ids);
  return settlements.filter((settlement) => settlement instanceof Settlement);
}

/** A page of a group's settlements, newest first, one row more than asked for. */
export async function settlementsPage(
  reader: Reader,
  groupId: string,
  after: readonly string[] | null,
  limit: number,
): Promise<Settlement[]> {
  const rows = await reader.rows(
    `select ${SETTLEMENT_COLUMNS} from settlements s
     where s.group_id = $1 and ($2::date is null or (s.settled_on, s.id) < ($2, $3))
     order by s.settled_on desc, s.id desc limit $4`,
    [groupId, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
  return entities(Settlement, rows);
}

/** The settlement as it is now; its group must be locked. */
export async function loadSettlement(reader: Reader, id: string): Promise<Settlement> {
  const rows = await reader.rows(`select ${SETTLEMENT_COLUMNS} from settlements s where s.id = $1`, [id]);
  return entities(Settlement, rows)[0]!;
}

/** All settlements of a payment across groups, in the order of their ids; their groups must be locked. */
export async function partsOfPayment(reader: Reader, paymentId: string): Promise<Settlement[]> {
  const rows = await reader.rows(
    `select ${SETTLEMENT_COLUMNS} from settlements s where s.payment_id = $1 order by s.id`,
    [paymentId],
  );
  return entities(Settlement, rows);
}
