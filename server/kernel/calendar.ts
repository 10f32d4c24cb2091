import { dayAfter, dayBefore, daysBetween, daysLater } from "./local-date.js";

/** Days from one to another, both included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

export type Interval = "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR";

const MONTHS: Readonly<Record<"MONTH" | "QUARTER" | "YEAR", number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** How many days the range has. */
export function daysIn({ from, to }: DayRange): number {
  return daysBetween(from, to) + 1;
}

/** The first day of the interval that a day is in; weeks begin on Monday. */
export function startOf(interval: Interval, day: string): string {
  if (interval === "DAY") return day;
  if (interval === "WEEK") return daysLater(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
  const months = MONTHS[interval];
  const month = Math.floor((monthOf(day) - 1) / months) * months + 1;
  return `${day.slice(0, 4)}-${twoDigits(month)}-01`;
}

/** The last day of the interval that a day is in. */
export function endOf(interval: Interval, day: string): string {
  const start = startOf(interval, day);
  if (interval === "DAY") return start;
  if (interval === "WEEK") return daysLater(start, 6);
  return dayBefore(monthsLater(start, MONTHS[interval]));
}

/** The intervals of a range, in order; the first and the last as far as they are in it. */
export function intervalsOf(interval: Interval, { from, to }: DayRange): DayRange[] {
  const intervals: DayRange[] = [];
  for (let start = from; start <= to; ) {
    const end = endOf(interval, start);
    intervals.push({ from: start, to: end < to ? end : to });
    start = dayAfter(end);
  }
  return intervals;
}

/** The same day so many months later (or, below zero, earlier); where that month is shorter, its last day. */
export function monthsLater(day: string, months: number): string {
  const count = yearOf(day) * 12 + monthOf(day) - 1 + months;
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
  const wanted = Number(day.slice(8));
  const last = new Date(Date.UTC(2000, month, 0));
  last.setUTCFullYear(year, month, 0);
  const inMonth = Math.min(wanted, last.getUTCDate());
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(inMonth)}`;
}

/** Whether the range is whole months, and so has a length in months. */
function isWholeMonths({ from, to }: DayRange): boolean {
  return from.endsWith("-01") && to === endOf("MONTH", to);
}

/**
 * The range of the same length right before: of whole months as many months, of others as many days. Null where there are
 * no such days.
 */
export function rangeBefore(range: DayRange): DayRange | null {
  if (range.from < "0002") return null;
  const to = dayBefore(range.from);
  if (!isWholeMonths(range)) return inCalendar({ from: daysLater(range.from, -daysIn(range)), to });
  const months = (yearOf(range.to) - yearOf(range.from)) * 12 + monthOf(range.to) - monthOf(range.from) + 1;
  return inCalendar({ from: monthsLater(range.from, -months), to });
}

/** The same days a year ago, whole months as whole months; null where there are no such days. */
export function yearBefore(range: DayRange): DayRange | null {
  if (range.from < "0002") return null;
  const to = monthsLater(range.to, -12);
  return { from: monthsLater(range.from, -12), to: isWholeMonths(range) ? endOf("MONTH", to) : to };
}

function inCalendar(range: DayRange): DayRange | null {
  return /^\d{4}-/.test(range.from) && range.from >= "0001-01-01" ? range : null;
}

/**
 * A range as whole months, and the days before and behind them: what is kept by month and by day is read with as few rows
 * as can be.
 */
export function monthsAndDays(range: DayRange): { months: DayRange | null; days: DayRange[] } {
  const first = range.from.endsWith("-01") ? range.from : dayAfter(endOf("MONTH", range.from));
  const last = range.to === endOf("MONTH", range.to) ? range.to : dayBefore(startOf("MONTH", range.to));
  if (last < first) return { months: null, days: [range] };
  const days = [
    { from: range.from, to: dayBefore(first) },
    { from: dayAfter(last), to: range.to },
  ];
  return { months: { from: first, to: last }, days: days.filter(({ from, to }) => from <= to) };
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

function monthOf(day: string): number {
  return Number(day.slice(5, 7));
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
