import "reflect-metadata";
import { setTimeout as sleep } from "node:timers/promises";
import { type Config, readConfig } from "./app/config.js";
import { seedDemo } from "./app/demo.js";
import { type RunningServer, serve } from "./app/http.js";
import { jobs } from "./app/jobs.js";
import { Lifetime } from "./app/lifetime.js";
import { migrateProduct, openProductDatabase } from "./app/product-database.js";
import { startupSentence } from "./app/startup-sentence.js";
import { untilReady } from "./app/until-ready.js";
import type { Services } from "./platform/context.js";
import { listenBriefly, openDataFolder, startEmbeddedPostgres } from "./platform/embedded-postgres.js";
import { refuseHeld } from "./platform/folder-lock.js";
import type { Readiness } from "./platform/health.js";
import { requireInstrumented } from "./platform/instrumented.js";
import { startJobs } from "./platform/jobs/job-runner.js";
import { endProcess } from "./platform/process-end.js";
import { StartupProblem } from "./platform/startup-problem.js";

/** Requests that run get this long to finish, and longer behind a balancer, where nobody sits and waits for the end. */
const CLOSE_MILLISECONDS = 4_000;
const CLOSE_MILLISECONDS_BALANCED = 20_000;
const DISCONNECT_MILLISECONDS = 1_000;
/** What ends beside requests, the database above all; whoever asks us to end by Ctrl-C waits ten seconds at most. */
const REST_MILLISECONDS = 5_500;

const lifetime = new Lifetime();
let config: Config | undefined;
let server: RunningServer | undefined;

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
  const dataSource = await openProductDatabase(url, config.databasePool, config.databasePrepared);
  await lifetime.add(() => Promise.race([dataSource.destroy(), patience(DISCONNECT_MILLISECONDS)]));
  await migrateProduct(config, dataSource);
  const howToSignIn = demo ? await seedDemo(dataSource, config) : undefined;
  server = await serve(config, dataSource);
  await lifetime.add(() => Promise.race([server!.close(), patience(closeMilliseconds(config!))]));
  const { url: address, services } = server;
  await untilReady(() => readinessAt(address), services.health, lifetime);
  process.stdout.write(`Expense Tracker is ready at ${config.publicUrl}\n`);
  if (howToSignIn !== undefined) process.stdout.write(`${howToSignIn}\n`);
  if (config.jobs) await beginJobs(url, config, services);
}

async function beginJobs(url: string, config: Config, services: Services): Promise<void> {
  const running = startJobs(config.databaseDirectUrl ?? url, jobs, services, config.workers);
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

async function readinessAt(url: string): Promise<Partial<Readiness>> {
  const response = await fetch(`${url}/readyz`).catch(() => undefined);
  return ((await response?.json().catch(() => undefined)) ?? {}) as Partial<Readiness>;
}

async function stop(): Promise<void> {
  const pause = (config?.shutdownPause ?? 0) * 1000;
  setTimeout(() => process.exit(1), pause + (config ? closeMilliseconds(config) : 0) + REST_MILLISECONDS).unref();
  // Behind a balancer: it sees that we are not ready, and sends no more, before the first caller is turned away.
  server?.leave();
  if (server) await sleep(pause);
  await lifetime.end();
  await starting;
  process.exit(0);
}

function closeMilliseconds({ shutdownPause }: Config): number {
  return shutdownPause > 0 ? CLOSE_MILLISECONDS_BALANCED : CLOSE_MILLISECONDS;
}

function patience(milliseconds: number): Promise<void> {
  return sleep(milliseconds, undefined, { ref: false });
}

/** Ends with one sentence where there is one; anything else is a bug, and is shown whole. */
async function fail(error: unknown): Promise<void> {
  const sentence = startupSentence(error, config);
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  setTimeout(() => process.exit(1), CLOSE_MILLISECONDS + REST_MILLISECONDS).unref();
  await lifetime.end();
  process.exit(1);
}

/** Progress goes to the error output: the standard output has the address alone. */
function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
