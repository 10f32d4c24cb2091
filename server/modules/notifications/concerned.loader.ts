import { eventTypeNamed } from "../../platform/events/event-type.js";
import type { LoggedEvent } from "../../platform/events/follower.js";
import type { Reader } from "../../platform/reader.js";
import { memberLeft, memberRemoved } from "../groups/group.events.js";
import type { ConcernedEvent } from "./bursts.js";

/** Events of one group with the accounts that they are news for: never whoever did it, and nobody who was not there. */
export async function concernedBy(reader: Reader, events: readonly LoggedEvent[]): Promise<ConcernedEvent[]> {
  const told = events.flatMap(({ seq, type }) => {
    const concerns = eventTypeNamed(type)?.concerns ?? "NOBODY";
    return concerns === "NOBODY" ? [] : [{ seq, concerns }];
  });
  if (told.length === 0) return [];
  return reader.rows<ConcernedEvent>(CONCERNED, [
    events[0]!.groupId,
    told.map(({ seq }) => seq),
    told.map(({ concerns }) => concerns),
    [memberLeft.name, memberRemoved.name],
    memberLeft.name,
  ]);
}

/**
 * Those whose money an event is about: who paid or bears something before or after it, on either side of a payment, and
 * whoever's balance it moved. Of those who are not in the group any more only whoever left by themselves, and is not even
 * again, is told.
 */
const CONCERNED = `
  with events as materialized (
    select e.seq, e.type, e.at, e.subject_id, n.concerns,
      (select a.user_id from members a where a.group_id = $1 and a.id = e.actor_id) as actor
    from unnest($2::int[], $3::text[]) n (seq, concerns) join group_events e on e.group_id = $1 and e.seq = n.seq),
  people as materialized (
    select m.id, m.user_id, m.role, m.left_at is null as is_present from members m
    where m.group_id = $1 and m.user_id is not null),
  parties as materialized (
    select e.seq, p.member_id from events e cross join lateral (
      select c.member_id from event_changes c where c.group_id = $1 and c.seq = e.seq and c.member_id is not null
      union select p.member_id from postings p
        where p.group_id = $1 and p.subject_id = e.subject_id and p.event_seq = e.seq
      union select p.member_id from expense_payers p where p.expense_id = e.subject_id
      union select s.member_id from expense_shares s where s.expense_id = e.subject_id
      union select unnest(array[s.from_member_id, s.to_member_id]) from settlements s
        where s.group_id = $1 and s.id = e.subject_id) p
    where e.concerns = 'PARTIES'),
  there as (
    select e.seq, p.user_id, false as farewell from events e join people p on p.is_present
    where (case e.concerns when 'EVERYBODY' then true when 'ADMINS' then p.role = 'ADMIN'
        else exists (select from parties q where q.seq = e.seq and q.member_id = p.id) end)
      and exists (select from stays s where s.group_id = $1 and s.user_id = p.user_id
        and s.from_seq <= e.seq and coalesce(s.to_seq, e.seq) >= e.seq)),
  gone as (
    select distinct q.seq, p.user_id, true as farewell from parties q join people p on p.id = q.member_id
    where not p.is_present
      and not exists (select from people o where o.user_id = p.user_id and o.is_present)
      and exists (select from balances b where b.group_id = $1 and b.member_id = p.id and b.net <> 0)
      and (select l.type from group_events l where l.group_id = $1 and l.subject_id = p.id and l.type = any($4)
        order by l.seq desc limit 1) = $5)
  select e.seq, e.type, e.at, e.subject_id, c.user_id, c.farewell
  from (select * from there union all select * from gone) c join events e using (seq)
  where c.user_id is distinct from e.actor
  order by e.seq, c.user_id`;
