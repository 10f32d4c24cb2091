import type { Services } from "../context.js";
import { poolOf } from "../database.js";
import { KEYED } from "../jobs/dead-jobs.js";
import { type Job, TryAgainLater } from "../jobs/job.js";
import { type Tx, write } from "../write.js";
import type { Follower, LoggedEvent } from "./follower.js";
import { FOLLOWING } from "./following.js";

/** How many events a follower is told of in one transaction. */
const AT_ONCE = 200;

/** A follower that fails holds up no other: the job is tried again for the sake of that one. */
export const followJob: Job<{ groupId: string }> = {
  ...FOLLOWING,
  kind: "events",
  async run(services, signal, { groupId }) {
    const failures: unknown[] = [];
    for (const follower of services.followers) {
      await catchUp(services, signal, follower, groupId).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  },
};

/** Tells a follower all that it does not know of one group yet. */
export async function catchUp(
  services: Services,
  signal: AbortSignal,
  follower: Follower,
  groupId: string,
): Promise<void> {
  for (;;) {
    if (signal.aborted) throw new TryAgainLater("The process ends.");
    const told = await write(services, (tx) => tellNext(tx, follower, groupId));
    if (told < AT_ONCE) return;
  }
}

/** One step of one follower in one group; answers how many events it went on by. */
async function tellNext(tx: Tx, follower: Follower, groupId: string): Promise<number> {
  const seq = await lockedCursor(tx, follower, groupId);
  if (seq === null) return 0;
  const events = await tx.rows<LoggedEvent>(
    `select group_id, seq, type, actor_id, subject_id, subject_version from group_events
     where group_id = $1 and seq > $2 order by seq limit $3`,
    [groupId, seq, AT_ONCE],
  );
  if (events.length === 0) return 0;
  const followed = events.filter(({ type }) => follower.follows(type));
  if (followed.length > 0) await follower.follow(tx, followed);
  await tx.run("update follower_cursors set seq = $3 where follower = $1 and group_id = $2", [
    follower.name,
    groupId,
    events.at(-1)!.seq,
  ]);
  return events.length;
}

/** Two jobs of one group follow one another; null for a group that is gone. */
async function lockedCursor(tx: Tx, { name }: Follower, groupId: string): Promise<number | null> {
  await tx.run(
    `insert into follower_cursors (follower, group_id, seq) select $1, id, 0 from groups where id = $2
     on conflict do nothing`,
    [name, groupId],
  );
  const [cursor] = await tx.rows<{ seq: number }>(
    "select seq from follower_cursors where follower = $1 and group_id = $2 for update",
    [name, groupId],
  );
  return cursor?.seq ?? null;
}

/**
 * Gives new followers their place in the groups that there are: one that begins with the next event stands behind the
 * last one, and one that begins with the first is told of all, group by group. Done when a process starts, before it
 * writes.
 */
export async function placeFollowers({
  dataSource,
  followers,
}: Pick<Services, "dataSource" | "followers">): Promise<void> {
  const pool = poolOf(dataSource);
  for (const { name, begins } of followers) {
    const client = await pool.connect();
    try {
      await client.query("begin");
      const { rowCount } = await client.query("insert into followers (name) values ($1) on conflict do nothing", [
        name,
      ]);
      if (rowCount === 1) {
        if (begins === "WITH_THE_FIRST_EVENT") await client.query(FOLLOW_ALL);
        else await client.query(STAND_BEHIND_THE_LAST, [name]);
      }
      await client.query("commit");
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
}

const STAND_BEHIND_THE_LAST = `insert into follower_cursors (follower, group_id, seq)
  select $1, id, last_event_seq from groups where last_event_seq > 0 on conflict do nothing`;

const FOLLOW_ALL = `select graphile_worker.add_job('${followJob.name}', json_build_object('groupId', id),
    max_attempts => ${followJob.attempts}, job_key => '${followJob.name}:' || id, flags => array['${KEYED}'])
  from groups where last_event_seq > 0`;
