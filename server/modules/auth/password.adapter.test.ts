import { expect, test } from "@jest/globals";
import { fingerprintOf } from "./password.adapter.js";

test("a fingerprint is of all secrets, and of the name", async () => {
  const prints = await Promise.all([
    fingerprintOf(["a", "b"], "name"),
    fingerprintOf(["a", "c"], "name"),
    fingerprintOf(["ab"], "name"),
    fingerprintOf(["a", "b"], "other"),
  ]);
  expect(new Set(prints).size).toBe(4);
  expect(await fingerprintOf(["a", "b"], "name")).toBe(prints[0]);
});
