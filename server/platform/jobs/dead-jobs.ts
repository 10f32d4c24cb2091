import type { Pool } from "pg";

/** A job that was tried as often as it may be, and not done. */
export interface DeadJob {
  readonly id: string;
  readonly name: string;
  readonly attempts: number;
  readonly at: Date;
  /** The first line of what it last failed at. */
  readonly reason: string;
}

/** Of jobs that have a key; the queue takes that from one whose work a later one of that key does, and its attempts too. */
export const KEYED = "keyed";

/**
 * Holds for a row of `graphile_worker.jobs` whose job was given up. One that has lost its key is not, nor is one that
 * never failed: nothing is lost.
 */
export const DEAD = `attempts >= max_attempts and locked_at is null and last_error is not null
  and (key is not null or not coalesce(flags ? '${KEYED}', false))`;

/** Jobs that were given up, the latest first. */
export async function deadJobs(pool: Pool): Promise<DeadJob[]> {
  const { rows } = await pool.query(
    `select id::text, task_identifier as name, attempts::int, updated_at as at,
       split_part(coalesce(last_error, ''), chr(10), 1) as reason
     from graphile_worker.jobs where ${DEAD} order by updated_at desc limit 1000`,
  );
  return rows;
}

/** Lets jobs that were given up, these or all, be tried anew, as often as at first; answers how many there were. */
export async function reviveJobs(pool: Pool, ids: readonly string[] | "all"): Promise<number> {
  const { rows } = await pool.query(
    `select id from graphile_worker.reschedule_jobs(
       array(select id from graphile_worker.jobs where ${DEAD} and ($1::text[] is null or id::text = any($1))), run_at => now(), attempts => 0)`,
    [ids === "all" ? null : ids],
  );
  await pool.query("select pg_notify('jobs:insert', json_build_object('count', $1::int)::text)", [rows.length]);
  return rows.length;
}

/** Forgets jobs that nobody is doing, whether they wait or were given up; answers how many there were. */
export async function dropJobs(pool: Pool, ids: readonly string[]): Promise<number> {
  const { rowCount } = await pool.query(
    `select id from graphile_worker.complete_jobs(
       array(select id from graphile_worker.jobs where locked_at is null and id::text = any($1)))`,
    [ids],
  );
  return rowCount!;
}
