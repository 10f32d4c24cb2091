import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, QueryRunner } from "typeorm";
import { Decimal } from "../kernel/decimal.js";
import { prefixOf } from "../kernel/ids.js";
import { type OperationReader, type Reader, Rehearsal, rowsFrom } from "./database.js";
import type { WakeUps } from "./events/wake-ups.js";
import { ConflictError, ConflictReason, Refusal } from "./schema/refusals.js";

/** One committed change of a group, as it is written. */
export interface NewEvent {
  readonly type: string;
  readonly groupId: string;
  /** The member who did it; null where the product itself did. */
  readonly actorId: string | null;
  readonly subjectId: string;
  /** What it changed: enough to show the difference. */
  readonly changes?: readonly RecordedChange[];
}

/** One field before and after, as API values. */
export interface RecordedChange {
  readonly field: string;
  readonly memberId?: string;
  readonly before: string | null;
  readonly after: string | null;
}

interface EarlierWrite {
  readonly userId: string | null;
  readonly inputHash: string | null;
  readonly subjectId: string;
  readonly answerIds: readonly string[];
}

/** What the same request wrote when it came for the first time. */
export interface EarlierAnswer {
  readonly subjectId: string;
  /** Of what it answered with beside its subject. */
  readonly answerIds: readonly string[];
}

/** Who writes, and which request it is, so that the same request has one effect. */
export interface Request {
  readonly userId: string;
  /** The mutation's name. */
  readonly mutation: string;
  /** The client-made id of what is created, or `requestId`; null where the client sent neither. */
  readonly key: string | null;
  /** The table that gets the new row; null where something is changed. */
  readonly creates: string | null;
  readonly input: unknown;
}

/** A write that makes a row of `table`: the client's own id, where it made one, says which request it is. */
export function requestToCreate(
  viewer: { readonly userId: string },
  mutation: string,
  table: string,
  input: { readonly id?: string | null },
): Request {
  const { id = null } = input;
  // What is no id names nothing; that it is none is refused with everything else that is wrong.
  const key = id !== null && prefixOf(id) ? id : null;
  return { userId: viewer.userId, mutation, key, creates: table, input: withoutDryRun(input) };
}

/** A write that changes what is there: the client's `requestId`, where it made one, says which request it is. */
export function requestToChange(
  viewer: { readonly userId: string },
  mutation: string,
  input: { readonly requestId?: string | null },
): Request {
  return { userId: viewer.userId, mutation, key: input.requestId ?? null, creates: null, input: withoutDryRun(input) };
}

/** Whether something is only tried out says nothing about what it is: a dry run of a request answers as its replay. */
function withoutDryRun(input: object): object {
  return Object.fromEntries(Object.entries(input).filter(([field]) => field !== "dryRun"));
}

const REQUESTS_KEPT = "7 days";

/**
 * One transaction that writes. Locks come in one order: the group's row first (see the groups' access door), then its
 * balances by member and currency.
 */
export class Tx implements Reader {
  readonly manager: EntityManager;
  private readonly client: PoolClient;
  private readonly wakeUps: string[] = [];

  constructor(manager: EntityManager, client: PoolClient) {
    this.manager = manager;
    this.client = client;
  }

  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    return rowsFrom<Row>(this.client, text, values);
  }

  /** A statement whose rows nobody needs. */
  async run(text: string, values?: readonly unknown[]): Promise<void> {
    await rowsFrom(this.client, text, values);
  }

  async insert<Entity extends ObjectLiteral>(
    type: EntityTarget<Entity>,
    rows: Entity | readonly Entity[],
  ): Promise<void> {
    const values = (Array.isArray(rows) ? rows : [rows]) as never;
    if ((values as unknown[]).length === 0) return;
    await this.manager.createQueryBuilder().insert().into(type).values(values).updateEntity(false).execute();
  }

  /**
   * Records the one event of this write and answers its number. The group's row must be locked already; the lock is
   * what makes the numbers gap-free and in the order of the commits.
   */
  async record(event: NewEvent): Promise<number> {
    const [row] = await this.rows<{ seq: number }>(
      `with bumped as (
         update groups set last_event_seq = last_event_seq + 1, last_active_at = now() where id = $1
         returning last_event_seq as seq)
       insert into group_events (group_id, seq, type, at, actor_id, subject_id, changes)
       select $1, seq, $2, clock_timestamp(), $3, $4, $5 from bumped returning seq`,
      [event.groupId, event.type, event.actorId, event.subjectId, JSON.stringify(event.changes ?? [])],
    );
    this.wake(event.groupId);
    return row!.seq;
  }

  /** Wakes the topic's listeners once this has committed. */
  wake(topic: string): void {
    this.wakeUps.push(topic);
  }

  /**
   * The subject of an earlier write with the same key, or null where this is the first. The same key with another
   * input, or from another person, is refused. Call it after the lock and before anything is written.
   */
  async replayOf(request: Request): Promise<string | null> {
    return (await this.answerOf(request))?.subjectId ?? null;
  }

  /** As `replayOf`, with all that the earlier write answered. */
  async answerOf(request: Request): Promise<EarlierAnswer | null> {
    if (request.key === null) return null;
    const earlier = await this.earlier(request);
    if (!earlier) return null;
    if (earlier.userId === request.userId && earlier.inputHash === hashOf(request)) return earlier;
    throw new Refusal(taken(request, earlier.subjectId));
  }

  /**
   * What was written under this key; with `creates` also a thing of this id that was made without one, by the server
   * or an import. One statement, because another writer may commit between two.
   */
  private async earlier(request: Request): Promise<EarlierWrite | undefined> {
    const [known] = request.creates === null ? await this.earlierChange(request) : await this.earlierCreation(request);
    return known;
  }

  private earlierChange(request: Request): Promise<EarlierWrite[]> {
    return this.rows(
      `select user_id, input_hash, subject_id, answer_ids from writes
       where key = $1 and at > now() - interval '${REQUESTS_KEPT}'`,
      [keyOf(request)],
    );
  }

  private earlierCreation(request: Request): Promise<EarlierWrite[]> {
    return this.rows(
      `select w.user_id, w.input_hash, coalesce(w.subject_id, t.id) as subject_id,
         coalesce(w.answer_ids, '{}') as answer_ids
       from (select) one left join writes w on w.key = $1 left join ${request.creates} t on t.id = $2
       where w.key is not null or t.id is not null`,
      [keyOf(request), request.key],
    );
  }

  /**
   * Remembers that this request was carried out, in the same transaction; `answerIds` name what its answer has beside
   * the subject, where a repeat could not find that by itself.
   */
  async remember(request: Request, subjectId: string, answerIds: readonly string[] = []): Promise<void> {
    if (request.key === null) return;
    const [kept] = await this.rows(
      `insert into writes (key, user_id, input_hash, subject_id, answer_ids, at) values ($1, $2, $3, $4, $6, now())
       on conflict (key) do update set input_hash = excluded.input_hash, subject_id = excluded.subject_id,
         answer_ids = excluded.answer_ids, at = now()
       where writes.at <= now() - interval '${REQUESTS_KEPT}' and not $5
       returning key`,
      [keyOf(request), request.userId, hashOf(request), subjectId, request.creates !== null, answerIds],
    );
    // The same key was committed beside us, elsewhere: the next attempt will see it and answer for it.
    if (!kept)
      throw Object.assign(new Error("This request was carried out by another writer."), { code: UNIQUE_VIOLATION });
  }

  /** What this write would leave, for reading until `rollback` is called for. */
  rehearsal(rollback: () => Promise<void>): Rehearsal {
    return new Rehearsal(this.client, rollback);
  }

  publish(wakeUps: WakeUps): void {
    for (const topic of new Set(this.wakeUps)) wakeUps.publish(topic);
  }
}

