import type pg from "pg";

/** Brings the tables of the job queue (a schema of their own) up to this release. */
export async function migrateJobs(pool: pg.Pool): Promise<void> {
  // Reading the package takes a while, and most of what imports this file never needs it.
  const { Logger, runMigrations } = await import("graphile-worker");
  // Without a listener the package would warn that nobody minds connections that break; ours mind by themselves.
  const minds = () => undefined;
  pool.on("connect", minds);
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => undefined) });
  } finally {
    pool.off("connect", minds);
  }
}
