import { groupBy } from "../../kernel/group-by.js";
import { kindOfEvent, type NotificationKind } from "./preference.js";

/** What happens to one thing within so long, one after the other, is one notification as long as nobody has read it. */
export const BURST_MINUTES = 15;

/** An event that somebody is told of. */
export interface ConcernedEvent {
  readonly userId: string;
  readonly seq: number;
  readonly type: string;
  readonly subjectId: string;
  readonly at: Date;
  /** Whether that person has left the group, and is told nothing but that they owe again. */
  readonly farewell: boolean;
}

/** What one person is told at once: events of one thing that followed one another within minutes. */
export interface Burst {
  readonly userId: string;
  readonly kind: NotificationKind;
  readonly subjectId: string;
  readonly farewell: boolean;
  readonly count: number;
  /** The last event's. */
  readonly seq: number;
  readonly firstAt: Date;
  readonly at: Date;
}

/** Events, in the order of their numbers, as what each person is told; those of one person in the order of their last events. */
export function burstsOf(events: readonly ConcernedEvent[]): Burst[] {
  const strands = groupBy(events, (event) =>
    [event.userId, kindOfEvent(event.type), event.subjectId, event.farewell].join(" "),
  );
  const bursts = [...strands.values()].flatMap(ofOneThing);
  return bursts.sort((a, b) => a.seq - b.seq);
}

function ofOneThing(events: readonly ConcernedEvent[]): Burst[] {
  const bursts: Burst[] = [];
  for (const { userId, seq, type, subjectId, at, farewell } of events) {
    const last = bursts.at(-1);
    if (last && at.getTime() - last.at.getTime() <= BURST_MINUTES * 60_000) {
      bursts[bursts.length - 1] = { ...last, count: last.count + 1, seq, at };
    } else {
      bursts.push({ userId, kind: kindOfEvent(type), subjectId, farewell, count: 1, seq, firstAt: at, at });
    }
  }
  return bursts;
}
