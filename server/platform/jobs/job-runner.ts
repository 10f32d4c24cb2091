import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Runner, TaskList, WorkerEvents } from "graphile-worker";
import pg from "pg";
import type { Services } from "../context.js";
import { CommitUnknown, isConnectionLost } from "../database.js";
import { isUnavailable } from "../schema/top-level-errors.js";
import { KEYED } from "./dead-jobs.js";
import { type AnyJob, type JobKind, TryAgainLater, WORKERS } from "./job.js";
import { LivingWorkers } from "./living-workers.js";

const KINDS = Object.keys(WORKERS) as JobKind[];
/** So often it is asked whose process is gone. */
const LOOK_FOR_DEAD_MILLISECONDS = 10_000;
/** New jobs are announced; those that are tried again later, or wait for another of their order, are found by asking. */
const POLL_MILLISECONDS = 1_000;
const RESTART_MILLISECONDS = [1_000, 2_000, 5_000, 10_000, 30_000];
/** Whoever ran for so long begins anew with the shortest pause: outages months apart are no row of failures. */
const HEALTHY_MILLISECONDS = 60_000;

/**
 * By itself the queue waits for nobody when it notes that a job has ended: where the database goes away in that moment
 * nobody would catch the error, and it would end the process. In batches (of whatever has ended by now) it tries again.
 */
const NOTED_IN_BATCHES = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

/** How many workers of each kind there are in this process; a kind that has none is left to other processes. */
export type Workers = Readonly<Record<JobKind, number>>;

/** Where the queue is, what is done of it, with what, and by how many. */
interface Working {
  readonly url: string;
  readonly jobs: readonly AnyJob[];
  readonly services: Services;
  readonly workers: Workers;
}

/** Each worker may hold a connection, one listens for each kind, one is for the schedule, and one shows that we live. */
function connectionsFor(workers: Workers): number {
  return Object.values(workers).reduce((sum, count) => sum + count, 0) + KINDS.length + 2;
}

export interface RunningJobs {
  /** Takes no more jobs, tells those that run to end, and waits for them. */
  stop(): Promise<void>;
}

/**
 * Runs the jobs, and keeps to their schedules, until it is stopped; any number of processes may do so on one database.
 * Begins in the background, and begins again where the database went away. Nothing that a job does or fails at ends
 * the process.
 */
export function startJobs(
  url: string,
  jobs: readonly AnyJob[],
  services: Services,
  workers: Workers = WORKERS,
): RunningJobs {
  const ending = new AbortController();
  const running = keepRunning({ url, jobs, services, workers }, ending.signal);
  return {
    async stop() {
      ending.abort();
      await running;
    },
  };
}

/**
 * Does what waits by now, one after the other, and what that enqueues; for programs that run to an end, and tests. The
 * pool is the driver's as it is: the queue cannot write back the bigints that our own connections read.
 */
export async function doWaitingJobs(pool: pg.Pool, jobs: readonly AnyJob[], services: Services): Promise<void> {
  const { Logger, runOnce } = await import("graphile-worker");
  const minds = (client: pg.PoolClient) => void client.on("error", () => undefined);
  pool.on("connect", minds);
  try {
    const taskList = tasksOf(jobs, services, new AbortController().signal);
    await runOnce({
      pgPool: pool,
      concurrency: 1,
      noHandleSignals: true,
      taskList,
      logger: new Logger(() => () => undefined),
    });
  } finally {
    pool.off("connect", minds);
  }
}

async function keepRunning(working: Working, ending: AbortSignal): Promise<void> {
  for (let failures = 0; !ending.aborted; failures++) {
    const begun = Date.now();
    try {
      await runUntilBroken(working, ending);
    } catch (error) {
      logStop(error, working.services);
    }
    if (Date.now() - begun > HEALTHY_MILLISECONDS) failures = 0;
    const pause = RESTART_MILLISECONDS[Math.min(failures, RESTART_MILLISECONDS.length - 1)];
    await sleep(pause, undefined, { signal: ending }).catch(() => undefined);
  }
}

/** An outage is told of by everything else; anything else that stops all jobs is a bug. */
function logStop(error: unknown, { log }: Services): void {
  if (isConnectionLost(error)) log.debug({ err: error }, "the jobs stopped");
  else log.error({ err: error }, "the jobs stopped");
}

/** Ends when it is told to, or when the database went away for longer than the queue puts up with. */
async function runUntilBroken({ url, jobs, services, workers }: Working, ending: AbortSignal): Promise<void> {
  const max = connectionsFor(workers);
  const pool = new pg.Pool({ connectionString: url, max, application_name: "expense-tracker-jobs" });
  // A connection may break while nobody uses it; whoever uses one is told by the statement.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    if (ending.aborted) return;
    await withLivingWorkers(pool, services, async (living) => {
      const kinds = KINDS.map((kind) => ({ kind, own: jobs.filter((job) => job.kind === kind) }));
      const busy = kinds.filter(({ kind, own }) => own.length > 0 && workers[kind] > 0);
      if (busy.length === 0) await new Promise((resolve) => ending.addEventListener("abort", resolve, { once: true }));
      // Where one kind breaks the others are ended too, and all begin anew.
      const broken = new AbortController();
      const until = AbortSignal.any([ending, broken.signal]);
      const runs = busy.map(({ kind, own }) => runKind(pool, workers[kind], own, services, until, living));
      await Promise.allSettled(runs.map((run) => run.finally(() => broken.abort())));
      await Promise.all(runs);
    });
  } finally {
    await pool.end();
  }
}

