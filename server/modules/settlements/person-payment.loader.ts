import DataLoader from "dataloader";
import { isId } from "../../kernel/ids.js";
import type { Viewer } from "../../platform/actor.js";
import type { Reader } from "../../platform/reader.js";
import type { PersonPayment } from "./person-payment.js";

/** Payments across groups by id; callers hold the id from a settlement that the viewer may see. */
export function paymentById(reader: Reader) {
  return new DataLoader<string, PersonPayment>(async (ids) => {
    const rows = await reader.rows<PersonPayment>(
      `select p.id, p.recorded_by_id, count(distinct s.id)::int as size, bool_or(s.status = 'PENDING') as waits,
         coalesce(array_agg(distinct here.user_id) filter (where here.user_id is not null), '{}') as present_ids
       from person_payments p join settlements s on s.payment_id = p.id
       join members party on party.id in (s.from_member_id, s.to_member_id)
       left join members here on here.group_id = s.group_id and here.user_id = party.user_id and here.left_at is null
       where p.id = any($1) group by p.id`,
      [ids],
    );
    const byId = new Map(rows.map((payment) => [payment.id, payment]));
    return ids.map((id) => byId.get(id) ?? new Error(`No such payment: ${id}`));
  });
}

/**
 * The groups of all parts of the payment that this settlement is of, its own included, in the order of their ids; none
 * where the viewer is not in the settlement's own group. Parts never change, so that this may be asked before any lock.
 */
export async function groupsOfPayment(reader: Reader, viewer: Viewer, settlementId: string): Promise<string[]> {
  if (!isId("stl", settlementId)) return [];
  const rows = await reader.rows<{ groupId: string }>(
    `with named as (
       select s.group_id, s.payment_id from settlements s
       join members v on v.group_id = s.group_id and v.user_id = $2 and v.left_at is null where s.id = $1)
     select group_id from named
     union select p.group_id from named join settlements p on p.payment_id = named.payment_id order by group_id`,
    [settlementId, viewer.userId],
  );
  return rows.map(({ groupId }) => groupId);
}
