import type { Writer } from "../writer.js";
import type { EventType } from "./event-type.js";

/** An event as the log keeps it. */
export interface LoggedEvent {
  readonly groupId: string;
  readonly seq: number;
  readonly type: string;
  readonly actorId: string | null;
  readonly subjectId: string;
  readonly subjectVersion: number | null;
}

/**
 * What comes of events once they are committed: mail, an index, a call to another program. A job tells it of every
 * event of every group, in the order of each group's numbers. It has a cursor for each group, which moves in the
 * transaction that `follow` writes in: what it writes there happens once, and what it does outside at least once. A
 * group in which it fails stands still for it, and for it alone, until it works.
 */
export interface Follower {
  readonly name: string;
  /** Where it begins in groups that are older than it is. */
  readonly begins: "WITH_THE_FIRST_EVENT" | "WITH_THE_NEXT_EVENT";
  follows(type: string): boolean;
  /** Some events of one group, in order, at least one. */
  follow(tx: Writer, events: readonly LoggedEvent[]): Promise<void>;
}

/** Follows these types alone. */
export function typesOf(...types: readonly EventType[]): (type: string) => boolean {
  const names = new Set(types.map(({ name }) => name));
  return (type) => names.has(type);
}
