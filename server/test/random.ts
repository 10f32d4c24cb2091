import { spend } from "./spending.js";

/** A stream of random choices that a seed repeats: mulberry32, by Tommy Ettinger (public domain). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0 to below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.int(0, items.length - 1)]!;
  }

  /** At least one of the items, in their order. */
  some<Item>(items: readonly Item[]): Item[] {
    const chosen = items.filter(() => this.chance(0.6));
    return chosen.length > 0 ? chosen : [this.pick(items)];
  }
}

/** `npm test` tries a tenth of the random cases, each time the same; `npm run test:long` all of them, each time others. */
const SHARE = 10;
const FIXED_SEED = 20_260_131;

/** How many of so many random cases this run tries. */
export function rounds(all: number): number {
  return process.env.TEST_LONG ? all : Math.ceil(all / SHARE);
}

/** The seed of this run: that of SEED, which a failed run named and run.mjs chooses for a long one, or the fixed one. */
export function testSeed(): number {
  return Number(process.env.SEED || FIXED_SEED);
}

/** As fast-check wants it: how many of so many random cases of a property this run tries, and from which seed. */
export function cases(all: number): { numRuns: number; seed: number } {
  const numRuns = rounds(all);
  spend("cases", numRuns);
  return { numRuns, seed: testSeed() };
}
