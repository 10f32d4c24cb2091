import "reflect-metadata";
import { setTimeout as sleep } from "node:timers/promises";
import { type Config, readConfig } from "./app/config.js";
import { seedDemo } from "./app/demo.js";
import { serve } from "./app/http.js";
import { jobs } from "./app/jobs.js";
import { AlreadyEnding, Lifetime } from "./app/lifetime.js";
import { openProductDatabase } from "./app/product-database.js";
import { startupSentence } from "./app/startup-sentence.js";
import type { Services } from "./platform/context.js";
import { listenBriefly, openDataFolder, startEmbeddedPostgres } from "./platform/embedded-postgres.js";
import { refuseHeld } from "./platform/folder-lock.js";
import { requireInstrumented } from "./platform/instrumented.js";
import { startJobs } from "./platform/jobs/job-runner.js";
import { migrate } from "./platform/migrate.js";
import { endProcess } from "./platform/process-end.js";
import { StartupProblem } from "./platform/startup-problem.js";

/** Whoever asks us to end waits ten seconds at most. */
const STOP_MILLISECONDS = 9_500;
/** Requests that run get this long to finish; the database needs the rest of the time. */
const CLOSE_MILLISECONDS = 4_000;
const DISCONNECT_MILLISECONDS = 1_000;

const lifetime = new Lifetime();
let config: Config | undefined;

const starting = start().catch(async (error: unknown) => {
  if (lifetime.hasEnded) return;
  await fail(error);
});

let stopping = false;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    // Ctrl-C arrives twice where npm passes it on: once is enough.
    if (!stopping) void stop();
    stopping = true;
  });
}

async function start(): Promise<void> {
  config = readConfig(process.env);
  requireInstrumented(process.env);
  await lifetime.add(() => Promise.race([endProcess(), patience(DISCONNECT_MILLISECONDS)]));
  const demo = isDemoWanted(process.argv.slice(2));
  // Better to be told now than after the database was started for nothing.
  const folder = openDataFolder(config.dataDir);
  if (config.databaseUrl === undefined) refuseHeld(folder);
  await listenBriefly(config.port, config.host);
  const url = config.databaseUrl ?? (await startDatabase(folder));
  say("Opening the database…");
  const dataSource = await openProductDatabase(url, config.databasePool);
  await lifetime.add(() => Promise.race([dataSource.destroy(), patience(DISCONNECT_MILLISECONDS)]));
  await migrate(dataSource);
  const howToSignIn = demo ? await seedDemo(dataSource, config) : undefined;
  const server = await serve(config, dataSource);
  await lifetime.add(() => Promise.race([server.close(), patience(CLOSE_MILLISECONDS)]));
  await untilReady(server.url);
  process.stdout.write(`Expense Tracker is ready at ${config.publicUrl}\n`);
  if (howToSignIn !== undefined) process.stdout.write(`${howToSignIn}\n`);
  if (config.jobs) await beginJobs(url, server.services);
}

async function beginJobs(url: string, services: Services): Promise<void> {
  const running = startJobs(url, jobs, services);
  await lifetime.add(() => Promise.race([running.stop(), patience(DISCONNECT_MILLISECONDS)]));
}

async function startDatabase(dataDir: string): Promise<string> {
  say("Starting the database…");
  const postgres = await startEmbeddedPostgres(dataDir, { onLost: (problem) => void fail(problem) });
  await lifetime.add(() => postgres.stop());
  return postgres.url;
}

function isDemoWanted(args: string[]): boolean {
  const unknown = args.find((argument) => argument !== "--demo");
  if (unknown !== undefined) throw new StartupProblem(`npm start knows --demo, and not ${unknown}.`);
  return args.includes("--demo");
}

async function untilReady(url: string): Promise<void> {
  while (!lifetime.hasEnded) {
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    await response?.arrayBuffer().catch(() => undefined);
    if (response?.status === 200) return;
    await sleep(100);
  }
  throw new AlreadyEnding();
}

async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), STOP_MILLISECONDS).unref();
  await lifetime.end();
  await starting;
  process.exit(0);
}

function patience(milliseconds: number): Promise<void> {
  return sleep(milliseconds, undefined, { ref: false });
}

/** Ends with one sentence where there is one; anything else is a bug, and is shown whole. */
async function fail(error: unknown): Promise<void> {
  const sentence = startupSentence(error, config);
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  setTimeout(() => process.exit(1), STOP_MILLISECONDS).unref();
  await lifetime.end();
  process.exit(1);
}

/** Progress goes to the error output: the standard output has the address alone. */
function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