/** Frees what the dead have left, at the beginning and from time to time; says of our workers that they live. */
async function withLivingWorkers(
  pool: pg.Pool,
  services: Services,
  work: (living: LivingWorkers) => Promise<void>,
): Promise<void> {
  const living = await LivingWorkers.begin(pool);
  const look = () => living.freeJobsOfTheDead().catch((error: unknown) => logStop(error, services));
  const timer = setInterval(() => void look(), LOOK_FOR_DEAD_MILLISECONDS);
  try {
    await living.freeJobsOfTheDead();
    await work(living);
  } finally {
    clearInterval(timer);
    living.end();
  }
}

async function runKind(
  pool: pg.Pool,
  concurrency: number,
  jobs: readonly AnyJob[],
  services: Services,
  ending: AbortSignal,
  living: LivingWorkers,
): Promise<void> {
  const { Logger, parseCronItems, run } = await import("graphile-worker");
  const events: WorkerEvents = new EventEmitter();
  events.on("worker:create", ({ worker }) => {
    living.announce(worker.workerId).catch((error: unknown) => logStop(error, services));
  });
  const runner = await run({
    preset: NOTED_IN_BATCHES,
    events,
    pgPool: pool,
    concurrency,
    pollInterval: POLL_MILLISECONDS,
    noHandleSignals: true,
    taskList: tasksOf(jobs, services, ending),
    parsedCronItems: parseCronItems(
      jobs.flatMap(({ name, schedule, attempts }) =>
        schedule === undefined
          ? []
          : [{ task: name, match: schedule, options: { maxAttempts: attempts, jobKey: name, backfillPeriod: 0 } }],
      ),
    ),
    // What matters to whoever runs this is logged below, once and in our words.
    logger: new Logger(() => (level, message) => services.log.debug({ queue: level }, message)),
  });
  await untilEnd(runner, jobs, services, ending);
}

async function untilEnd(
  runner: Runner,
  jobs: readonly AnyJob[],
  services: Services,
  ending: AbortSignal,
): Promise<void> {
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

/**
 * One that is overdue takes the place of its own next attempt, so that there is never more than one. One that cannot
 * say whether it is waits for its schedule, and holds up no other.
 */
async function addOverdue(runner: Runner, jobs: readonly AnyJob[], services: Services): Promise<void> {
  for (const job of jobs) {
    const isOverdue = await isDue(job, services);
    if (isOverdue) {
      await runner.addJob(job.name, {}, { jobKey: job.name, maxAttempts: job.attempts, flags: [KEYED] });
    }
  }
}

async function isDue(job: AnyJob, services: Services): Promise<boolean> {
  try {
    return (await job.isOverdue?.(services)) ?? false;
  } catch (error) {
    // When the database is back, the whole of this begins anew.
    if (isConnectionLost(error)) throw error;
    services.log.error({ err: error, job: job.name }, "a job could not say whether it is overdue");
    return false;
  }
}

function tasksOf(jobs: readonly AnyJob[], services: Services, ending: AbortSignal): TaskList {
  const tasks: TaskList = {};
  for (const job of jobs) {
    tasks[job.name] = async (payload, { job: { attempts, max_attempts: most } }) => {
      try {
        await job.run(services, ending, job.payload?.parse(payload) as never);
      } catch (error) {
        logFailure(job, error, { attempt: attempts, most }, services, ending);
        throw error;
      }
    };
  }
  return tasks;
}

function isNobodysFault(error: unknown): boolean {
  const isAway = isUnavailable(error) || isConnectionLost(error);
  return isAway || error instanceof TryAgainLater || error instanceof CommitUnknown;
}

/** What is nobody's fault is worth one line a day, and not one for each attempt: a machine may have no internet. */
function logFailure(
  job: AnyJob,
  error: unknown,
  { attempt, most }: { attempt: number; most: number },
  { log }: Services,
  ending: AbortSignal,
): void {
  const facts = { job: job.name, attempt, of: most };
  if (ending.aborted) log.debug(facts, "a job was interrupted");
  // It stays in the queue's table, with what it was to do: see the command `jobs`.
  else if (attempt >= most) log.error({ ...facts, err: error }, "a job was given up");
  else if (!isNobodysFault(error)) {
    log.error({ ...facts, err: error }, "a job failed");
  } else {
    const { message: reason } = error as Error;
    log[attempt === 1 ? "warn" : "debug"]({ ...facts, reason }, "a job will be tried again");
  }
}
