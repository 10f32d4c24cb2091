import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { cases } from "../test/random.js";
import {
  type DayRange,
  daysIn,
  endOf,
  type Interval,
  intervalsOf,
  monthsAndDays,
  monthsLater,
  rangeBefore,
  startOf,
  yearBefore,
} from "./calendar.js";
import { dayAfter, daysLater, isLocalDate } from "./local-date.js";

const INTERVALS: Interval[] = ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"];
const ranges = fc
  .tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 1_000 }))
  .map(([start, length]) => ({ from: daysLater("1990-01-01", start), to: daysLater("1990-01-01", start + length) }));

/** Each follows the one before, from the first day to the last. */
function expectWhole(parts: readonly DayRange[], { from, to }: DayRange): void {
  expect(parts[0]!.from).toBe(from);
  expect(parts.at(-1)!.to).toBe(to);
  for (const [index, part] of parts.slice(1).entries()) expect(part.from).toBe(dayAfter(parts[index]!.to));
}

test("the intervals of a range are all of its days, once and in order", () => {
  fc.assert(
    fc.property(ranges, fc.constantFrom(...INTERVALS), (range, interval) => {
      const parts = intervalsOf(interval, range);
      expectWhole(parts, range);
      for (const { from, to } of parts) {
        expect([startOf(interval, from), endOf(interval, from)]).toEqual([startOf(interval, to), endOf(interval, to)]);
      }
      const { months, days } = monthsAndDays(range);
      const pieces = [...days, ...(months ? [months] : [])].sort((a, b) => (a.from < b.from ? -1 : 1));
      expectWhole(pieces, range);
      if (months) expect([startOf("MONTH", months.from), endOf("MONTH", months.to)]).toEqual([months.from, months.to]);
    }),
    cases(1_000),
  );
});

test.each([
  ["WEEK", "2026-02-01", "2026-01-26", "2026-02-01"],
  ["WEEK", "2026-02-02", "2026-02-02", "2026-02-08"],
  ["MONTH", "2024-02-10", "2024-02-01", "2024-02-29"],
  ["QUARTER", "2026-12-31", "2026-10-01", "2026-12-31"],
  ["YEAR", "2026-05-05", "2026-01-01", "2026-12-31"],
] as [Interval, string, string, string][])("the %s of %s is from %s to %s", (interval, day, start, end) => {
  expect([startOf(interval, day), endOf(interval, day)]).toEqual([start, end]);
});

test.each([
  ["2026-01-31", 1, "2026-02-28"],
  ["2024-03-31", -1, "2024-02-29"],
  ["2026-01-15", -1, "2025-12-15"],
  ["2024-02-29", -12, "2023-02-28"],
  ["2026-11-30", 15, "2028-02-29"],
  ["0099-12-31", 2, "0100-02-28"],
])("%s and %i months are %s", (day, months, expected) => expect(monthsLater(day, months)).toBe(expected));

test.each([
  ["2026-03-01", "2026-03-31", ["2026-02-01", "2026-02-28"], ["2025-03-01", "2025-03-31"]],
  ["2026-01-01", "2026-12-31", ["2025-01-01", "2025-12-31"], ["2025-01-01", "2025-12-31"]],
  ["2025-02-01", "2025-02-28", ["2025-01-01", "2025-01-31"], ["2024-02-01", "2024-02-29"]],
  ["2026-03-05", "2026-03-14", ["2026-02-23", "2026-03-04"], ["2025-03-05", "2025-03-14"]],
  ["2024-02-29", "2024-02-29", ["2024-02-28", "2024-02-28"], ["2023-02-28", "2023-02-28"]],
  ["0001-01-01", "0001-01-31", null, null],
  ["0002-01-01", "0090-12-31", null, ["0001-01-01", "0089-12-31"]],
])("before %s to %s are as many days, or months, and a year ago the same", (from, to, before, lastYear) => {
  const asRange = (days: string[] | null) => days && { from: days[0], to: days[1] };
  expect(rangeBefore({ from, to })).toEqual(asRange(before));
  expect(yearBefore({ from, to })).toEqual(asRange(lastYear));
});

test("what is before a range is as long as it, and a day each", () => {
  fc.assert(
    fc.property(ranges, (range) => {
      const before = rangeBefore(range)!;
      expect(dayAfter(before.to)).toBe(range.from);
      expect(isLocalDate(before.from)).toBe(true);
      if (!range.from.endsWith("-01")) expect(daysIn(before)).toBe(daysIn(range));
    }),
    cases(1_000),
  );
});
