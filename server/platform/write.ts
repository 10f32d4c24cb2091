import type { PoolClient } from "pg";
import type { DataSource, ObjectLiteral, QueryRunner } from "typeorm";
import { CommitUnknown, isConnectionLost, poolOf } from "./database.js";
import type { NewEvent, RecordedEvent } from "./events/event.js";
import { FOLLOWING } from "./events/following.js";
import type { Projection } from "./events/projection.js";
import { LocalWakeUps, type WakeUps } from "./events/wake-ups.js";
import { KEYED } from "./jobs/dead-jobs.js";
import type { Enqueueable } from "./jobs/enqueueable.js";
import { type ChangesOf, insertRows, updateRow } from "./plain-rows.js";
import { DryRunReader, type OperationReader, poolReader, type Reader, rowsFrom } from "./reader.js";
import { type EarlierAnswer, earlierAnswer, type Request, rememberRequest } from "./requests.js";
import { Turns } from "./turns.js";
import type { DueJob, EnqueueOptions, Writer } from "./writer.js";

/** What a write may wait for; `set local`, so that nothing is left behind on a connection that others share. */
const PATIENCE = {
  ordinary: { lock: "5s", statement: "10s" },
  /** Imports, which write thousands of rows at a time: plans that were made for small tables are not kept for them. */
  bulk: { lock: "5s", statement: "60s", planCache: "force_custom_plan" },
} as const;

export type Patience = keyof typeof PATIENCE;

/**
 * The database is told which projections this process keeps: a trigger can note what a release that lacks one has written.
 */
function beginning(patience: Patience, projections: readonly Projection[]): string {
  const { lock, statement, ...rest } = PATIENCE[patience];
  const planCache = "planCache" in rest ? `; set local plan_cache_mode = ${rest.planCache}` : "";
  return `begin; set local lock_timeout = '${lock}'; set local statement_timeout = '${statement}'; set local
    idle_in_transaction_session_timeout = '${IDLE_FOR}'; set local jit = off; set local
    expense_tracker.projections = '${projections.map(({ name }) => name).join()}'${planCache}`;
}

/**
 * One transaction that writes. Locks come in one order: the group's row first (see the groups' access door), then its
 * balances by member and currency. It begins with its first statement, and not before it is its group's turn: whoever
 * waits holds no connection.
 */
export class Tx implements Writer {
  private readonly outside: Reader;
  private readonly runner: QueryRunner;
  private readonly turns: Turns;
  private readonly projections: readonly Projection[];
  private readonly patience: Patience;
  private readonly recorded: RecordedEvent[] = [];
  private begun: Promise<PoolClient> | null = null;
  private turn: { readonly ids: readonly string[]; end(): void } | null = null;
  private readonly made = new Set<string>();
  private readonly wakeUps = new Map<string, number | undefined>();

  constructor({ dataSource, turns, projections }: Writing, patience: Patience) {
    this.outside = poolReader(poolOf(dataSource));
    this.runner = dataSource.createQueryRunner();
    this.turns = turns;
    this.projections = projections;
    this.patience = patience;
  }

  /**
   * For what must be known before the group can be locked: reads what is committed, each statement by itself. Once the
   * transaction has begun it reads through that: whoever holds one connection and waits for a second waits for others
   * who do the same.
   */
  get before(): Reader {
    return this.begun ? this : this.outside;
  }

  /**
   * Waits until it is this write's turn in each of these groups, in the order of their ids. A write has one turn, and
   * takes it before its first statement; asking again for what it has is nothing.
   */
  async takeTurn(groupIds: readonly string[]): Promise<void> {
    if (groupIds.every((id) => this.holdsTurn(id))) return;
    if (this.turn || this.begun) throw new Error("A write takes its turn once, and before its first statement.");
    this.turn = { ids: groupIds, end: await this.turns.take(groupIds) };
  }

  /** Whether it is this write's turn in the group; nobody else knows of one that it has made. */
  holdsTurn(groupId: string): boolean {
    return this.made.has(groupId) || (this.turn?.ids.includes(groupId) ?? false);
  }

  /** A group that this write makes: no line stands in front of it before the commit. */
  makesGroup(groupId: string): void {
    this.made.add(groupId);
  }

