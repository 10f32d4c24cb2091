import { type DayRange, endOf, type Interval, intervalsOf, startOf } from "../../kernel/calendar.js";
import { dayBefore, daysBetween } from "../../kernel/local-date.js";

/** How long what is planned is for. */
export type PeriodName = "WEEK" | "MONTH" | "YEAR" | "RANGE";

/** A budget as far as its days are concerned; only a RANGE has days of its own. */
export interface PlannedDays {
  readonly period: PeriodName;
  readonly fromDay: string | null;
  readonly toDay: string | null;
}

/** The days of the period that `today` is in; weeks begin on Monday. */
export function currentPeriod({ period, fromDay, toDay }: PlannedDays, today: string): DayRange {
  if (period === "RANGE") return { from: fromDay!, to: toDay! };
  return { from: startOf(period, today), to: endOf(period, today) };
}

/** The whole periods from one day, the first of one, until before the current one; null where there is none. */
export function periodsSince(
  interval: Interval,
  since: string,
  current: DayRange,
): { readonly count: bigint; readonly days: DayRange } | null {
  if (since >= current.from) return null;
  const days = { from: since, to: dayBefore(current.from) };
  return { count: BigInt(intervalsOf(interval, days).length), days };
}

/** How many days of the period have begun by `today`, and how many it has. */
export function daysGone({ from, to }: DayRange, today: string): { readonly gone: number; readonly all: number } {
  const all = daysBetween(from, to) + 1;
  return { all, gone: Math.max(0, Math.min(all, daysBetween(from, today) + 1)) };
}
