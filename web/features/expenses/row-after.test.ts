import { expect, test } from "@jest/globals";
import { rowAfter } from "./row-after.js";

const IDS = ["a", "b", "c"];

test("J leads down and K up, with the shift key or without, and neither past an end", () => {
  expect(rowAfter("j", "a", IDS)).toBe("b");
  expect(rowAfter("J", "b", IDS)).toBe("c");
  expect(rowAfter("j", "c", IDS)).toBeNull();
  expect(rowAfter("K", "b", IDS)).toBe("a");
  expect(rowAfter("k", "a", IDS)).toBeNull();
});

test("with nothing open both begin at the first row; from a row that is not listed they lead nowhere", () => {
  for (const key of ["j", "k"]) expect(rowAfter(key, undefined, IDS)).toBe("a");
  expect(rowAfter("j", undefined, [])).toBeNull();
  expect(rowAfter("j", "other", IDS)).toBeNull();
  expect(rowAfter("x", "a", IDS)).toBeNull();
});
