import { isLocalDate } from "../../kernel/local-date.js";

/** Which comes first where the year comes last and no dot says it: the day or the month. */
export type DayOrder = "DMY" | "MDY";

const YEAR_FIRST = /^(\d{4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})\.?(?:[T ][0-9:.]*Z?)?$/;
/** With dots the day is first in every country that writes so. */
const DOTTED = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?: [0-9:.]+)?$/;
const SLASHED = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?: [0-9:.]+)?$/;

/** The day that a cell names, such as "2026-01-31", "31.1.2026" or, read in this order, "31/01/2026"; null for none. */
export function dayFrom(cell: string, order: DayOrder): string | null {
  const text = cell.trim();
  const iso = YEAR_FIRST.exec(text);
  if (iso) return localDate(iso[1]!, iso[3]!, iso[4]!);
  const dotted = DOTTED.exec(text);
  if (dotted) return localDate(dotted[3]!, dotted[2]!, dotted[1]!);
  return slashed(text, order);
}

/** Whether a cell looks like a day at all, whatever its order. */
export function looksLikeDay(cell: string): boolean {
  return dayFrom(cell, "DMY") !== null || dayFrom(cell, "MDY") !== null;
}

function slashed(text: string, order: DayOrder): string | null {
  const match = SLASHED.exec(text);
  if (!match) return null;
  const [day, month] = order === "DMY" ? [match[1]!, match[3]!] : [match[3]!, match[1]!];
  return localDate(match[4]!, month, day);
}

function localDate(year: string, month: string, day: string): string | null {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isLocalDate(date) ? date : null;
}

/**
 * The order that a column of days is written in; null where nobody can tell. A day above the twelfth decides, and then
 * that exports rise from the first row to the last.
 *
 * @param cells the column from top to bottom; what is no day with slashes says nothing.
 */
export function dayOrderOf(cells: readonly string[]): DayOrder | null {
  const open = cells.map((cell) => cell.trim()).filter((cell) => SLASHED.test(cell));
  const [dmy, mdy] = (["DMY", "MDY"] as const).map((order) => open.map((cell) => slashed(cell, order)));
  const onlyDmy = mdy!.some((day, index) => day === null && dmy![index] !== null);
  const onlyMdy = dmy!.some((day, index) => day === null && mdy![index] !== null);
  if (onlyDmy !== onlyMdy) return onlyDmy ? "DMY" : "MDY";
  if (onlyDmy) return null;
  // Here each cell is a day in both orders or in none; where both are the same day, there is nothing to ask.
  if (dmy!.every((day, index) => day === mdy![index])) return "DMY";
  const [risesDmy, risesMdy] = [rises(dmy!), rises(mdy!)];
  if (risesDmy === risesMdy) return null;
  return risesDmy ? "DMY" : "MDY";
}

function rises(days: readonly (string | null)[]): boolean {
  const known = days.filter((day) => day !== null);
  return known.every((day, index) => index === 0 || known[index - 1]! <= day);
}
