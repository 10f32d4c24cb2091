import { todayIn } from "./local-date.js";

// Which day is it? There are five clocks, and each question has one of them; nothing else asks `todayIn`. The time zone
// of an account is none for what happened: it may be anywhere, and says where somebody lives, not where they are.

/**
 * The day of the device, in a browser: what every form proposes that asks when something happened. Whoever pays in Los
 * Angeles pays on the day that it is there.
 */
export function deviceToday(now: Date = new Date()): string {
  return todayIn(Intl.DateTimeFormat().resolvedOptions().timeZone, now);
}

/** The day that it is for a group, whoever asks and from where: what the server means by today. */
export function groupToday({ timeZone }: { readonly timeZone: string }, now: Date = new Date()): string {
  return todayIn(timeZone, now);
}

/** The day that it is where somebody lives: in which month, and how far in it, they look at what is theirs alone. */
export function homeToday({ timeZone }: { readonly timeZone: string }, now: Date = new Date()): string {
  return todayIn(timeZone, now);
}

/** Today where no group is meant: the rates that the whole world shares are published by days of UTC. */
export function universalToday(now: Date = new Date()): string {
  return todayIn("UTC", now);
}

/** The latest day that it is anywhere: whatever was bought, by whom and where, was not bought after it. */
export function latestToday(now: Date = new Date()): string {
  return todayIn("Pacific/Kiritimati", now);
}
