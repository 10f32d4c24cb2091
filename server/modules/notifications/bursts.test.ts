import { expect, test } from "@jest/globals";
import { burstsOf, type ConcernedEvent } from "./bursts.js";

const event = (seq: number, minutes: number, change: Partial<ConcernedEvent> = {}): ConcernedEvent => ({
  userId: "ben",
  seq,
  type: "expense.updated",
  subjectId: "dinner",
  at: new Date(minutes * 60_000),
  farewell: false,
  ...change,
});
const shapeOf = (events: ConcernedEvent[]) =>
  burstsOf(events).map(({ userId, kind, subjectId, count, seq }) => [userId, kind, subjectId, count, seq]);

test("what follows within a quarter of an hour is one, and what comes later another", () => {
  expect(shapeOf([event(1, 0), event(2, 15), event(3, 30), event(4, 46)])).toEqual([
    ["ben", "EXPENSE", "dinner", 3, 3],
    ["ben", "EXPENSE", "dinner", 1, 4],
  ]);
});

test("of each person, thing and kind there is one of its own, in the order of the last events", () => {
  const events = [
    event(1, 0),
    event(1, 0, { userId: "ana" }),
    event(2, 1, { subjectId: "tea" }),
    event(3, 2, { type: "expense.deleted" }),
    event(4, 3, { type: "household.created" }),
    event(5, 4, { type: "budget.created", subjectId: "all" }),
  ];
  expect(shapeOf(events)).toEqual([
    ["ana", "EXPENSE", "dinner", 1, 1],
    ["ben", "EXPENSE", "tea", 1, 2],
    ["ben", "EXPENSE", "dinner", 2, 3],
    ["ben", "MEMBER", "dinner", 1, 4],
    ["ben", "BUDGET", "all", 1, 5],
  ]);
});

test("what somebody hears who has left is never what they heard before", () => {
  expect(
    burstsOf([event(1, 0), event(2, 1, { farewell: true })]).map(({ farewell, count }) => [farewell, count]),
  ).toEqual([
    [false, 1],
    [true, 1],
  ]);
});
