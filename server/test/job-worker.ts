import { type ChildProcess, spawn } from "node:child_process";
import type { TestApi } from "./api.js";
import { spend } from "./spending.js";

/** A process that does the jobs of this server's database, and no more: what is written is written by another. */
export async function startWorker(api: TestApi, environment: Record<string, string> = {}): Promise<ChildProcess> {
  spend("commands");
  const worker = spawn(process.execPath, ["dist/server/worker.js"], {
    env: {
      ...process.env,
      DATABASE_URL: (api.dataSource.options as { url: string }).url,
      DATA_DIR: api.dataDir,
      RATES_URL: "off",
      LOG_LEVEL: "silent",
      ...environment,
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  await new Promise<void>((resolve, reject) => {
    worker.stdout.once("data", () => resolve());
    worker.once("close", () => reject(new Error("The worker ended before it was ready.")));
  });
  return worker;
}

/** Ends a worker by a signal, and waits until it has. */
export async function kill(worker: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const closed = new Promise((resolve) => worker.once("close", resolve));
  worker.kill(signal);
  await closed;
}

/** A job of a worker that nobody knew, or that failed because it was cut, has its turn later; it gets it now. */
export async function hurryJobs({ dataSource }: TestApi): Promise<void> {
  // What somebody takes just now has its turn anyway, and nobody waits here for those who wait for this.
  const some = (where: string) =>
    `select id from graphile_worker._private_jobs where ${where} order by id for update skip locked`;
  await dataSource.query(
    `update graphile_worker._private_jobs set run_at = now() where id in (${some("locked_at is null")})`,
  );
  await dataSource.query(`update graphile_worker._private_jobs set locked_at = locked_at - interval '1 minute'
    where id in (${some("locked_by not in (select worker_id from job_workers)")})`);
}
