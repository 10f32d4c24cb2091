import type { Reader } from "../reader.js";

/** What a source has behind a cursor, and who may hear it, both of one moment. */
export interface Look<Cursor> {
  /** Where one is after this. */
  readonly cursor: Cursor;
  /** What is sent; absent where there is nothing now. */
  readonly root?: unknown;
  /** Whether there may be more behind it already. */
  readonly more: boolean;
  /** The sessions, of those that were asked for, that may hear it now; the others hear nothing more. */
  readonly allowed: ReadonlySet<string>;
  /** Milliseconds after which to look again although nobody rings. */
  readonly again?: number;
}

/**
 * Where a subscription's events come from. Subscriptions with the same source and the same selection share one reading
 * and, where that depends on nobody, one execution: see `app/fan-out.ts`, which alone reads from it.
 */
export abstract class LiveSource<Cursor = unknown> implements AsyncIterable<never> {
  /** What rings when there may be more. Sources of one class with the same topic are the same. */
  readonly topic: string;
  /** Where it begins. */
  readonly from: Cursor;
  /** The number up to which this one has been woken, where its topic counts. */
  readonly knownSeq: number;
  /** Milliseconds between two things that are sent, at least. */
  readonly pause: number = 0;

  constructor(topic: string, from: Cursor, knownSeq = 0) {
    this.topic = topic;
    this.from = from;
    this.knownSeq = knownSeq;
  }

  /** The first thing behind the cursor; `reader` is one snapshot, in which it is then executed. */
  abstract look(reader: Reader, cursor: Cursor, sessionIds: readonly string[]): Promise<Look<Cursor>>;

  /** GraphQL wants one to iterate over. */
  [Symbol.asyncIterator](): never {
    throw new Error("A live source is read by the fan-out alone.");
  }
}
