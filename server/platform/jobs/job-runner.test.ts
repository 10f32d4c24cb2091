import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import pg from "pg";
import pino from "pino";
import type { DataSource } from "typeorm";
import { z } from "zod";
import { testDatabase } from "../../test/database.js";
import type { TestDatabase } from "../../test/databases.js";
import type { Services } from "../context.js";
import { openDatabase } from "../database.js";
import { write, writingAlone } from "../write.js";
import { deadJobs, reviveJobs } from "./dead-jobs.js";
import { type AnyJob, type Job, TryAgainLater } from "./job.js";
import { type RunningJobs, startJobs } from "./job-runner.js";
import { LivingWorkers } from "./living-workers.js";

/** Only ends what hangs. */
const CEILING = 60_000;

let database: TestDatabase;
let outside: pg.Pool;
let running: RunningJobs[] = [];
let lines: { level: number; msg: string; attempt?: number; reason?: string; err?: object }[] = [];

beforeAll(async () => {
  database = await testDatabase();
  outside = new pg.Pool({ connectionString: database.url, max: 4 });
  outside.on("error", () => undefined);
});

afterEach(async () => {
  await Promise.all(running.map((jobs) => jobs.stop()));
  [running, lines] = [[], []];
  await outside.query("delete from graphile_worker._private_jobs");
});

afterAll(async () => {
  await outside.end();
  await database.drop();
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + CEILING;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error("It did not come to this.");
    await sleep(20);
  }
}

/** Says what PostgreSQL says when a job was added. */
async function announce(): Promise<void> {
  await outside.query(`select pg_notify('jobs:insert', '{"count":1}')`);
}

/** A process that runs jobs, with what it logs for people to read. */
function start(...jobs: readonly AnyJob[]): RunningJobs {
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const started = startJobs(database.url, jobs, { log } as Services);
  running.push(started);
  return started;
}

function job(run: Job["run"], change: Partial<Job> = {}): Job {
  return {
    name: "test.job",
    kind: "upkeep",
    schedule: "0 4 * * *",
    attempts: 3,
    isOverdue: async () => true,
    run,
    ...change,
  };
}

/** Lets the next attempt begin now, as time would. */
async function letTimePass(): Promise<void> {
  const due =
    "update graphile_worker._private_jobs set run_at = now() where attempts > 0 and locked_at is null returning 1";
  await until(async () => (await outside.query(due)).rowCount === 1);
  await announce();
}

async function jobsLeft(): Promise<number> {
  const { rows } = await outside.query("select count(*)::int as count from graphile_worker._private_jobs");
  return rows[0].count;
}

test("what is overdue is done at the start, and nothing else", async () => {
  let done = 0;
  const count = job(async () => void (done += 1));
  const later = job(async () => Promise.reject(new Error("not now")), {
    name: "test.later",
    isOverdue: async () => false,
  });
  start(count, later);
  await until(() => done === 1);
  await until(async () => (await jobsLeft()) === 0);
  expect(done).toBe(1);
  expect(lines).toEqual([]);
});

test("what fails through no fault of ours is tried again, and logged once", async () => {
  let tries = 0;
  start(
    job(async () => {
      tries += 1;
      if (tries < 3) throw new TryAgainLater("The provider sleeps.");
    }),
  );
  await until(() => tries === 1);
  await letTimePass();
  await until(() => tries === 2);
  await letTimePass();
  await until(async () => tries === 3 && (await jobsLeft()) === 0);
  expect(lines).toMatchObject([{ level: 40, attempt: 1, reason: "The provider sleeps." }]);
  expect(lines).toHaveLength(1);
});

test("that the database went away in the middle is nobody's fault", async () => {
  let tries = 0;
  start(
    job(async () => {
      tries += 1;
      if (tries === 1) throw Object.assign(new Error("terminating connection"), { code: "57P01" });
    }),
  );
  await until(() => tries === 1 && lines.length === 1);
  expect(lines).toMatchObject([{ level: 40, attempt: 1, reason: "terminating connection" }]);
  await letTimePass();
  await until(async () => tries === 2 && (await jobsLeft()) === 0);
});

