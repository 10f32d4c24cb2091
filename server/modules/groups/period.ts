import { dayAfter } from "../../kernel/local-date.js";
import { groupToday } from "../../kernel/today.js";

/** What says on which day something of a group is booked. */
export interface Periods {
  readonly timeZone: string;
  /** The last day that is closed; null where none is. */
  readonly lockedThrough: string | null;
}

/**
 * The day on which something that happened on `day` counts: that day, unless its period is closed. Then it is today for
 * the group, or the first open day where that comes later, so that what was closed never moves.
 */
export function bookedOn({ timeZone, lockedThrough }: Periods, day: string, now: Date = new Date()): string {
  if (!isClosed({ lockedThrough }, day)) return day;
  const [today, firstOpen] = [groupToday({ timeZone }, now), dayAfter(lockedThrough!)];
  return today > firstOpen ? today : firstOpen;
}

/** Whether nothing may be booked on this day any more. */
export function isClosed({ lockedThrough }: Pick<Periods, "lockedThrough">, day: string): boolean {
  return lockedThrough !== null && day <= lockedThrough;
}
