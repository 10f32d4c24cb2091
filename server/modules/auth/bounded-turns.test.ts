import { expect, test } from "@jest/globals";
import { boundedTurns } from "./bounded-turns.js";

test("so many run, so many wait in the order in which they came, and the next is told when to come back", async () => {
  const inTurn = boundedTurns({ atOnce: 2, waiting: 3, retryAfter: 5 });
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (number: number) => () => {
    begun.push(number);
    return new Promise<number>((resolve) => ends.push(() => resolve(number)));
  };
  const works = [1, 2, 3, 4, 5].map((number) => inTurn(work(number)));
  await expect(inTurn(work(6))).rejects.toMatchObject({ extensions: { code: "RATE_LIMITED", retryAfter: 5 } });
  expect(begun).toEqual([1, 2]);
  for (let ended = 0; ended < works.length; ended++) {
    ends[ended]!();
    expect(await works[ended]).toBe(ended + 1);
  }
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  await expect(inTurn(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await inTurn(async () => "goes on")).toBe("goes on");
});
