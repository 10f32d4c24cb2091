import type { Services } from "../../platform/context.js";
import type { RetentionRule } from "../../platform/retention.js";
import { type Tx, write } from "../../platform/write.js";

/** Forgets the feed of an account that ends, and when it was where. */
export async function forgetFeed(tx: Tx, userId: string): Promise<void> {
  await tx.run("delete from stays where user_id = $1", [userId]);
  await tx.run("delete from feed_entries where user_id = $1", [userId]);
  await tx.run("delete from feeds where user_id = $1", [userId]);
}

const PEOPLE_AT_ONCE = 200;
/** Of one person, in one statement. */
const ENTRIES_AT_ONCE = 1000;

/** Entries are kept for 90 days: whoever was away for longer reads anew what they show. */
export const feedRetention: RetentionRule = {
  name: "feed entries",
  async forget(services, signal) {
    let forgotten = 0;
    // Of one person so many go at once: again, until there is nothing old.
    for (let more = 1; more > 0 && !signal.aborted; forgotten += more) more = await forgetOnce(services, signal);
    return forgotten;
  },
};

/** Of everybody, some people after the others. */
async function forgetOnce(services: Services, signal: AbortSignal): Promise<number> {
  let forgotten = 0;
  let after: string | null = "";
  while (after !== null && !signal.aborted) {
    const from: string = after;
    const step = await write(services, (tx) => forgetEntries(tx, from));
    forgotten += step.forgotten;
    after = step.last;
  }
  return forgotten;
}

/** Of some people behind this one: the beginning of their feeds, up to the last entry that is old. */
async function forgetEntries(tx: Tx, after: string): Promise<{ forgotten: number; last: string | null }> {
  const [step] = await tx.rows<{ forgotten: number; last: string | null }>(
    `with people as materialized (
       select user_id, length from feeds where user_id > $1 order by user_id limit ${PEOPLE_AT_ONCE} for update),
     due as (
       select p.user_id, o.number from people p cross join lateral (
         select max(number) as number from (
           select e.number, g.at from feed_entries e join group_events g using (group_id, seq)
           where e.user_id = p.user_id order by e.number limit ${ENTRIES_AT_ONCE}) first
         where first.at < now() - interval '90 days') o where o.number is not null),
     gone as (
       delete from feed_entries e using due where e.user_id = due.user_id and e.number <= due.number
       returning e.user_id),
     noted as (
       update feeds f set forgotten = due.number from due where f.user_id = due.user_id)
     select (select count(*) from gone)::int as forgotten, (select max(user_id) from people) as last`,
    [after],
  );
  return step!;
}
