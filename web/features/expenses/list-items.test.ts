import { expect, test } from "@jest/globals";
import { listItems } from "./list-items.js";

const rows = ["2026-05-03", "2026-05-01", "2026-04-30", "2026-03-01"].map((day) => ({ id: `row of ${day}`, day }));
const told = (even: string[], first: boolean, last: boolean) =>
  listItems(rows, new Set(even), { first, last }).map((item) =>
    item.kind === "month" ? item.month : `${item.kind} ${item.position}/${item.size}`,
  );

test("each month has its name above it, and its lines are counted", () => {
  expect(told([], true, true)).toEqual(["2026-05", "row 1/2", "row 2/2", "2026-04", "row 1/1", "2026-03", "row 1/1"]);
});

test("a word between rows is a line of the month", () => {
  const lines = ["2026-05", "row 1/3", "even 2/3", "row 3/3"];
  expect(told(["row of 2026-05-01"], true, true).slice(0, 4)).toEqual(lines);
});

test("nobody knows how many lines a month has at an end that is not loaded", () => {
  const ends = (first: boolean, last: boolean) => told([], first, last).filter((line) => line.endsWith("-1"));
  expect(ends(false, true)).toEqual(["row 1/-1", "row 2/-1"]);
  expect(ends(true, false)).toEqual(["row 1/-1"]);
});
