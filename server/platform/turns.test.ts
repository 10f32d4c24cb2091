import { expect, test } from "@jest/globals";
import { Turns } from "./turns.js";

test("one at a time for one thing, in the order of coming; nobody waits for another", async () => {
  const turns = new Turns();
  const order: string[] = [];
  const first = await turns.take(["grp_a"]);
  const others = ["second", "third"].map(async (name) => {
    const release = await turns.take(["grp_a"]);
    order.push(name);
    release();
  });
  const elsewhere = await turns.take(["grp_b"]);
  expect(turns.waiting("grp_a")).toBe(2);
  expect(order).toEqual([]);
  first();
  await Promise.all(others);
  elsewhere();
  expect(order).toEqual(["second", "third"]);
  expect(turns.waiting("grp_a")).toBe(0);
});

test("two hundred wait; with a full line the next is told when to come again, and gives back what it had", async () => {
  const turns = new Turns(200);
  const first = await turns.take(["grp_b"]);
  const waiting = Array.from({ length: 200 }, async () => (await turns.take(["grp_b"]))());
  const refused = await turns.take(["grp_b", "grp_a"]).catch((error: unknown) => error);
  expect(refused).toMatchObject({ extensions: { code: "RATE_LIMITED", retryAfter: 5 } });
  // The other thing was given back.
  (await turns.take(["grp_a"]))();
  first();
  await Promise.all(waiting);
});

test("several things are taken in the order of their ids, so that nobody waits for ever", async () => {
  const turns = new Turns();
  const rounds = Array.from({ length: 50 }, async (_, index) => {
    const ids = index % 2 ? ["grp_a", "grp_b", "grp_c"] : ["grp_c", "grp_a", "grp_c", "grp_b"];
    const release = await turns.take(ids);
    await Promise.resolve();
    release();
  });
  await Promise.all(rounds);
  for (const id of ["grp_a", "grp_b", "grp_c"]) expect(turns.waiting(id)).toBe(0);
});
