import { eventNamesOfConcernTo } from "../../platform/events/event-type.js";
import { entities, type Reader } from "../../platform/reader.js";
import { GroupEvent } from "../activity/group-event.entity.js";
import { Receipt } from "../receipts/receipt.entity.js";
import { RECEIPT_COLUMNS } from "../receipts/receipt.loader.js";

/** The most that is shown of each kind of thing that waits. */
export const WAITING_MAX = 20;

/** Payments to somebody that wait for their word, in groups that they are in, oldest first. */
export async function settlementsToConfirm(reader: Reader, userId: string): Promise<string[]> {
  const rows = await reader.rows<{ id: string }>(
    `select s.id from members m
     join settlements s on s.group_id = m.group_id and s.to_member_id = m.id and s.status = 'PENDING'
     where m.user_id = $1 and m.left_at is null order by s.created_at, s.id limit ${WAITING_MAX}`,
    [userId],
  );
  return rows.map(({ id }) => id);
}

/** Receipts that somebody sent, that were read, and of which no expense was made; in groups that they are in, newest first. */
export async function receiptsToReview(reader: Reader, userId: string): Promise<Receipt[]> {
  const rows = await reader.rows(
    `select ${RECEIPT_COLUMNS} from members m
     join receipts r on r.group_id = m.group_id and r.uploaded_by_id = m.id
       and r.state = 'READ' and r.expense_id is null and r.deleted_at is null
     where m.user_id = $1 and m.left_at is null order by r.created_at desc, r.id desc limit ${WAITING_MAX}`,
    [userId],
  );
  return entities(Receipt, rows);
}

/** Beyond so many entries of a feed nobody calls an event recent, and nobody looks for one that may still be read. */
const LOOKED_THROUGH = 500;

/** What happened last in somebody's groups and is news for anybody, newest first; without groups that they have left. */
export async function recentEvents(reader: Reader, userId: string, limit: number): Promise<GroupEvent[]> {
  const rows = await reader.rows(
    `select g.* from (
       select number, group_id, seq from feed_entries where user_id = $1 order by number desc limit ${LOOKED_THROUGH}) e
     join group_events g using (group_id, seq)
     where g.type <> all($3)
       and exists (select from members m where m.group_id = e.group_id and m.user_id = $1 and m.left_at is null)
     order by e.number desc limit $2`,
    [userId, limit, eventNamesOfConcernTo("NOBODY")],
  );
  return entities(GroupEvent, rows);
}
