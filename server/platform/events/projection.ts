import type { Writer } from "../writer.js";
import type { RecordedEvent } from "./event.js";
import type { EventType } from "./event-type.js";

/**
 * What a module derives from the events of others, kept in the transaction that records them: it is never behind, and
 * what fails takes the write back. It is told once per transaction, when the work is done, of all its events together.
 */
export interface Projection {
  readonly name: string;
  follows(type: EventType): boolean;
  project(tx: Writer, events: readonly RecordedEvent[]): Promise<void>;
}

/** A projection of the events of these types, whose things have the type that the events declare. */
export function projection<Thing>(
  name: string,
  types: readonly EventType<Thing>[],
  project: (tx: Writer, events: readonly RecordedEvent<Thing>[]) => Promise<void>,
): Projection {
  return {
    name,
    follows: (type) => types.includes(type as EventType<Thing>),
    project: (tx, events) => project(tx, events as readonly RecordedEvent<Thing>[]),
  };
}
