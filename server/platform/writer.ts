import type { ObjectLiteral } from "typeorm";
import type { Enqueueable } from "./jobs/enqueueable.js";
import type { ChangesOf } from "./plain-rows.js";
import type { Reader } from "./reader.js";

export interface EnqueueOptions {
  /** The same job under the same key waits once. */
  readonly key?: string | null;
  /** Jobs of the same order are done one after the other. */
  readonly order?: string | null;
}

/** One of several jobs that are enqueued together. */
export interface DueJob<Payload> {
  readonly payload: Payload;
  /** The same job under the same key waits once. */
  readonly key: string;
  /** Not before this moment. */
  readonly at: Date;
  /** Jobs of the same order are done one after the other. */
  readonly order: string;
}

/** What can be done in a transaction by those who neither begin nor end it: see `Tx`. */
export interface Writer extends Reader {
  run(text: string, values?: readonly unknown[]): Promise<void>;
  insert<Entity extends ObjectLiteral>(type: new () => Entity, rows: Entity | readonly Entity[]): Promise<void>;
  update<Entity extends ObjectLiteral & { readonly id: string }>(
    type: new () => Entity,
    id: string,
    changes: ChangesOf<Entity>,
  ): Promise<void>;
  enqueue<Payload>(job: Enqueueable<Payload>, payload: Payload, options?: EnqueueOptions): Promise<void>;
  enqueueEach<Payload>(job: Enqueueable<Payload>, jobs: readonly DueJob<Payload>[]): Promise<void>;
  wake(topic: string): void;
}