test("a bug is logged as one, each time, and ends nothing", async () => {
  let tries = 0;
  let others = 0;
  start(
    job(async () => {
      tries += 1;
      throw new TypeError("Somebody forgot something.");
    }),
    job(async () => void (others += 1), { name: "test.other" }),
  );
  await until(() => tries === 1 && others === 1);
  await letTimePass();
  await until(() => tries === 2 && lines.length === 2);
  expect(lines).toMatchObject([
    { level: 50, err: { type: "TypeError" } },
    { level: 50, attempt: 2 },
  ]);
});

test("who stops tells the job that runs, waits for it, and leaves the rest for the next start", async () => {
  let state = "waiting";
  const patient = job(async (_services, ending) => {
    state = "running";
    await new Promise((resolve) => ending.addEventListener("abort", resolve));
    state = "ended";
    throw new TryAgainLater("The process ends.");
  });
  const jobs = start(patient);
  await until(() => state === "running");
  await jobs.stop();
  expect(state).toBe("ended");
  expect(lines).toEqual([]);
  // A connection that was ended is seen for a moment longer.
  const open = `select from pg_stat_activity
    where datname = current_database() and application_name = 'expense-tracker-jobs'`;
  await until(async () => (await outside.query(open)).rowCount === 0);

  start(job(async () => void (state = "done later")));
  await until(() => state === "done later");
});

test("can be stopped before it has begun, and twice", async () => {
  const jobs = start(job(async () => undefined));
  await jobs.stop();
  await jobs.stop();
});

