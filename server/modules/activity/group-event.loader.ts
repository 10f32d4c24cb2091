import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { RecordedChange } from "../../platform/events/event.js";
import { made } from "../../platform/made.js";
import { entities, type Reader } from "../../platform/reader.js";
import { sessionsInGroup } from "../groups/group.loader.js";
import { EventOrder, GroupEvent } from "./group-event.entity.js";

/** A page of a group's events behind the number `after`, in one of the two orders. */
export async function eventsPage(
  reader: Reader,
  groupId: string,
  range: { after: number | null; before: number | null; order: EventOrder; limit: number },
): Promise<GroupEvent[]> {
  const direction = range.order === EventOrder.OLDEST_FIRST ? "asc" : "desc";
  const rows = await reader.rows(
    `select * from group_events where group_id = $1 and ($2::int is null or seq > $2) and ($3::int is null or seq < $3)
     order by seq ${direction} limit $4`,
    [groupId, range.after, range.before, range.limit],
  );
  return entities(GroupEvent, rows);
}

/** A page of what happened to one thing, newest first. */
export async function historyPage(
  reader: Reader,
  subjectId: string,
  before: number | null,
  limit: number,
): Promise<GroupEvent[]> {
  const rows = await reader.rows(
    `select * from group_events where subject_id = $1 and ($2::int is null or seq < $2) order by seq desc limit $3`,
    [subjectId, before, limit],
  );
  return entities(GroupEvent, rows);
}

export interface NextEvent {
  /** The sessions that live and whose accounts are in the group now. */
  readonly allowed: ReadonlySet<string>;
  /** The number of the group's last event; 0 where there is no such group. */
  readonly last: number;
  /** The first event behind the cursor. */
  readonly event: GroupEvent | null;
}

/** The first event behind `after`, and in the same moment which of these sessions may hear it. */
export async function nextEvent(
  reader: Reader,
  groupId: string,
  after: number | null,
  sessionIds: readonly string[],
): Promise<NextEvent> {
  const [row] = await reader.rows<GroupEvent & { allowed: string[]; last: number }>(
    `select coalesce(g.last_event_seq, 0) as last, e.*, ${sessionsInGroup("$1", "$3")} as allowed
     from (select) one
     left join groups g on g.id = $1
     left join lateral (
       select * from group_events where group_id = $1 and seq > $2 order by seq limit 1) e on true`,
    [groupId, after ?? 2_147_483_647, sessionIds],
  );
  const { allowed, last, ...event } = row!;
  return { allowed: new Set(allowed), last, event: event.seq === null ? null : made(GroupEvent, event) };
}

/** What names an event, for a loader. */
export function eventKey({ groupId, seq }: Pick<GroupEvent, "groupId" | "seq">): string {
  return `${groupId} ${seq}`;
}

/** What events changed, by their keys, each in the order in which it was recorded. */
export function changesByEvent(reader: Reader) {
  return new DataLoader<string, RecordedChange[]>(async (keys) => {
    const places = keys.map((key) => key.split(" "));
    const rows = await reader.rows<RecordedChange & { groupId: string; seq: number }>(
      `select c.group_id, c.seq, c.field, c.member_id, c.before, c.after
       from unnest($1::text[], $2::int[]) e (group_id, seq) join event_changes c using (group_id, seq)
       order by c.group_id, c.seq, c.position`,
      [places.map(([groupId]) => groupId), places.map(([, seq]) => Number(seq))],
    );
    const byEvent = groupBy(rows, eventKey);
    return keys.map((key) => byEvent.get(key) ?? []);
  });
}
