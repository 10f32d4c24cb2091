import { isDeepStrictEqual } from "node:util";
import type { Money } from "../../kernel/money.js";
import type { EventType } from "./event-type.js";

/**
 * A value of a changed field, as it was at that time: a text as the API writes it (a title, a day, a state, a count);
 * money in minor units, of a bill's line with its name; a thing that has an id, with its title then; what somebody had
 * of a bill; or what an amount was converted from.
 */
export type ChangedValue =
  | string
  | { readonly minor: string; readonly currency: string; readonly name?: string }
  | { readonly id: string; readonly title: string }
  | { readonly claims: readonly { readonly name: string; readonly weight: string }[] }
  | { readonly minor: string; readonly currency: string; readonly rate: object };

/** One field before and after; null where there was, or is, none. */
export interface RecordedChange {
  readonly field: string;
  /** Whose it is, where the field has one value for each member. */
  readonly memberId?: string;
  readonly before: ChangedValue | null;
  readonly after: ChangedValue | null;
}

/** A thing before and after an event; null where there was none yet, or is none any more. */
export interface ThingChange<Thing> {
  readonly before: Thing | null;
  readonly after: Thing | null;
}

/** One committed change of a group, as it is written. */
export interface NewEvent<Thing = unknown> {
  readonly type: EventType<Thing>;
  readonly groupId: string;
  /** The member who did it; null where the product itself did. */
  readonly actorId: string | null;
  readonly subjectId: string;
  /** Of the subject, where it has versions: the one that the event made. */
  readonly subjectVersion?: number | null;
  /** What it changed: enough to show the difference. */
  readonly changes?: readonly RecordedChange[];
  /** For projections, and so never nothing; made once the write has done its work, and only where somebody follows. */
  readonly things: () => readonly [ThingChange<Thing>, ...ThingChange<Thing>[]];
}

/** An event with its number, in the transaction that writes it. */
export interface RecordedEvent<Thing = unknown> extends NewEvent<Thing> {
  readonly seq: number;
}

/** Money as a changed value. */
export function changedMoney({ minor, currency }: Money): ChangedValue {
  return { minor: String(minor), currency };
}

/** Whether two values are the same. What was read from the database has its fields in another order. */
export function sameValue(a: ChangedValue | null, b: ChangedValue | null): boolean {
  return isDeepStrictEqual(a, b);
}
