import { expect, test } from "@jest/globals";
import { percentsOf, placeAt, turnedOn, zoomedBy, zoomStep } from "./viewer-geometry.js";

const at = (y: number, page = 0) => ({ page, x: 0.1, y, width: 0.8, height: 0.02 });

test("zoom goes in steps, and ends where nothing would be gained", () => {
  expect(zoomStep(1, -1)).toBe(1);
  expect(zoomStep(zoomStep(1, 1), -1)).toBe(1);
  expect(zoomedBy(5, 2)).toBe(6);
});

test("four turns are none", () => {
  expect(turnedOn(turnedOn(turnedOn(turnedOn(0))))).toBe(0);
});

test("a place is a style", () => {
  expect(percentsOf(at(0.5))).toEqual({ left: "10%", top: "50%", width: "80%", height: "2%" });
});

test("a tap means the line that it is nearest to, on its page", () => {
  const lines = [
    { key: "beer", box: at(0.2) },
    { key: "soup", box: at(0.23) },
    { key: "other page", box: at(0.2, 1) },
    { key: "nowhere", box: null },
  ];
  const keyAt = (y: number, page = 0) => placeAt(lines, { page, x: 0.5, y })?.key ?? null;
  expect([keyAt(0.21), keyAt(0.24), keyAt(0.226), keyAt(0.2, 1), keyAt(0.5)]).toEqual([
    "beer",
    "soup",
    "soup",
    "other page",
    null,
  ]);
});
