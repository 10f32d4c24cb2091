import { createHash } from "node:crypto";
import { Decimal } from "../kernel/decimal.js";
import { prefixOf } from "../kernel/ids.js";
import type { Reader } from "./reader.js";
import { ConflictError, ConflictReason, Refusal } from "./schema/refusals.js";

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
 * What an earlier write with the same key answered, or null where this is the first. The same key with another input, or
 * from another person, is refused.
 */
export async function earlierAnswer(request: Request, reader: Reader): Promise<EarlierAnswer | null> {
  if (request.key === null) return null;
  const earlier = await earlierWrite(request, reader);
  if (!earlier) return null;
  if (earlier.userId === request.userId && earlier.inputHash === hashOf(request)) return earlier;
  throw new Refusal(taken(request, earlier.subjectId));
}

/** Keeps a request with what it answered, in the transaction of `tx`; false where the same key was kept meanwhile. */
export async function rememberRequest(
  tx: Reader,
  request: Request,
  subjectId: string,
  answerIds: readonly string[],
): Promise<boolean> {
  if (request.key === null) return true;
  const kept = await tx.rows(
    `insert into writes (key, user_id, input_hash, subject_id, answer_ids, at) values ($1, $2, $3, $4, $6, now())
     on conflict (key) do update set input_hash = excluded.input_hash, subject_id = excluded.subject_id,
       answer_ids = excluded.answer_ids, at = now()
     where writes.at <= now() - interval '${REQUESTS_KEPT}' and not $5
     returning key`,
    [keyOf(request), request.userId, hashOf(request), subjectId, request.creates !== null, answerIds],
  );
  return kept.length > 0;
}

/**
 * What was written under this key; with `creates` also a thing of this id that was made without one, by the server
 * or an import. One statement, because another writer may commit between two.
 */
async function earlierWrite(request: Request, reader: Reader): Promise<EarlierWrite | undefined> {
  const [known] =
    request.creates === null ? await earlierChange(request, reader) : await earlierCreation(request, reader);
  return known;
}

function earlierChange(request: Request, reader: Reader): Promise<EarlierWrite[]> {
  return reader.rows(
    `select user_id, input_hash, subject_id, answer_ids from writes
     where key = $1 and at > now() - interval '${REQUESTS_KEPT}'`,
    [keyOf(request)],
  );
}

function earlierCreation(request: Request, reader: Reader): Promise<EarlierWrite[]> {
  return reader.rows(
    `select w.user_id, w.input_hash, coalesce(w.subject_id, t.id) as subject_id,
       coalesce(w.answer_ids, '{}') as answer_ids
     from (select) one left join writes w on w.key = $1 left join ${request.creates} t on t.id = $2
     where w.key is not null or t.id is not null`,
    [keyOf(request), request.key],
  );
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