  async rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    return rowsFrom<Row>(await this.connection(), text, values);
  }

  /** A statement whose rows nobody needs. */
  async run(text: string, values?: readonly unknown[]): Promise<void> {
    await rowsFrom(await this.connection(), text, values);
  }

  /** Adds what `made` made. */
  async insert<Entity extends ObjectLiteral>(type: new () => Entity, rows: Entity | readonly Entity[]): Promise<void> {
    await this.connection();
    await insertRows(this.runner.manager, type, Array.isArray(rows) ? rows : [rows as Entity]);
  }

  /** Changes fields of one row; where there is none with this id, it throws. */
  async update<Entity extends ObjectLiteral & { readonly id: string }>(
    type: new () => Entity,
    id: string,
    changes: ChangesOf<Entity>,
  ): Promise<void> {
    await this.connection();
    await updateRow(this.runner.manager, type, id, changes);
  }

  private connection(): Promise<PoolClient> {
    this.begun ??= this.begin();
    return this.begun;
  }

  private async begin(): Promise<PoolClient> {
    const client = (await this.runner.connect()) as PoolClient;
    await client.query(beginning(this.patience, this.projections));
    return client;
  }

  /**
   * Records the one event of this write and answers its number; in the same statement the followers' job is enqueued.
   * The group's row must be locked already; the lock is what makes the numbers gap-free and in the order of the commits.
   */
  async record<Thing>(event: NewEvent<Thing>): Promise<number> {
    const { groupId, type, actorId, subjectId, subjectVersion = null, changes = [] } = event;
    const [row] = await this.rows<{ seq: number }>(RECORD, [
      groupId,
      type.name,
      actorId,
      subjectId,
      subjectVersion,
      JSON.stringify(changes),
      FOLLOWING.name,
      FOLLOWING.attempts,
    ]);
    const { seq } = row!;
    this.recorded.push({ ...event, seq });
    this.wakeUps.set(groupId, seq);
    return seq;
  }

  /** Tells the projections what was recorded; the last thing that a write does. */
  async project(): Promise<void> {
    if (this.recorded.length === 0) return;
    for (const projection of this.projections) {
      const followed = this.recorded.filter(({ type }) => projection.follows(type));
      if (followed.length > 0) await projection.project(this, followed);
    }
  }

  /**
   * Has a job done once this has committed, and not otherwise: it stands in the same transaction. With a `key` the same
   * job under that key that waits already is this one, with this payload. With an `order` jobs of the same order are done
   * one after the other, as they were enqueued.
   */
  async enqueue<Payload>(
    job: Enqueueable<Payload>,
    payload: Payload,
    { key = null, order = null }: EnqueueOptions = {},
  ): Promise<void> {
    const checked = job.payload?.parse(payload) ?? {};
    const named = (of: string | null) => (of === null ? null : `${job.name}:${of}`);
    await this.run(
      `select graphile_worker.add_job($1::text, $2::json, max_attempts => $3::int, job_key => $4::text,
         queue_name => $5::text, flags => case when $4::text is not null then array['${KEYED}'] end)`,
      [job.name, JSON.stringify(checked), job.attempts, named(key), named(order)],
    );
  }

  /** As `enqueue`, for many at once, each not before its moment: one statement. */
  async enqueueEach<Payload>(job: Enqueueable<Payload>, jobs: readonly DueJob<Payload>[]): Promise<void> {
    if (jobs.length === 0) return;
    const payloads = jobs.map(({ payload }) => JSON.stringify(job.payload?.parse(payload) ?? {}));
    await this.run(
      `select graphile_worker.add_job($1::text, j.payload::json, max_attempts => $2::int, job_key => j.key,
         queue_name => j.line, run_at => j.at, flags => array['${KEYED}'])
       from unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[]) j (payload, key, line, at)`,
      [
        job.name,
        job.attempts,
        payloads,
        jobs.map(({ key }) => `${job.name}:${key}`),
        jobs.map(({ order }) => `${job.name}:${order}`),
        jobs.map(({ at }) => at),
      ],
    );
  }

  /** Wakes the topic's listeners once this has committed. */
  wake(topic: string): void {
    if (!this.wakeUps.has(topic)) this.wakeUps.set(topic, undefined);
  }

  /**
   * The subject of an earlier write with the same key, or null where this is the first. The same key with another
   * input, or from another person, is refused. Call it after the lock and before anything is written; with `before` as
   * the reader also ahead of the lock, for an early answer.
   */
  async replayOf(request: Request, reader: Reader = this): Promise<string | null> {
    return (await this.answerOf(request, reader))?.subjectId ?? null;
  }

  /** As `replayOf`, with all that the earlier write answered. */
  answerOf(request: Request, reader: Reader = this): Promise<EarlierAnswer | null> {
    return earlierAnswer(request, reader);
  }

  /**
   * Remembers that this request was carried out, in the same transaction; `answerIds` name what its answer has beside
   * the subject, where a repeat could not find that by itself.
   */
  async remember(request: Request, subjectId: string, answerIds: readonly string[] = []): Promise<void> {
    const isFirst = await rememberRequest(this, request, subjectId, answerIds);
    // The same key was committed beside us, elsewhere: the next attempt will see it and answer for it.
    if (!isFirst)
      throw Object.assign(new Error("This request was carried out by another writer."), { code: UNIQUE_VIOLATION });
  }

  /** Makes it last, and wakes whoever listens; where the answer is lost nobody knows: `CommitUnknown`. */
  async commit(wakeUps: WakeUps): Promise<void> {
    const client = await this.begun;
    try {
      await client?.query("commit");
    } catch (error) {
      throw isConnectionLost(error) ? new CommitUnknown("The commit was not answered.", { cause: error }) : error;
    }
    await this.end();
    for (const [topic, seq] of this.wakeUps) wakeUps.publish(topic, seq);
  }

  /**
   * What this write would leave, for reading until that ends, which takes everything back. What a commit would check is
   * checked now.
   */
  async dryRunReader(counted: (rows: number) => void): Promise<DryRunReader> {
    await this.run("set constraints all immediate");
    return new DryRunReader(await this.connection(), () => this.rollback(), counted);
  }

  /** Takes everything back and lets the next one have its turn. */
  async rollback(): Promise<void> {
    const client = await this.begun?.catch(() => null);
    await client?.query("rollback").catch(() => undefined);
    await this.end();
  }

  private async end(): Promise<void> {
    this.turn?.end();
    this.turn = null;
    await this.runner.release();
  }
}

