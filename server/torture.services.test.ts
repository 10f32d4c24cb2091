import { expect, test } from "@jest/globals";
import { Random, testSeed } from "./test/random.js";
import type { Sabotage } from "./test/torture/stage.js";
import { torture } from "./test/torture/torture.js";

/** `npm run torture` asks for 190 rounds of 110 writes; here are enough of them to notice what breaks. */
const ROUNDS = Number(process.env.TORTURE_ROUNDS ?? 6);
const WRITES_PER_ROUND = Number(process.env.TORTURE_WRITES ?? 60);
const LONG = 3_600_000;

test(
  `${ROUNDS} times one of six processes is killed under load: nothing is lost, doubled or missed`,
  async () => {
    const seed = testSeed();
    const random = new Random(seed);
    const found = await torture({ rounds: ROUNDS, writesPerRound: WRITES_PER_ROUND, random, sabotage: "none" });
    process.stdout.write(`${JSON.stringify({ seed, ...found })}\n`);
    expect(found.broken).toEqual([]);
    expect(found.acknowledged).toBeGreaterThanOrEqual(ROUNDS * WRITES_PER_ROUND);
    expect(found.files).toBeGreaterThan(0);
  },
  LONG,
);

test.each<Sabotage>(["synchronous_commit=off", "answer before commit"])(
  "with %s the same finds what was lost",
  async (sabotage) => {
    const random = new Random(testSeed());
    const found = await torture({ rounds: 0, writesPerRound: WRITES_PER_ROUND, random, sabotage });
    expect(found.broken.filter((line) => line.endsWith("is lost"))).not.toEqual([]);
  },
  LONG,
);
