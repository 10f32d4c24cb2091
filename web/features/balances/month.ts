import { dayAfter, dayBefore } from "../../../server/kernel/local-date.js";

export interface Month {
  /** Its first day. */
  readonly from: string;
  /** Its last day. */
  readonly to: string;
  /** The month after it. */
  readonly next: { readonly from: string; readonly to: string };
}

/** The month that a calendar day is in. */
export function monthFrom(day: string): Month {
  const from = firstOf(day);
  const after = firstOfNext(from);
  const to = dayBefore(after);
  return { from, to, next: { from: after, to: dayBefore(firstOfNext(after)) } };
}

function firstOf(day: string): string {
  return `${day.slice(0, 8)}01`;
}

/** Counted day by day, because the calendar knows best. */
function firstOfNext(first: string): string {
  let day = first;
  while (day.slice(0, 7) === first.slice(0, 7)) day = dayAfter(day);
  return day;
}