/**
 * The event under the group's next number, what it changed, and the job for whoever follows: one statement. A job that
 * waits already is locked, so that it cannot begin before this commits, and then finds this event too.
 */
const RECORD = `
  with bumped as (
    update groups set last_event_seq = last_event_seq + 1, last_active_at = now() where id = $1
    returning last_event_seq as seq),
  event as (
    insert into group_events (group_id, seq, type, at, actor_id, subject_id, subject_version)
    select $1, seq, $2, clock_timestamp(), $3, $4, $5 from bumped returning seq),
  changed as (
    insert into event_changes (group_id, seq, position, field, member_id, before, after)
    select $1, seq, c.position, c.change ->> 'field', c.change ->> 'memberId',
      nullif(c.change -> 'before', 'null'), nullif(c.change -> 'after', 'null')
    from bumped, jsonb_array_elements($6::jsonb) with ordinality c (change, position)),
  waiting as materialized (
    select from graphile_worker._private_jobs where key = $7 || ':' || $1 and locked_at is null and attempts = 0 for update)
  select seq, case when exists (select from waiting) then null else
    graphile_worker.add_job($7::text, json_build_object('groupId', $1), max_attempts => $8::int, job_key => $7 || ':' || $1,
      run_at => now() + interval '${FOLLOWING.after}', flags => array['${KEYED}']) is null end as never
  from event`;

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
const UNIQUE_VIOLATION = "23505";
const RETRIES_MAX = 3;
/** So long nothing needs to be said to PostgreSQL before it takes a write back by itself, as an unread dry run. */
const IDLE_FOR = "30s";

/** Where writes go, who waits for them, and in which order they come. */
export interface Writing {
  readonly dataSource: DataSource;
  readonly wakeUps: WakeUps;
  /** The lines in front of each group. */
  readonly turns: Turns;
  /** What modules derive in the transactions of others, in the order of the modules. */
  readonly projections: readonly Projection[];
}

/** For a program beside the servers, which look for what others wrote by themselves. */
export function writingAlone(dataSource: DataSource, projections: readonly Projection[]): Writing {
  return { dataSource, wakeUps: new LocalWakeUps(), turns: new Turns(), projections };
}

/** Runs `work` in one transaction, again at most three times where PostgreSQL asks for it, and wakes the listeners. */
export function write<Answer>(
  writing: Writing,
  work: (tx: Tx) => Promise<Answer>,
  patience: Patience = "ordinary",
): Promise<Answer> {
  return inTransaction(writing, patience, work, async (tx, answer) => {
    await tx.commit(writing.wakeUps);
    return answer;
  });
}

/**
 * Runs `work` as `write` would, and neither commits nor wakes anybody: what it did can be read from `reader` until
 * that ends, which takes everything back. `counted` is told how many rows are read from there.
 */
export function runDry<Answer>(
  writing: Writing,
  work: (tx: Tx) => Promise<Answer>,
  counted: (rows: number) => void,
  patience: Patience = "ordinary",
): Promise<{ answer: Answer; reader: OperationReader }> {
  return inTransaction(writing, patience, work, async (tx, answer) => {
    return { answer, reader: await tx.dryRunReader(counted) };
  });
}

/** Begins, works, tells the projections, and ends as `finish` says; whatever is thrown rolls back. */
async function inTransaction<Answer, Result>(
  writing: Writing,
  patience: Patience,
  work: (tx: Tx) => Promise<Answer>,
  finish: (tx: Tx, answer: Answer) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    const tx = new Tx(writing, patience);
    try {
      const answer = await work(tx);
      await tx.project();
      return await finish(tx, answer);
    } catch (error) {
      await tx.rollback();
      if (!mayBeRetried(error) || attempt >= RETRIES_MAX) throw error;
    }
  }
}

/** PostgreSQL asks for another attempt, or somebody else took the same key a moment ago. */
function mayBeRetried(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === SERIALIZATION_FAILURE || code === DEADLOCK || code === UNIQUE_VIOLATION;
}
