import { expect, test } from "@jest/globals";
import { namesThen } from "./name-then.js";

const event = (seq: number, before?: string | null, after?: string) => ({
  seq,
  changes: after === undefined ? [] : [{ field: "title", before: before ?? null, after }],
});
const created = event(1, null, "Tram");
const deleted = event(2);
const renamed = event(3, "Tram", "Straßenbahn");
const restored = event(4);
const names = (events: Parameters<typeof namesThen>[0], now: string) =>
  Object.fromEntries(namesThen(events, "title", now));

test("each event names a thing as it was called then, in either order of reading", () => {
  const then = { 1: "Tram", 2: "Tram", 3: "Straßenbahn", 4: "Straßenbahn" };
  expect(names([created, deleted, renamed, restored], "Straßenbahn")).toEqual(then);
  expect(names([restored, renamed, deleted, created], "Straßenbahn")).toEqual(then);
});

test("what an import made has no first event; what comes before a change is what it changed", () => {
  expect(names([deleted, renamed], "Straßenbahn")).toEqual({ 2: "Tram", 3: "Straßenbahn" });
});

test("a list that ends before the newest event keeps to what it knows", () => {
  expect(names([created, renamed], "Light rail")).toEqual({ 1: "Tram", 3: "Straßenbahn" });
});

test("what never changed its name has the one it has", () => {
  expect(names([deleted, restored], "Tram")).toEqual({ 2: "Tram", 4: "Tram" });
});
