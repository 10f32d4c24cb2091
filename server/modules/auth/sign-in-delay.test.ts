import { expect, test } from "@jest/globals";
import { signInDelay } from "./sign-in-delay.js";

test("grows with the tries after the first few, and has an end", () => {
  expect([0, 1, 10, 11, 12, 13, 15, 16, 1_000_000].map(signInDelay)).toEqual([
    0, 0, 0, 250, 500, 1000, 4000, 8000, 8000,
  ]);
});
