const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether `text` is a calendar day that exists, from 0001-01-01 to 9999-12-31 in the proleptic Gregorian calendar. */
export function isLocalDate(text: string): boolean {
  const match = PATTERN.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** There are about six hundred zones; names in other letters are no reason to keep more. */
const FORMATS_MAX = 1_000;

/** Answers formats by their zones, and keeps them: making one takes far longer than asking it. */
function formatsOf(locale: string, options: Intl.DateTimeFormatOptions): (timeZone: string) => Intl.DateTimeFormat {
  const kept = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    let format = kept.get(timeZone);
    if (!format) {
      if (kept.size >= FORMATS_MAX) kept.clear();
      format = new Intl.DateTimeFormat(locale, { ...options, timeZone });
      kept.set(timeZone, format);
    }
    return format;
  };
}

const dayFormat = formatsOf("en-US", { year: "numeric", month: "2-digit", day: "2-digit" });
const timeFormat = formatsOf("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** The calendar day that it is now in an IANA time zone, as "2026-01-31". */
export function todayIn(timeZone: string, now: Date = new Date()): string {
  const of = Object.fromEntries(
    dayFormat(timeZone)
      .formatToParts(now)
      .map((part) => [part.type, part.value]),
  );
  return `${of.year!.padStart(4, "0")}-${of.month}-${of.day}`;
}

/** The time that clocks show now in an IANA time zone, as "22:00". */
export function timeOfDayIn(timeZone: string, now: Date): string {
  return timeFormat(timeZone).format(now);
}

/** The calendar day after `day`. */
export function dayAfter(day: string): string {
  return daysLater(day, 1);
}

/** The calendar day before `day`. */
export function dayBefore(day: string): string {
  return daysLater(day, -1);
}

/** The calendar day so many days later (or, below zero, earlier). Days are counted in UTC, where each has 24 hours. */
export function daysLater(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** How many days later `to` is than `from`; less than zero where it is earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / (24 * 60 * 60 * 1_000);
}

/** Whether the runtime knows this IANA time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
