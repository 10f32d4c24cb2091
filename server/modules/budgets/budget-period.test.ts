import { expect, test } from "@jest/globals";
import { currentPeriod, daysGone, type PeriodName, periodsSince } from "./budget-period.js";

const planned = (period: PeriodName, fromDay: string | null = null, toDay: string | null = null) => ({
  period,
  fromDay,
  toDay,
});

test.each([
  ["WEEK", "2026-02-01", "2026-01-26", "2026-02-01"],
  ["MONTH", "2024-02-29", "2024-02-01", "2024-02-29"],
  ["YEAR", "2026-12-31", "2026-01-01", "2026-12-31"],
] as const)("the %s of %s is from %s to %s", (period, today, from, to) => {
  expect(currentPeriod(planned(period), today)).toEqual({ from, to });
});

test("a range is its own days, whenever it is asked about", () => {
  const range = { from: "2026-01-05", to: "2026-02-04" };
  expect(currentPeriod(planned("RANGE", range.from, range.to), "2030-01-01")).toEqual(range);
});

test.each([
  ["WEEK", "2026-01-05", { from: "2026-02-02", to: "2026-02-08" }, 4n, "2026-02-01"],
  ["MONTH", "2025-11-01", { from: "2026-02-01", to: "2026-02-28" }, 3n, "2026-01-31"],
  ["YEAR", "2024-01-01", { from: "2026-01-01", to: "2026-12-31" }, 2n, "2025-12-31"],
] as const)(
  "the %s periods from %s on are whole ones, up to the day before the current one",
  (period, since, current, count, to) => {
    expect(periodsSince(period, since, current)).toEqual({ count, days: { from: since, to } });
    expect(periodsSince(period, current.from, current)).toBeNull();
  },
);

test.each([
  ["2026-02-01", 1],
  ["2026-02-14", 14],
  ["2026-02-28", 28],
  ["2026-01-31", 0],
  ["2025-01-01", 0],
  ["2026-03-01", 28],
])("on %s so many days of February have begun", (today, gone) => {
  expect(daysGone({ from: "2026-02-01", to: "2026-02-28" }, today)).toEqual({ gone, all: 28 });
});
