import type { EntityTarget, ObjectLiteral } from "typeorm";
import type { Enqueueable } from "./jobs/enqueueable.js";
import type { Reader } from "./reader.js";

/** What can be done in a transaction by those who neither begin nor end it: see `Tx`. */
export interface Writer extends Reader {
  run(text: string, values?: readonly unknown[]): Promise<void>;
  insert<Entity extends ObjectLiteral>(type: EntityTarget<Entity>, rows: Entity | readonly Entity[]): Promise<void>;
  enqueue<Payload>(job: Enqueueable<Payload>, payload: Payload, options?: { key?: string | null }): Promise<void>;
  wake(topic: string): void;
}
