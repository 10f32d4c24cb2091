import "reflect-metadata";
import { type Config, readConfig } from "./app/config.js";
import { jobs } from "./app/jobs.js";
import { Lifetime } from "./app/lifetime.js";
import { serveMetrics } from "./app/metrics.js";
import { migrateProduct, openProductDatabase } from "./app/product-database.js";
import { servicesFor } from "./app/services.js";
import { startupSentence } from "./app/startup-sentence.js";
import { untilReady } from "./app/until-ready.js";
import { runningPostgres } from "./platform/embedded-postgres.js";
import { Health } from "./platform/health.js";
import { requireInstrumented } from "./platform/instrumented.js";
import { startJobs } from "./platform/jobs/job-runner.js";
import { endProcess } from "./platform/process-end.js";
import { StartupProblem } from "./platform/startup-problem.js";

/** Runs jobs and their schedules beside servers that were told not to (JOBS=off), or beside those that do. */
const lifetime = new Lifetime();
let config: Config | undefined;

/** A job that does not end when it is told to is tried again by another process. */
const STOP_MILLISECONDS = 5_000;

const starting = start().catch(async (error: unknown) => {
  if (lifetime.hasEnded) return;
  const sentence = startupSentence(error, config);
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  await lifetime.end();
  process.exit(1);
});

let stopping = false;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    if (!stopping) void stop();
    stopping = true;
  });
}

async function start(): Promise<void> {
  config = readConfig(process.env);
  requireInstrumented(process.env);
  await lifetime.add(endProcess);
  const url = config.databaseUrl ?? (await runningPostgres(config.dataDir));
  if (url === undefined)
    throw new StartupProblem("There is no database to work for: set DATABASE_URL, or start the server first.");
  const dataSource = await openProductDatabase(url, config.databasePool, config.databasePrepared);
  await lifetime.add(() => dataSource.destroy());
  await migrateProduct(config, dataSource);
  const services = await servicesFor(config, dataSource);
  await lifetime.add(async () => services.redis?.close());
  await lifetime.add(() => services.readers.end());
  const numbers = await serveMetrics(config, services);
  await lifetime.add(() => numbers.close());
  // A job that came before the bucket would fail, and one with a wrong key would fail for ever.
  const health = new Health(services.health);
  await untilReady(() => health.readiness(), services.health, lifetime);
  const running = startJobs(config.databaseDirectUrl ?? url, jobs, services, config.workers);
  await lifetime.add(() => running.stop());
  process.stdout.write("The worker is ready.\n");
}

async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), STOP_MILLISECONDS).unref();
  await lifetime.end();
  await starting;
  process.exit(0);
}
