import { expect, test } from "@jest/globals";
import { inSight, type Toast, withToast } from "./toasts.js";

const passing = (key: number): Toast => ({ key, text: "Saved." });
const waiting = (key: number): Toast => ({ ...passing(key), answer: { label: "Open again", act: () => undefined } });
const after = (...each: readonly Toast[]) => each.reduce<readonly Toast[]>(withToast, []);
const keys = (toasts: readonly Toast[]) => toasts.map(({ key }) => key);

test("three are in sight, and what waits for an answer is folded away, not lost", () => {
  const { shown, folded } = inSight(after(waiting(1), waiting(2), waiting(3), waiting(4), passing(5)));
  expect([keys(shown), folded]).toEqual([[3, 4, 5], 2]);
});

test("what is only said in passing makes room", () => {
  const all = after(passing(1), waiting(2), passing(3), passing(4), passing(5));
  expect(keys(all)).toEqual([2, 4, 5]);
  expect(inSight(all).folded).toBe(0);
});
