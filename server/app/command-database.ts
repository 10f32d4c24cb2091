import type { DataSource } from "typeorm";
import { runningPostgres, startEmbeddedPostgres } from "../platform/embedded-postgres.js";
import type { Config } from "./config.js";
import { migrateProduct, openProductDatabase } from "./product-database.js";

/** A command works on one thing after another; the second is for what it reads beside its transaction. */
const CONNECTIONS = 2;

/**
 * Gives a command the address of the database: that of a server which is running on DATA_DIR, or DATABASE_URL; where there is
 * neither, starts one for as long as it takes.
 */
export async function withPostgres<Answer>(config: Config, work: (url: string) => Promise<Answer>): Promise<Answer> {
  const { databaseUrl, dataDir } = config;
  const running = databaseUrl ?? (await runningPostgres(dataDir));
  if (running !== undefined) return work(running);
  const own = await startEmbeddedPostgres(dataDir);
  try {
    return await work(own.url);
  } finally {
    await own.stop();
  }
}

/** The same, of this release and open. */
export function withDatabase(config: Config, work: (dataSource: DataSource) => Promise<void>): Promise<void> {
  return withPostgres(config, async (url) => {
    const dataSource = await openProductDatabase(url, CONNECTIONS, config.databasePrepared);
    try {
      await migrateProduct(config, dataSource);
      await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  });
}
