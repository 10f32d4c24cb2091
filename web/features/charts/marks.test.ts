import { expect, test } from "@jest/globals";
import { labelPlaces, placeAfter, withOther } from "./marks.js";

test("arrow keys move from mark to mark, and stay at the ends", () => {
  const walk = (keys: string[]) => keys.reduce((place, key) => placeAfter(key, place, 4) ?? place, 0);
  expect(walk(["ArrowRight", "ArrowDown"])).toBe(2);
  expect(walk(["End", "ArrowRight"])).toBe(3);
  expect(walk(["End", "Home", "ArrowLeft"])).toBe(0);
  expect(placeAfter("a", 1, 4)).toBeNull();
});

test("six have a place of their own, and the rest comes together unless it is one", () => {
  const add = (rest: readonly number[]) => rest.reduce((total, each) => total + each, 0);
  expect(withOther([9, 8, 7, 6, 5, 4, 3], add)).toEqual([9, 8, 7, 6, 5, 4, 3]);
  expect(withOther([9, 8, 7, 6, 5, 4, 3, 2], add)).toEqual([9, 8, 7, 6, 5, 4, 5]);
});

test("labels of a ring keep apart, on the side of their part", () => {
  const places = labelPlaces([100, 40, 1, 1, 1, 1, 1], 80, 30, 100);
  for (const side of ["left", "right"]) {
    const heights = places.filter((place) => place.side === side).map(({ y }) => y);
    heights.sort((a, b) => a - b);
    for (const [index, y] of heights.slice(1).entries()) expect(y - heights[index]!).toBeGreaterThanOrEqual(30);
    expect(Math.max(...heights)).toBeLessThanOrEqual(100);
  }
  expect(places[0]!.side).toBe("right");
  expect(places.at(-1)!.side).toBe("left");
});
