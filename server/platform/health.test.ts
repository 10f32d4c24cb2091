import { expect, test } from "@jest/globals";
import { Health, type HealthCheck } from "./health.js";

/** Something that is there or away as `there` says. */
function part(name: string, there: Set<string>, isVital = false): HealthCheck {
  return {
    name,
    isVital,
    check: async () => {
      if (!there.has(name)) throw new Error("postgres://somebody:secret@host is away");
    },
  };
}

test("begins to be ready when all has been there, and stays so as long as what is vital is", async () => {
  const there = new Set(["database"]);
  const health = new Health([part("database", there, true), part("storage", there), part("redis", there)]);
  expect(await health.readiness()).toEqual({ ready: false, away: ["storage", "redis"] });
  there.add("storage");
  expect(await health.readiness()).toEqual({ ready: false, away: ["redis"] });
  there.delete("storage");
  there.add("redis");
  expect(await health.readiness()).toEqual({ ready: true, away: ["storage"] });
  there.delete("database");
  expect(await health.readiness()).toEqual({ ready: false, away: ["database", "storage"] });
  for (const name of ["database", "storage"]) there.add(name);
  expect(await health.readiness()).toEqual({ ready: true, away: [] });
});

test("however many ask at once, each part is asked once", async () => {
  let asked = 0;
  const health = new Health([{ name: "storage", isVital: true, check: async () => void (asked += 1) }]);
  await Promise.all([health.readiness(), health.readiness(), health.readiness()]);
  expect(asked).toBe(1);
});
