import type { Pool } from "pg";
import { FOLLOWING } from "../events/following.js";
import { DEAD } from "./dead-jobs.js";
import { type AnyJob, type JobKind, WORKERS } from "./job.js";

/** How much there is to do of one kind of jobs, over all processes. */
export interface KindFacts {
  readonly kind: JobKind;
  /** Jobs that nobody does yet, also those that are not due. */
  readonly waiting: number;
  readonly running: number;
  /** Jobs that were given up: somebody must look (`npm run cli -- jobs`). */
  readonly dead: number;
  /** For how many seconds the oldest one that is due has been; 0 where none waits. */
  readonly oldestSeconds: number;
}

/** How far a follower is behind what was committed. */
export interface FollowerFacts {
  readonly follower: string;
  /** Events that it was not told of. */
  readonly events: number;
  /** How many seconds ago the oldest of them happened; 0 where there is none. */
  readonly oldestSeconds: number;
}

interface NamedFacts extends Omit<KindFacts, "kind"> {
  readonly name: string;
}

/** What waits, runs and was given up, by kind, every kind once; `jobs` says of which kind a job is. One statement. */
export async function kindFacts(pool: Pool, jobs: readonly AnyJob[]): Promise<KindFacts[]> {
  const { rows } = await pool.query<NamedFacts>(FACTS_BY_NAME);
  const kindOf = new Map(jobs.map(({ name, kind }) => [name, kind]));
  // A job of an earlier release, which nobody knows any more, is not lost out of sight.
  const ofKind = (kind: string) => rows.filter(({ name }) => (kindOf.get(name) ?? "upkeep") === kind);
  return (Object.keys(WORKERS) as JobKind[]).map((kind) => {
    const own = ofKind(kind);
    const sum = (of: "waiting" | "running" | "dead") => own.reduce((total, facts) => total + facts[of], 0);
    const oldestSeconds = Math.max(0, ...own.map((facts) => facts.oldestSeconds));
    return { kind, waiting: sum("waiting"), running: sum("running"), dead: sum("dead"), oldestSeconds };
  });
}

const FACTS_BY_NAME = `
  select task_identifier as name,
    (count(*) filter (where locked_at is null and attempts < max_attempts))::int as waiting,
    (count(*) filter (where locked_at is not null))::int as running,
    (count(*) filter (where ${DEAD}))::int as dead,
    coalesce(extract(epoch from now() - min(run_at) filter (
      where locked_at is null and attempts < max_attempts and run_at <= now())), 0)::float8 as "oldestSeconds"
  from graphile_worker.jobs group by task_identifier order by task_identifier`;

/**
 * How far each follower is behind, followers that are not behind included. A group that some follower is behind in has a
 * job, waiting or given up, so that only those groups are looked at: it costs as much as the queue is long. One statement.
 */
export async function followerFacts(pool: Pool): Promise<FollowerFacts[]> {
  const { rows } = await pool.query<FollowerFacts>(FOLLOWER_FACTS, [FOLLOWING.name]);
  return rows;
}

const FOLLOWER_FACTS = `
  with busy as materialized (
    select distinct payload ->> 'groupId' as id from graphile_worker._private_jobs
    where task_id = (select id from graphile_worker._private_tasks where identifier = $1)),
  behind as (
    select f.name, g.last_event_seq - coalesce(c.seq, 0) as events, e.at
    from busy join groups g on g.id = busy.id cross join followers f
    left join follower_cursors c on c.follower = f.name and c.group_id = g.id
    join group_events e on e.group_id = g.id and e.seq = coalesce(c.seq, 0) + 1)
  select f.name as follower, coalesce(sum(b.events), 0)::int as events,
    coalesce(extract(epoch from now() - min(b.at)), 0)::float8 as "oldestSeconds"
  from followers f left join behind b on b.name = f.name group by f.name order by f.name`;
