import { setTimeout as sleep } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import type { DataSource } from "typeorm";
import { poolOf } from "./database.js";
import { migrateJobs } from "./jobs/job-tables.js";

/** A later release has taken something away from the database that this code needs. */
export class DatabaseNewerThanCode extends Error {}

/** Throws where the database lacks a migration of this code, as one does that was put back from somewhere. */
export async function requireMigrated(dataSource: DataSource, pool: Pool): Promise<void> {
  const names = namesOf(dataSource);
  const { rows } = await pool.query<{ done: number }>(
    "select count(*)::int as done from migrations where name = any($1)",
    [names],
  );
  if (rows[0]!.done < names.length) throw new Error("The database lacks migrations.");
}

function namesOf({ migrations }: DataSource): string[] {
  return migrations.map((migration) => migration.name ?? migration.constructor.name);
}

/** How the names of migrations begin that take away what only earlier releases use. */
const CONTRACT = "Contract";
const MIGRATION_LOCK = 7_203_114;
const LOOK_MILLISECONDS = 100;

/**
 * Brings the schema up to this code, one process at a time. Where a later release has only added to it, as it does while the
 * release before still runs beside it, this one may begin anew; where it took something away, throws
 * `DatabaseNewerThanCode`. Migrations that take away say so by their name.
 */
export async function migrate(dataSource: DataSource): Promise<void> {
  const client = await poolOf(dataSource).connect();
  try {
    await takeLock(client);
    await refuseNewer(dataSource, client);
    await dataSource.runMigrations();
    await migrateJobs(poolOf(dataSource));
  } finally {
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => undefined);
    client.release();
  }
}

/**
 * Asked for again and again, and not waited for within a statement: an index that is built beside writers waits for every
 * statement that runs, and a second process that waited in one would wait for the first, and the first for it.
 */
async function takeLock(client: PoolClient): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [
      MIGRATION_LOCK,
    ]);
    if (rows[0]!.taken) return;
    await sleep(LOOK_MILLISECONDS);
  }
}

async function refuseNewer(dataSource: DataSource, client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ known: string | null }>("select to_regclass('public.migrations') as known");
  if (!rows[0]?.known) return;
  const done = await client.query<{ name: string }>("select name from migrations order by id");
  const known = new Set(namesOf(dataSource));
  const unknown = done.rows.find(({ name }) => name.startsWith(CONTRACT) && !known.has(name));
  if (unknown)
    throw new DatabaseNewerThanCode(`The database holds the migration ${unknown.name}, which this code does not know.`);
}
