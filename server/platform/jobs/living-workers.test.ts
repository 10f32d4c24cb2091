import { EventEmitter } from "node:events";
import { expect, test } from "@jest/globals";
import type { Pool } from "pg";
import { LivingWorkers } from "./living-workers.js";

test("workers that begin side by side are announced one after the other, also where one cannot be", async () => {
  let running = 0;
  const announced: unknown[] = [];
  const client = Object.assign(new EventEmitter(), {
    async query(_text: string, [[workerId]]: [string[]]) {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (workerId === "b") throw new Error("no");
      announced.push(workerId);
    },
  });
  const workers = await LivingWorkers.begin({ connect: async () => client } as unknown as Pool);
  const ends = await Promise.allSettled(["a", "b", "c"].map((id) => workers.announce(id)));
  expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(announced).toEqual(["a", "c"]);
});
