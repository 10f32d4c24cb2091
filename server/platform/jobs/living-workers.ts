import type { Pool, PoolClient } from "pg";

/** A worker that was not announced when it took a job is left alone for so long: it may be about to be. */
const UNKNOWN_FOR = "10 seconds";

/**
 * Says of this process's workers that they live, for as long as a connection of theirs does. Whoever is killed cannot
 * give back the jobs that it had; the queue would hold them for four hours.
 */
export class LivingWorkers {
  private readonly client: PoolClient;

  private constructor(client: PoolClient) {
    this.client = client;
  }

  static async begin(pool: Pool): Promise<LivingWorkers> {
    return new LivingWorkers(await pool.connect());
  }

  async announce(workerId: string): Promise<void> {
    await this.client.query(
      `insert into job_workers (worker_id, backend_pid, backend_start)
       select $1, pid, backend_start from pg_stat_activity where pid = pg_backend_pid()`,
      [workerId],
    );
  }

  /** Frees the jobs of workers whose connection is gone, so that others take them at once. */
  async freeJobsOfTheDead(): Promise<void> {
    await this.client.query(`
      with known as (
        select w.worker_id, a.pid is not null as lives from job_workers w
        left join pg_stat_activity a on a.pid = w.backend_pid and a.backend_start = w.backend_start),
      forgotten as (delete from job_workers where worker_id in (select worker_id from known where not lives)),
      dead as (
        select distinct j.locked_by from graphile_worker._private_jobs j left join known k on k.worker_id = j.locked_by
        where j.locked_by is not null
          and (not k.lives or (k.lives is null and j.locked_at < now() - interval '${UNKNOWN_FOR}')))
      select graphile_worker.force_unlock_workers(array_agg(locked_by)) from dead having count(*) > 0`);
  }

  end(): void {
    this.client.release();
  }
}
