import type { DataSource } from "typeorm";
import { migrations } from "../migrations/all.js";
import { openDatabase } from "../platform/database.js";
import { migrate } from "../platform/migrate.js";
import type { Config } from "./config.js";
import { modules } from "./modules.js";

/** Connects to a database of the product, with every module's tables known; `prepared` as in `DatabaseOptions`. */
export function openProductDatabase(url: string, poolSize?: number, prepared = true): Promise<DataSource> {
  const entities = modules.flatMap((module) => module.entities ?? []);
  return openDatabase(url, { entities: entities as never, migrations, poolSize, prepared });
}

/** What is wrong is with DATABASE_DIRECT_URL. */
export class DirectDatabaseProblem extends Error {}

/** A lock, what runs under it, and one more for the queue's own tables. */
const MIGRATING_CONNECTIONS = 3;

/** Brings the tables up to this release: past a pooler, because what is locked there belongs to a session. */
export async function migrateProduct({ databaseDirectUrl }: Config, dataSource: DataSource): Promise<void> {
  if (databaseDirectUrl === undefined) return migrate(dataSource);
  const direct = await openProductDatabase(databaseDirectUrl, MIGRATING_CONNECTIONS).catch((cause: unknown) => {
    throw new DirectDatabaseProblem("The direct way to the database cannot be opened.", { cause });
  });
  try {
    await migrate(direct);
  } finally {
    await direct.destroy();
  }
}