test("goes on where the database went away", async () => {
  let done = 0;
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'expense-tracker-jobs'`;
  start(job(async () => void (done += 1)));
  await until(() => done === 1);
  for (let wanted = 2; wanted <= 3; wanted++) {
    await outside.query(cut);
    await outside.query("select graphile_worker.add_job('test.job')");
    // Whoever lost the connection that listens would find the job a few seconds later.
    await until(async () => {
      await announce();
      // One that was cut off before it was noted as done is done again.
      return done >= wanted;
    });
  }
  expect(lines).toEqual([]);
});

test("one that cannot say whether it is overdue holds up no other, and is told of", async () => {
  let done = 0;
  const unsure = async () => Promise.reject(new TypeError("Somebody forgot something."));
  start(
    job(async () => undefined, { name: "test.unsure", isOverdue: unsure }),
    job(async () => void (done += 1)),
  );
  await until(() => done === 1);
  expect(lines).toMatchObject([{ level: 50, job: "test.unsure", err: { type: "TypeError" } }]);
});

test("jobs of one kind wait for no other kind, and each kind has its few workers", async () => {
  const running = { mail: 0, events: 0 };
  let most = 0;
  let letGo = () => undefined as void;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const slow = job(
    async () => {
      running.mail += 1;
      most = Math.max(most, running.mail);
      await held;
      running.mail -= 1;
    },
    { name: "test.slow", kind: "mail", isOverdue: async () => false },
  );
  const quick = job(async () => void (running.events += 1), {
    name: "test.quick",
    kind: "events",
    isOverdue: async () => false,
  });
  await outside.query("select graphile_worker.add_job('test.slow') from generate_series(1, 5)");
  start(slow, quick);
  await until(() => running.mail === 2);
  await outside.query("select graphile_worker.add_job('test.quick') from generate_series(1, 5)");
  await until(() => running.events === 5);
  expect(most).toBe(2);
  letGo();
  await until(async () => (await jobsLeft()) === 0);
});

test("one that was tried often enough is given up, seen, and can be tried anew", async () => {
  let tries = 0;
  start(
    job(
      async () => {
        tries += 1;
        if (tries < 2) throw new TypeError("Somebody forgot something.");
      },
      { attempts: 1 },
    ),
  );
  await until(() => lines.length === 1);
  expect(lines).toMatchObject([{ level: 50, msg: "a job was given up", attempt: 1 }]);
  await until(async () => (await deadJobs(outside)).length === 1);
  const [dead] = await deadJobs(outside);
  expect(dead).toMatchObject({ name: "test.job", attempts: 1, reason: "Somebody forgot something." });
  expect(await reviveJobs(outside, ["0", dead!.id])).toBe(1);
  await until(async () => tries === 2 && (await jobsLeft()) === 0);
  expect(await deadJobs(outside)).toEqual([]);
});

test("one that failed while the same was enqueued anew was not given up: the other one is done", async () => {
  const add =
    "select graphile_worker.add_job('test.job', '{}', job_key => 'one', max_attempts => 3, flags => array['keyed'])";
  let tries = 0;
  await outside.query(add);
  start(
    job(
      async () => {
        tries += 1;
        if (tries > 1) return;
        await outside.query(add);
        throw new TryAgainLater("Somebody else was faster.");
      },
      { isOverdue: async () => false },
    ),
  );
  const failed = "select from graphile_worker._private_jobs where last_error is not null and attempts = max_attempts";
  await until(async () => tries === 2 && (await jobsLeft()) === 1 && (await outside.query(failed)).rowCount === 1);
  expect(await deadJobs(outside)).toEqual([]);
});

test("what a process had when it was killed is free as soon as its connection is gone, and what lives keeps its own", async () => {
  const ids = "select graphile_worker.add_job('test.job') from generate_series(1, 3)";
  await outside.query(ids);
  const gone = new pg.Client({ connectionString: database.url });
  await gone.connect();
  const announce = `insert into job_workers select $1, pid, backend_start from pg_stat_activity where pid = $2`;
  const pidOf = async (client: pg.Client | pg.Pool) =>
    (await client.query("select pg_backend_pid() as pid")).rows[0].pid;
  const living = await outside.connect();
  const { rows } = await living.query("select pg_backend_pid() as pid");
  await outside.query(announce, ["gone", await pidOf(gone)]);
  await outside.query(announce, ["living", rows[0].pid]);
  await outside.query(`update graphile_worker._private_jobs j set locked_at = now(), attempts = 1, locked_by = w.worker
    from (select id, (array['gone', 'living', 'unknown'])[row_number() over (order by id)] as worker
          from graphile_worker._private_jobs) w where w.id = j.id`);
  await gone.end();
  const open =
    "select from pg_stat_activity where pid = (select backend_pid from job_workers where worker_id = 'gone')";
  await until(async () => (await outside.query(open)).rowCount === 0);
  const workers = await LivingWorkers.begin(outside);
  await workers.freeJobsOfTheDead();
  const held = "select locked_by from graphile_worker._private_jobs where locked_by is not null order by 1";
  expect((await outside.query(held)).rows).toEqual([{ locked_by: "living" }, { locked_by: "unknown" }]);
  await outside.query("update graphile_worker._private_jobs set locked_at = now() - interval '1 minute'");
  await workers.freeJobsOfTheDead();
  expect((await outside.query(held)).rows).toEqual([{ locked_by: "living" }]);
  workers.end();
  living.release();
});

test("an order that a killed process held is free, and one in which something is done is not", async () => {
  const add = "select graphile_worker.add_job('test.job', queue_name => name) from unnest(array['busy', 'left']) name";
  await outside.query(add);
  // The queue locks an order for the pool of a process, and the job for one of its workers.
  await outside.query("update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'pool'");
  await outside.query(`update graphile_worker._private_jobs j set locked_at = now(), locked_by = 'first'
    from graphile_worker._private_job_queues q where q.id = j.job_queue_id and q.queue_name = 'busy'`);
  const workers = await LivingWorkers.begin(outside);
  await workers.announce("first");
  await workers.freeJobsOfTheDead();
  const held = "select queue_name from graphile_worker._private_job_queues where locked_at is not null";
  expect((await outside.query(held)).rows).toEqual([{ queue_name: "busy" }]);
  workers.end();
});

test("workers whose connection breaks are announced by another one, and keep their jobs", async () => {
  const [own, other] = [await LivingWorkers.begin(outside), await LivingWorkers.begin(outside)];
  await Promise.all([own.announce("first"), own.announce("second")]);
  await outside.query("select graphile_worker.add_job('test.job') from generate_series(1, 2)");
  await outside.query(`update graphile_worker._private_jobs j set locked_at = now(), locked_by = w.worker
    from (select id, (array['first', 'second'])[row_number() over (order by id)] as worker
          from graphile_worker._private_jobs) w where w.id = j.id`);
  const backends = "select distinct backend_pid from job_workers where worker_id in ('first', 'second')";
  const [{ backend_pid: broken }] = (await outside.query(backends)).rows;
  await outside.query("select pg_terminate_backend($1)", [broken]);
  await until(async () => (await outside.query(`${backends} and backend_pid <> $1`, [broken])).rowCount === 1);
  await other.freeJobsOfTheDead();
  const held = "select from graphile_worker._private_jobs where locked_by in ('first', 'second')";
  expect((await outside.query(held)).rowCount).toBe(2);
  await own.freeJobsOfTheDead();
  own.end();
  other.end();
});

test("workers that signed in under another role live too", async () => {
  const own = await LivingWorkers.begin(outside);
  await own.announce("of another role");
  await outside.query("select graphile_worker.add_job('test.job')");
  await outside.query("update graphile_worker._private_jobs set locked_at = now(), locked_by = 'of another role'");
  // A role that every PostgreSQL has, and that is not told when connections of others began.
  const role = "pg_signal_backend";
  await outside.query(`grant all on schema public, graphile_worker to ${role}`);
  await outside.query(`grant all on all tables in schema public, graphile_worker to ${role}`);
  const url = new URL(database.url);
  url.searchParams.set("options", `-c role=${role}`);
  const others = new pg.Pool({ connectionString: url.href, max: 1 });
  const other = await LivingWorkers.begin(others);
  await other.freeJobsOfTheDead();
  expect((await outside.query("select from job_workers where worker_id = 'of another role'")).rowCount).toBe(1);
  other.end();
  await others.end();
  own.end();
});

describe("a job that a write enqueues", () => {
  let dataSource: DataSource;
  const greeted: string[] = [];
  const greet: Job<{ name: string }> = {
    name: "test.greet",
    kind: "mail",
    attempts: 3,
    payload: z.object({ name: z.string() }),
    run: async (_services, _signal, { name }) => void greeted.push(name),
  };

  beforeAll(async () => {
    dataSource = await openDatabase(database.url, { entities: [], migrations: [], poolSize: 2 });
  });
  beforeEach(() => {
    greeted.length = 0;
  });
  afterAll(() => dataSource.destroy());

  test("is done once the write has committed, with its payload", async () => {
    start(greet);
    await write(writingAlone(dataSource, []), (tx) => tx.enqueue(greet, { name: "Ana" }));
    await until(() => greeted.length > 0);
    await until(async () => (await jobsLeft()) === 0);
    expect(greeted).toEqual(["Ana"]);
  });

  test("is none where the write is rolled back, or where its payload is none", async () => {
    const failing = write(writingAlone(dataSource, []), async (tx) => {
      await tx.enqueue(greet, { name: "Ana" });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    const wrong = { name: 1 } as unknown as { name: string };
    await expect(write(writingAlone(dataSource, []), (tx) => tx.enqueue(greet, wrong))).rejects.toThrow(
      "expected string",
    );
    expect(await jobsLeft()).toBe(0);
  });

  test("waits once under one key, and says the last word", async () => {
    for (const name of ["Ana", "Ben"])
      await write(writingAlone(dataSource, []), (tx) => tx.enqueue(greet, { name }, { key: "one" }));
    expect(await jobsLeft()).toBe(1);
    start(greet);
    await until(async () => (await jobsLeft()) === 0);
    expect(greeted).toEqual(["Ben"]);
  });

  test("is done in its order, however many workers there are", async () => {
    const numbered: Job<{ name: string }> = {
      ...greet,
      name: "test.numbered",
      run: async (_services, _signal, { name }) => {
        await sleep(5);
        greeted.push(name);
      },
    };
    const names = Array.from({ length: 4 }, (_, index) => String(index));
    for (const name of names)
      await write(writingAlone(dataSource, []), (tx) => tx.enqueue(numbered, { name }, { order: "one" }));
    start(numbered);
    await until(async () => (await jobsLeft()) === 0);
    expect(greeted).toEqual(names);
  });
});
