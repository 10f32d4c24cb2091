import { setTimeout as sleep } from "node:timers/promises";
import type { Runner, TaskList } from "graphile-worker";
import pg from "pg";
import type { Services } from "../context.js";
import { type Job, TryAgainLater } from "./job.js";

/** Jobs that run at the same time in one process. */
const CONCURRENCY = 2;
/** One connection listens, each job may hold one, and one is for the schedule. */
const CONNECTIONS = CONCURRENCY + 2;
/** New jobs are announced; only those that are tried again later are found by asking. */
const POLL_MILLISECONDS = 10_000;
const RESTART_MILLISECONDS = [1_000, 2_000, 5_000, 10_000, 30_000];

export interface RunningJobs {
  /** Takes no more jobs, tells those that run to end, and waits for them. */
  stop(): Promise<void>;
}

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

/**
 * Runs the jobs, and keeps to their schedules, until it is stopped; any number of processes may do so on one database.
 * Begins in the background, and begins again where the database went away. Nothing that a job does or fails at ends
 * the process.
 */
export function startJobs(url: string, jobs: readonly Job[], services: Services): RunningJobs {
  const ending = new AbortController();
  const running = keepRunning(url, jobs, services, ending.signal);
  return {
    async stop() {
      ending.abort();
      await running;
    },
  };
}

async function keepRunning(url: string, jobs: readonly Job[], services: Services, ending: AbortSignal): Promise<void> {
  for (let failures = 0; !ending.aborted; failures++) {
    try {
      await runUntilBroken(url, jobs, services, ending);
    } catch (error) {
      services.log.debug({ err: error }, "the jobs stopped");
    }
    const pause = RESTART_MILLISECONDS[Math.min(failures, RESTART_MILLISECONDS.length - 1)];
    await sleep(pause, undefined, { signal: ending }).catch(() => undefined);
  }
}

/** Ends when it is told to, or when the database went away for longer than the queue puts up with. */
async function runUntilBroken(
  url: string,
  jobs: readonly Job[],
  services: Services,
  ending: AbortSignal,
): Promise<void> {
  const { Logger, parseCronItems, run } = await import("graphile-worker");
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, application_name: "expense-tracker-jobs" });
  // A connection may break while nobody uses it; whoever uses one is told by the statement.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    if (ending.aborted) return;
    const runner = await run({
      pgPool: pool,
      concurrency: CONCURRENCY,
      pollInterval: POLL_MILLISECONDS,
      noHandleSignals: true,
      taskList: tasksOf(jobs, services, ending),
      parsedCronItems: parseCronItems(
        jobs.map(({ name, schedule, attempts }) => ({
          task: name,
          match: schedule,
          options: { maxAttempts: attempts, jobKey: name, backfillPeriod: 0 },
        })),
      ),
      // What matters to whoever runs this is logged below, once and in our words.
      logger: new Logger(() => (level, message) => services.log.debug({ queue: level }, message)),
    });
    await untilEnd(runner, jobs, services, ending);
  } finally {
    await pool.end();
  }
}

async function untilEnd(runner: Runner, jobs: readonly Job[], services: Services, ending: AbortSignal): Promise<void> {
  // It refuses to be stopped twice, and may have stopped by itself.
  const stop = () => runner.stop().catch(() => undefined);
  const whenAsked = () => void stop();
  ending.addEventListener("abort", whenAsked, { once: true });
  if (ending.aborted) whenAsked();
  try {
    await Promise.all([runner.promise, addOverdue(runner, jobs, services)]);
  } finally {
    ending.removeEventListener("abort", whenAsked);
    await stop();
  }
}

/** One that is overdue takes the place of its own next attempt, so that there is never more than one. */
async function addOverdue(runner: Runner, jobs: readonly Job[], services: Services): Promise<void> {
  for (const job of jobs) {
    if (!(await job.isOverdue(services))) continue;
    await runner.addJob(job.name, {}, { jobKey: job.name, maxAttempts: job.attempts });
  }
}

function tasksOf(jobs: readonly Job[], services: Services, ending: AbortSignal): TaskList {
  const tasks: TaskList = {};
  for (const job of jobs) {
    tasks[job.name] = async (_payload, { job: { attempts, max_attempts: most } }) => {
      try {
        await job.run(services, ending);
      } catch (error) {
        logFailure(job, error, { attempt: attempts, most }, services, ending);
        throw error;
      }
    };
  }
  return tasks;
}

/** What is nobody's fault is worth one line a day, and not one for each attempt: a machine may have no internet. */
function logFailure(
  job: Job,
  error: unknown,
  { attempt, most }: { attempt: number; most: number },
  { log }: Services,
  ending: AbortSignal,
): void {
  const facts = { job: job.name, attempt, of: most };
  if (ending.aborted) log.debug(facts, "a job was interrupted");
  else if (!(error instanceof TryAgainLater)) log.error({ ...facts, err: error }, "a job failed");
  else if (attempt === 1) log.warn({ ...facts, reason: error.message }, "a job will be tried again");
  else log.debug({ ...facts, reason: error.message }, "a job will be tried again");
}
