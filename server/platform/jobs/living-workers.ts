import type { Pool, PoolClient } from "pg";

/** A worker that was not announced when it took a job is left alone for so long: it may be about to be. */
const UNKNOWN_FOR = "10 seconds";

/**
 * Says of this process's workers that they live, for as long as a connection of theirs does. Whoever is killed cannot
 * give back the jobs that it had; the queue would hold them for four hours. Where only that connection breaks, another
 * one says so at once: to others the workers would be dead, and what they are doing would be done a second time.
 */
export class LivingWorkers {
  private readonly pool: Pool;
  private readonly workerIds = new Set<string>();
  private client: PoolClient | null = null;
  private ended = false;
  /** A connection answers one statement at a time; the next one waits for it here. */
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(pool: Pool) {
    this.pool = pool;
  }

  static async begin(pool: Pool): Promise<LivingWorkers> {
    const living = new LivingWorkers(pool);
    await living.inTurn(() => living.connected());
    return living;
  }

  announce(workerId: string): Promise<void> {
    this.workerIds.add(workerId);
    return this.inTurn(async () => announceAll(await this.connected(), [workerId]));
  }

  /** Frees the jobs of workers whose connection is gone, so that others take them at once. */
  freeJobsOfTheDead(): Promise<void> {
    return this.inTurn(async () => {
      const client = await this.connected();
      await client.query(FREE_JOBS_OF_THE_DEAD);
      await client.query(FREE_ORDERS_OF_THE_DEAD);
    });
  }

  end(): void {
    this.ended = true;
    this.client?.off("error", ignore);
    this.client?.release();
    this.client = null;
  }

  private inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** The connection that stands for the workers; a new one says of all of them that they live. */
  private async connected(): Promise<PoolClient> {
    if (this.client !== null) return this.client;
    const client = await this.pool.connect();
    if (this.ended) {
      client.release();
      throw new Error("The workers have ended.");
    }
    this.client = client;
    // That it is lost is told by its end.
    client.on("error", ignore);
    client.once("end", () => this.lose(client));
    await announceAll(client, [...this.workerIds]);
    return client;
  }

  private lose(client: PoolClient): void {
    if (this.ended || this.client !== client) return;
    this.client = null;
    client.release(true);
    // Where the database is gone as a whole, the next look tries again.
    void this.inTurn(() => this.connected()).catch(() => undefined);
  }
}

function ignore(): void {}

async function announceAll(client: PoolClient, workerIds: readonly string[]): Promise<void> {
  if (workerIds.length === 0) return;
  await client.query(
    `insert into job_workers (worker_id, backend_pid, backend_start)
     select unnest($1::text[]), pid, backend_start from pg_stat_activity where pid = pg_backend_pid()
     on conflict (worker_id) do update set backend_pid = excluded.backend_pid, backend_start = excluded.backend_start`,
    [workerIds],
  );
}

// When a connection of another role began is not told to everybody: then one of that number is taken for the same.
const FREE_JOBS_OF_THE_DEAD = `
  with known as (
    select w.worker_id, a.pid is not null as lives from job_workers w
    left join pg_stat_activity a
      on a.pid = w.backend_pid and coalesce(a.backend_start, w.backend_start) = w.backend_start),
  forgotten as (delete from job_workers where worker_id in (select worker_id from known where not lives)),
  dead as (
    select distinct j.locked_by from graphile_worker._private_jobs j left join known k on k.worker_id = j.locked_by
    where j.locked_by is not null
      and (not k.lives or (k.lives is null and j.locked_at < now() - interval '${UNKNOWN_FOR}')))
  select graphile_worker.force_unlock_workers(array_agg(locked_by)) from dead having count(*) > 0`;

// The queue locks an order together with the job of it that is done, but by another name, and would free it by that alone.
const FREE_ORDERS_OF_THE_DEAD = `
  update graphile_worker._private_job_queues q set locked_at = null, locked_by = null
  where q.locked_at is not null and not exists (
    select from graphile_worker._private_jobs j where j.job_queue_id = q.id and j.locked_at is not null)`;
