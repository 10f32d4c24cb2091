import { type DayRange, monthsLater, startOf } from "../../kernel/calendar.js";
import { dayBefore } from "../../kernel/local-date.js";
import type { ReportFormat, ReportKind } from "./report.entity.js";

/** Whether a range is one calendar year. */
export function isYear({ from, to }: DayRange): boolean {
  return from.endsWith("-01-01") && to === `${from.slice(0, 4)}-12-31`;
}

/** The day on which a report comes for the first time, or the next, behind `today`: a month's, or a year's, first. */
export function nextTurn(kind: `${ReportKind}`, today: string): string {
  return kind === "YEAR" ? `${Number(today.slice(0, 4)) + 1}-01-01` : monthsLater(startOf("MONTH", today), 1);
}

/** What a report that comes on such a first is of: the month, or year, that has just ended. */
export function rangeBehind(kind: `${ReportKind}`, turn: string): DayRange {
  return { from: monthsLater(turn, kind === "YEAR" ? -12 : -1), to: dayBefore(turn) };
}

/** What a browser calls the file; without what file systems take for something else. */
export function reportFileName(title: string, { from, to }: DayRange, format: `${ReportFormat}`): string {
  const name = title.replaceAll(/[\p{Cc}\s\\/:*?"<>|]+/gu, " ").trim();
  return `${name} ${from} ${to}.${format.toLowerCase()}`.trim();
}