function keyOf(request: Request): string {
  if (request.creates !== null) return `id:${request.key}`;
  // Hashed, because a request id is any text of any length.
  return `request:${request.userId}:${createHash("sha256").update(request.key!).digest("base64url")}`;
}

function taken(request: Request, subjectId: string): ConflictError {
  return request.creates !== null
    ? new ConflictError(ConflictReason.ID_TAKEN, "This id already names something else.", subjectId)
    : new ConflictError(ConflictReason.REQUEST_ID_TAKEN, "This request id was used for another request.", subjectId);
}

function hashOf(request: Request): string {
  const canonical = canonicalText(request.input, request.creates !== null);
  return createHash("sha256").update(`${request.mutation}\n${canonical}`).digest("base64url");
}

/** Equal inputs have one text: keys sorted, equal decimals alike; when creating, null says the same as nothing. */
function canonicalText(value: unknown, dropNull: boolean): string {
  if (value instanceof Decimal) return JSON.stringify(value.canonical());
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item, dropNull)).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined && !(dropNull && item === null))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item, dropNull)}`).join()}}`;
}

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
const UNIQUE_VIOLATION = "23505";
const RETRIES_MAX = 3;
/** So long nothing needs to be read of a dry run before PostgreSQL takes it back by itself. */
const REHEARSED_FOR = "30s";

/** Runs `work` in one transaction, again at most three times where PostgreSQL asks for it, and wakes the listeners. */
export function write<Answer>(
  dataSource: DataSource,
  wakeUps: WakeUps,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  return inTransaction(dataSource, work, async (runner, tx, answer) => {
    await runner.commitTransaction();
    await runner.release();
    tx.publish(wakeUps);
    return answer;
  });
}

/**
 * Runs `work` as `write` would, and neither commits nor wakes anybody: what it did can be read from `rehearsal` until
 * that ends, which takes everything back.
 */
export function rehearse<Answer>(
  dataSource: DataSource,
  work: (tx: Tx) => Promise<Answer>,
): Promise<{ answer: Answer; rehearsal: OperationReader }> {
  return inTransaction(dataSource, work, async (runner, tx, answer) => {
    // What a commit would check is checked now. And whatever becomes of the answer, the group is not locked for ever.
    await tx.run("set constraints all immediate");
    await tx.run(`set local idle_in_transaction_session_timeout = '${REHEARSED_FOR}'`);
    const rehearsal = tx.rehearsal(async () => {
      await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
    });
    return { answer, rehearsal };
  });
}

/** Begins, works and ends as `finish` says; whatever is thrown rolls back. */
async function inTransaction<Answer, Result>(
  dataSource: DataSource,
  work: (tx: Tx) => Promise<Answer>,
  finish: (runner: QueryRunner, tx: Tx, answer: Answer) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    const runner = dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await runner.startTransaction();
      const tx = new Tx(runner.manager, client);
      return await finish(runner, tx, await work(tx));
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
      if (!mayBeRetried(error) || attempt >= RETRIES_MAX) throw error;
    }
  }
}

/** PostgreSQL asks for another attempt, or somebody else took the same key a moment ago. */
function mayBeRetried(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === SERIALIZATION_FAILURE || code === DEADLOCK || code === UNIQUE_VIOLATION;
}
