import { dayAfter, timeOfDayIn } from "../../kernel/local-date.js";
import { homeToday } from "../../kernel/today.js";
import { NotificationPace } from "./preference.js";

/** A time of day, "22:00"; "07:30". */
export type TimeOfDay = string;

/** When somebody wants to be told; times of day are those of their time zone. */
export interface Rhythm {
  readonly timeZone: string;
  /** Null where nothing is held. Over midnight where it ends earlier than it begins. */
  readonly quietHours: { readonly from: TimeOfDay; readonly to: TimeOfDay } | null;
  readonly digestAt: TimeOfDay;
}

/** Whether it is a time of day, to the minute. */
export function isTimeOfDay(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** What happens meanwhile goes into the same mail, and what is due in the same half minute is one job. */
export const MOMENT_MILLISECONDS = 30_000;

/** When something that is told of now leaves by mail; null for never. */
export function mailDue(pace: NotificationPace, now: Date, rhythm: Rhythm): Date | null {
  switch (pace) {
    case NotificationPace.OFF:
      return null;
    case NotificationPace.AT_ONCE:
      return soon(now, rhythm);
    case NotificationPace.DAILY:
      return nextDigest(now, rhythm, () => true);
    case NotificationPace.WEEKLY:
      return nextDigest(now, rhythm, isMonday);
  }
}

/** When something that is told of now leaves at once: a moment later, but not in quiet hours. */
export function soon(now: Date, rhythm: Rhythm): Date {
  const moment = new Date((Math.ceil(now.getTime() / MOMENT_MILLISECONDS) + 1) * MOMENT_MILLISECONDS);
  return quietUntil(moment, rhythm) ?? moment;
}

/** When the quiet hours end that it is in now; null where it is in none. */
export function quietUntil(now: Date, { timeZone, quietHours }: Rhythm): Date | null {
  if (!quietHours) return null;
  const { from, to } = quietHours;
  const time = timeOfDayIn(timeZone, now);
  const isQuiet = from < to ? from <= time && time < to : time >= from || time < to;
  if (!isQuiet) return null;
  const today = homeToday({ timeZone }, now);
  const day = time < to ? today : dayAfter(today);
  const end = instantOf(day, to, timeZone);
  // On the day that clocks are set back the end may come twice, and the second time it is over.
  return end > now ? end : null;
}

function nextDigest(now: Date, { timeZone, digestAt }: Rhythm, isDay: (day: string) => boolean): Date {
  let day = homeToday({ timeZone }, now);
  for (;;) {
    const at = instantOf(day, digestAt, timeZone);
    if (isDay(day) && at > now) return at;
    day = dayAfter(day);
  }
}

function isMonday(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
}

const DAY_MILLISECONDS = 86_400_000;

/**
 * The moment at which clocks of a time zone show this time of this day. What they show twice is the first of the two;
 * what they leave out is as much later as they are set forward.
 */
export function instantOf(day: string, time: TimeOfDay, timeZone: string): Date {
  const inUtc = Date.parse(`${day}T${time}:00Z`);
  const guesses = [-DAY_MILLISECONDS, DAY_MILLISECONDS].map((beside) => inUtc - offsetAt(inUtc + beside, timeZone));
  const shown = guesses.filter((guess) => guess + offsetAt(guess, timeZone) === inUtc);
  return new Date(shown.length > 0 ? Math.min(...shown) : guesses[0]!);
}

/** How much later it is on clocks of a time zone than in UTC, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const now = new Date(moment - (moment % 60_000));
  return Date.parse(`${homeToday({ timeZone }, now)}T${timeOfDayIn(timeZone, now)}:00Z`) - now.getTime();
}
