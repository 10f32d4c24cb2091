import { made } from "../../platform/made.js";
import { entities, type Reader } from "../../platform/reader.js";
import { cursorOf } from "../../platform/schema/pages.js";
import { GroupEvent } from "../activity/group-event.entity.js";
import { FeedEntry } from "./feed.entity.js";

/** What concerns a person behind a number, over all their groups, oldest first; nothing is left out between two pages. */
export async function feedPage(reader: Reader, userId: string, after: bigint, limit: number): Promise<FeedEntry[]> {
  const rows = await reader.rows(
    "select * from feed_entries where user_id = $1 and number > $2 order by number limit $3",
    [userId, after, limit],
  );
  return entities(FeedEntry, rows);
}

/** Between which numbers a person's feed is kept: behind `forgotten`, up to `length`. */
export async function feedOf(reader: Reader, userId: string): Promise<{ length: bigint; forgotten: bigint }> {
  const [feed] = await reader.rows<{ length: bigint; forgotten: bigint }>(
    "select length, forgotten from feeds where user_id = $1",
    [userId],
  );
  return feed ?? { length: 0n, forgotten: 0n };
}

/** A number as clients keep it. */
export function feedCursor(number: bigint): string {
  return cursorOf([String(number)]);
}

export interface NextFeedEntry {
  /** The first that this person may still be told of; its event is null where they may no longer read the group. */
  readonly entry: { readonly number: bigint; readonly groupId: string; readonly event: GroupEvent | null } | null;
  readonly length: bigint;
  readonly forgotten: bigint;
  /** The sessions of this person that live. */
  readonly allowed: ReadonlySet<string>;
}

/**
 * The first entry behind `after`, and in the same moment which of these sessions may hear it. Of a group that this person
 * is not in any more nothing is told but the end of their last stay.
 */
export async function nextFeedEntry(
  reader: Reader,
  userId: string,
  after: bigint,
  sessionIds: readonly string[],
): Promise<NextFeedEntry> {
  type Row = GroupEvent & {
    length: bigint;
    forgotten: bigint;
    allowed: string[];
    number: bigint | null;
    entryGroupId: string;
  };
  const [row] = await reader.rows<Row>(NEXT, [userId, after, sessionIds]);
  const { length, forgotten, allowed, number, entryGroupId, ...event } = row!;
  const isReadable = event.seq !== null;
  return {
    length,
    forgotten,
    allowed: new Set(allowed),
    entry:
      number === null ? null : { number, groupId: entryGroupId, event: isReadable ? made(GroupEvent, event) : null },
  };
}

const NEXT = `
  select coalesce(f.length, 0) as length, coalesce(f.forgotten, 0) as forgotten,
    array(select id from sessions where id = any($3) and user_id = $1 and revoked_at is null) as allowed,
    n.number, n.group_id as entry_group_id, g.*
  from (select) one
  left join feeds f on f.user_id = $1
  left join lateral (
    select e.number, e.group_id, e.seq, m.is_there
    from feed_entries e
    cross join lateral (
      select exists (
        select from members where group_id = e.group_id and user_id = $1 and left_at is null) as is_there) m
    where e.user_id = $1 and e.number > $2 and (m.is_there or e.seq = (
      select max(to_seq) from stays s where s.group_id = e.group_id and s.user_id = $1))
    order by e.number limit 1) n on true
  left join group_events g on g.group_id = n.group_id and g.seq = n.seq and n.is_there`;
