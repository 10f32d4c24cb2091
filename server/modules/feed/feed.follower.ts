import type { Follower } from "../../platform/events/follower.js";

/** Accounts that were there at one of the events $2 to $3 of the group $1. */
const WHO_WAS_THERE = `select distinct user_id from stays
  where group_id = $1 and from_seq <= $3 and coalesce(to_seq, $3) >= $2`;

/**
 * Writes every event into the feed of everybody who was in the group when it happened, under the next number of theirs.
 * A person's numbers have no gap and are in the order in which their feed grows: the row that counts them is locked
 * until the commit. Those rows are locked in the order of the accounts, and by followers alone: whoever writes in a
 * group waits for nobody's feed.
 */
export const feedFollower: Follower = {
  name: "feed",
  begins: "WITH_THE_FIRST_EVENT",
  follows: () => true,
  async follow(tx, events) {
    const { groupId } = events[0]!;
    const [first, last] = [events[0]!.seq, events.at(-1)!.seq];
    const there = [groupId, first, last];
    await tx.run(`insert into feeds (user_id) ${WHO_WAS_THERE} order by user_id on conflict do nothing`, there);
    const people = await tx.rows<{ userId: string }>(
      `select user_id from feeds where user_id in (${WHO_WAS_THERE}) order by user_id for update`,
      there,
    );
    await tx.run(
      `with entries as (
         select s.user_id, e.seq, row_number() over (partition by s.user_id order by e.seq) as place
         from generate_series($2::int, $3::int) e (seq)
         join stays s on s.group_id = $1 and s.from_seq <= e.seq and coalesce(s.to_seq, e.seq) >= e.seq),
       grown as (
         update feeds f set length = f.length + c.count
         from (select user_id, count(*) from entries group by user_id) c where f.user_id = c.user_id
         returning f.user_id, f.length - c.count as before)
       insert into feed_entries (user_id, number, group_id, seq)
       select e.user_id, g.before + e.place, $1, e.seq from entries e join grown g using (user_id)`,
      there,
    );
    for (const { userId } of people) tx.wake(userId);
  },
};
