import type { Pool } from "pg";
import { DEAD } from "./dead-jobs.js";

/** How the queue stands for jobs of one name. */
export interface QueueFacts {
  readonly name: string;
  /** Jobs that could begin now. */
  readonly ready: number;
  /** Seconds for which the first of them could have begun; zero where there is none. */
  readonly oldestReady: number;
  /** Jobs that were given up. */
  readonly dead: number;
}

const READY = "run_at <= now() and locked_at is null and attempts < max_attempts";

/** How the queue stands, for every name of which a job is in it. */
export async function queueFacts(pool: Pool): Promise<QueueFacts[]> {
  const { rows } = await pool.query<QueueFacts>(
    `select task_identifier as name, (count(*) filter (where ${READY}))::int as ready,
       coalesce(extract(epoch from now() - min(run_at) filter (where ${READY})), 0)::float8 as "oldestReady",
       (count(*) filter (where ${DEAD}))::int as dead
     from graphile_worker.jobs group by task_identifier`,
  );
  return rows;
}
