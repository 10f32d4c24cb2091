import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { OpenPage, type ShownQuery } from "./refetch.js";

const FRAME = { name: "Frame", variables: { groupId: "g" } };
const LIST = { name: "List", variables: { groupId: "g" } };
const RAIL = { name: "Rail", variables: {}, isLive: true };

let page: OpenPage;
/** The names of what was read, one array for each reading. */
let readings: string[][];
/** Whether the server answers. */
let answers: boolean;

/** A page that shows these queries, and sends what it reads again as Apollo Client does. */
function shows(...queries: ShownQuery[]): void {
  page.readBy(async (isNeeded) => {
    const needed = queries.filter(isNeeded);
    for (const query of needed) page.sends(query);
    readings.push(needed.map(({ name }) => name!));
    return answers;
  });
}

beforeEach(() => {
  jest.useFakeTimers();
  page = new OpenPage();
  readings = [];
  answers = true;
  shows(FRAME, LIST, RAIL);
});

afterEach(() => {
  jest.useRealTimers();
});

test("the answer to a write and the event of it are one reading, whichever comes first", () => {
  page.rereadAfter("g", 7);
  jest.runAllTimers();
  page.rereadAfter("g", 7);
  page.rereadAfter("g", 6);
  jest.runAllTimers();
  expect(readings).toEqual([["Frame", "List"]]);
  page.rereadAfter("other", 7);
  page.rereadAfter("g", 8);
  jest.runAllTimers();
  expect(readings).toEqual([
    ["Frame", "List"],
    ["Frame", "List"],
  ]);
});

test("what follows its groups by itself is read again only where anything may have changed", () => {
  page.rereadAfter("g", 7);
  page.reread();
  jest.runAllTimers();
  expect(readings).toEqual([["Frame", "List", "Rail"]]);
});

test("a page that opens after the news has read them; one that opened before has not", () => {
  page.sends(LIST);
  page.rereadAfter("g", 7);
  page.sends(FRAME);
  jest.runAllTimers();
  expect(readings).toEqual([["List"]]);
  page.sends(LIST);
  page.rereadAfter("g", 8);
  page.sends(FRAME);
  page.rereadAfter("g", 9);
  jest.runAllTimers();
  expect(readings[1]).toEqual(["Frame", "List"]);
});

test("the same query with other variables is another", () => {
  page.rereadAfter("g", 7);
  page.sends({ ...LIST, variables: { groupId: "other" } });
  jest.runAllTimers();
  expect(readings).toEqual([["Frame", "List"]]);
});

test("a burst is followed in steps, and its last event is never left out", () => {
  for (let seq = 1; seq <= 100; seq++) {
    page.rereadAfter("g", seq);
    jest.advanceTimersByTime(20);
  }
  jest.runAllTimers();
  // Two seconds long: at once, then every 400 milliseconds.
  expect(readings.length).toBeGreaterThan(3);
  expect(readings.length).toBeLessThan(8);
  const before = readings.length;
  page.rereadAfter("g", 100);
  jest.runAllTimers();
  expect(readings).toHaveLength(before);
});

test("what was read before one's own last write is behind it, until it is read again", () => {
  const page = new OpenPage();
  page.sends(LIST);
  expect(page.isBehind(LIST)).toBe(false);
  page.wrote();
  expect(page.isBehind(LIST)).toBe(true);
  // What was never read is not kept, and what is read from now on is not behind.
  expect(page.isBehind(FRAME)).toBe(false);
  page.sends(LIST);
  expect(page.isBehind(LIST)).toBe(false);
});

test("what could not be read is read again, each time after twice as long, and not for ever", async () => {
  answers = false;
  page.rereadAfter("g", 7);
  await jest.advanceTimersByTimeAsync(1_500);
  expect(readings).toHaveLength(2);
  answers = true;
  await jest.advanceTimersByTimeAsync(2_500);
  expect(readings).toHaveLength(3);
  await jest.advanceTimersByTimeAsync(200_000);
  expect(readings).toHaveLength(3);
  answers = false;
  page.rereadAfter("g", 8);
  await jest.advanceTimersByTimeAsync(200_000);
  expect(readings).toHaveLength(3 + 1 + 6);
});
