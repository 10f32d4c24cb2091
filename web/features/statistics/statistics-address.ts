import { isActiveCurrency } from "../../../server/kernel/currency.js";
import { isId } from "../../../server/kernel/ids.js";
import { dayBefore, daysBetween, isLocalDate } from "../../../server/kernel/local-date.js";
import type { TrendInterval } from "../../gql/graphql.js";

export interface Range {
  readonly from: string;
  readonly to: string;
}

export const PERIODS = ["month", "lastMonth", "quarter", "year", "lastYear", "12months", "range"] as const;
export type Period = (typeof PERIODS)[number];
export type Measure = "mine" | "total";

/** The parts of an address that narrow what is shown, each with a chip that takes it off. */
export const NARROWING = ["category", "member", "group", "within"] as const;
export type Narrowing = (typeof NARROWING)[number];

/** What the address of a statistics page asks for. */
export interface StatisticsAddress {
  readonly period: Period;
  /** What the trend shows. */
  readonly range: Range;
  /** One bar of the trend, to which all else is narrowed. */
  readonly within: Range | null;
  readonly measure: Measure;
  readonly categoryId: string | null;
  readonly memberId: string | null;
  readonly groupId: string | null;
  /** Null: the page's own. */
  readonly currency: string | null;
  /** Whether what is in other currencies is counted too, in this one. */
  readonly converts: boolean;
}

/** The first day of the month that is so many months after that of `day`. */
export function monthStart(day: string, months = 0): string {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}

/** The whole month that is so many months after that of `day`. */
export function monthOf(day: string, months = 0): Range {
  return { from: monthStart(day, months), to: dayBefore(monthStart(day, months + 1)) };
}

function yearOf(day: string, years = 0): Range {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, "0");
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

function quarterOf(day: string): Range {
  const first = monthStart(day, -((Number(day.slice(5, 7)) - 1) % 3));
  return { from: first, to: dayBefore(monthStart(first, 3)) };
}

/** Whether it is twelve whole months, from whichever on. */
export function isWholeYear({ from, to }: Range): boolean {
  return from.endsWith("-01") && to === dayBefore(monthStart(from, 12));
}

/** The days of a period that has a name. */
export function rangeOf(period: Exclude<Period, "range">, today: string): Range {
  switch (period) {
    case "month":
      return monthOf(today);
    case "lastMonth":
      return monthOf(today, -1);
    case "quarter":
      return quarterOf(today);
    case "year":
      return yearOf(today);
    case "lastYear":
      return yearOf(today, -1);
    case "12months":
      return { from: monthStart(today, -11), to: monthOf(today).to };
  }
}

const DAYS_AS_DAYS = 31;
const DAYS_AS_WEEKS = 100;
const DAYS_AS_MONTHS = 3 * 366;
const DAYS_AS_QUARTERS = 8 * 366;

/** How fine a range is drawn: so that a bar can be told from the next. */
export function intervalOf({ from, to }: Range): TrendInterval {
  const days = daysBetween(from, to) + 1;
  if (days <= DAYS_AS_DAYS) return "DAY";
  if (days <= DAYS_AS_WEEKS) return "WEEK";
  if (days <= DAYS_AS_MONTHS) return "MONTH";
  return days <= DAYS_AS_QUARTERS ? "QUARTER" : "YEAR";
}

/** "2026-01-01..2026-01-31" */
export function rangeText({ from, to }: Range): string {
  return `${from}..${to}`;
}

function rangeFrom(text: string | null): Range | null {
  const [from = "", to = ""] = (text ?? "").split("..");
  return isLocalDate(from) && isLocalDate(to) && from <= to ? { from, to } : null;
}

/** Reads the address; what makes no sense in it is as if it were not there. */
export function addressFrom(search: URLSearchParams, today: string): StatisticsAddress {
  const named = PERIODS.find((each) => each === search.get("period")) ?? "12months";
  const own = named === "range" ? rangeFrom(search.get("range")) : null;
  const period = named === "range" && !own ? "12months" : named;
  const range = own ?? rangeOf(period as Exclude<Period, "range">, today);
  const within = rangeFrom(search.get("within"));
  const id = (name: Narrowing, prefix: string) => {
    const value = search.get(name);
    return value !== null && isId(prefix, value) ? value : null;
  };
  const currency = search.get("currency");
  return {
    period,
    range,
    within: within && within.from <= range.to && within.to >= range.from ? within : null,
    measure: search.get("measure") === "total" ? "total" : "mine",
    categoryId: id("category", "cat"),
    memberId: id("member", "mem"),
    groupId: id("group", "grp"),
    currency: currency !== null && isActiveCurrency(currency) ? currency : null,
    converts: search.get("alone") === null,
  };
}

/** The address with these parts set, or taken off where they are null. */
export function withParts(search: URLSearchParams, parts: Readonly<Record<string, string | null>>): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(parts)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** Sets a part, or takes it off where it is set so already: what is pressed twice is as before. */
export function toggled(search: URLSearchParams, name: Narrowing, value: string): URLSearchParams {
  return withParts(search, { [name]: search.get(name) === value ? null : value });
}
