import type { EventType } from "../../platform/events/event-type.js";
import type { Projection } from "../../platform/events/projection.js";
import type { Writer } from "../../platform/writer.js";

/**
 * Which account was in which group from which event to which, both included. Kept in the transactions that change it,
 * so that whoever follows the log later knows who was there then.
 */
export const whoWasThere: Projection = {
  name: "who-was-there",
  follows: (type: EventType) => type.changesWhoIsThere,
  async project(tx, events) {
    for (const { groupId, seq } of events) await noteWhoIsThere(tx, groupId, seq);
  },
};

async function noteWhoIsThere(tx: Writer, groupId: string, seq: number): Promise<void> {
  await tx.run(
    `update stays s set to_seq = $2 where group_id = $1 and to_seq is null and not exists (
       select from members m where m.group_id = $1 and m.user_id = s.user_id and m.left_at is null)`,
    [groupId, seq],
  );
  await tx.run(
    `insert into stays (group_id, user_id, from_seq)
     select distinct group_id, user_id, $2::int from members m
     where group_id = $1 and user_id is not null and left_at is null and not exists (
       select from stays s where s.group_id = $1 and s.user_id = m.user_id and s.to_seq is null)`,
    [groupId, seq],
  );
}
