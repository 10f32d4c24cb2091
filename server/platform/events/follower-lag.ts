import type { Pool } from "pg";
import type { Follower } from "./follower.js";
import { FOLLOWING } from "./following.js";

/** Groups that are looked at; where more wait, the oldest are among them. */
const GROUPS_MAX = 1000;

/**
 * The age of the oldest event that a follower was not told of, in seconds, by the followers' names; zero for whoever is
 * behind in no group. Only groups with a waiting job are looked at: there is no event without one.
 */
export async function followerLags(pool: Pool, followers: readonly Follower[]): Promise<Map<string, number>> {
  const names = followers.map(({ name }) => name);
  const { rows } = await pool.query<{ follower: string; seconds: number }>(
    `with waiting as (
       select substr(key, length($1) + 2) as group_id from graphile_worker.jobs
       where task_identifier = $1 and key is not null order by created_at limit ${GROUPS_MAX})
     select f.name as follower, extract(epoch from now() - min(e.at))::float8 as seconds
     from waiting cross join unnest($2::text[]) as f (name)
     left join follower_cursors c on c.follower = f.name and c.group_id = waiting.group_id
     join group_events e on e.group_id = waiting.group_id and e.seq = coalesce(c.seq, 0) + 1
     group by f.name`,
    [FOLLOWING.name, names],
  );
  const lags = new Map(names.map((name) => [name, 0]));
  for (const { follower, seconds } of rows) lags.set(follower, Math.max(seconds, 0));
  return lags;
}
