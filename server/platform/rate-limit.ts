import { createHash } from "node:crypto";
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import { RedisAway, type RedisConnection } from "./redis.js";
import { rateLimited, topLevel } from "./schema/top-level-errors.js";

/** How often something may be tried, by one person or from one address; the module whose tries they are declares it. */
export interface Limit {
  readonly name: string;
  /** Tries within the time; the next one is refused. */
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
  /**
   * Tries within the time that each process allows by itself while Redis counts for all and is away; without it what is
   * limited is refused then.
   */
  readonly alone?: number;
}

/** Tries that are counted and never refused: whoever counts them says what follows. */
export interface Tally {
  readonly name: string;
  /** Seconds. */
  readonly duration: number;
}

type Named<Limits> = { readonly [Name in keyof Limits]: Limits[Name] & { readonly name: string } };

/** Limits and tallies, each called as its property is. */
export function limits<Limits extends Record<string, Omit<Limit, "name"> | Omit<Tally, "name">>>(
  unnamed: Limits,
): Named<Limits> {
  const named = Object.entries(unnamed).map(([name, limit]) => [name, { ...limit, name }] as const);
  return Object.fromEntries(named) as unknown as Named<Limits>;
}

/** What is limited whatever it does. */
export const OPERATION_LIMITS = limits({
  /** Operations of one person, or of one address where nobody is signed in. */
  OPERATIONS: { points: 1200, duration: 60, alone: 1200 },
  /** Points for what subscriptions of one person execute: one for an event, and more for a wide selection. */
  EVENTS: { points: 6000, duration: 60, alone: 6000 },
  /** Points for what is executed once for all who listen to a thing; beyond them each pays as for themselves. */
  TOPICS: { points: 60_000, duration: 60, alone: 60_000 },
  /** Errors in a browser that are reported from one address. */
  ERROR_REPORTS: { points: 30, duration: 60, alone: 30 },
});

export interface RateLimits {
  /** Takes one try, or as many points; throws the top-level error RATE_LIMITED where too few are left. */
  take(limit: Limit, who: string, points?: number): Promise<void>;
  /** Counts one try, and answers how many there are within the time, this one included. */
  count(tally: Tally, who: string): Promise<number>;
  /** Begins to count from nothing. */
  forget(tally: Tally, who: string): Promise<void>;
}

/** Who is counted is kept as a hash: addresses and e-mails do not lie about in the memory of the process. */
function keyOf(who: string): string {
  return createHash("sha256").update(who).digest("base64url");
}

/** Finds what counts what was declared; a limit that no module declared is a bug. */
function countersOf<Counter>(
  declared: readonly (Limit | Tally)[],
  make: (limit: Limit | Tally) => Counter,
): (limit: Limit | Tally) => Counter {
  const counters = new Map(declared.map((limit) => [limit, make(limit)]));
  return (limit) => {
    const counter = counters.get(limit);
    if (!counter) throw new Error(`No module declares the limit ${limit.name}.`);
    return counter;
  };
}

/** What counts the tries of one limit. It throws what is no error where there are too many. */
type Counter = Pick<RateLimiterAbstract, "consume" | "delete">;

function memoryCounter({ name, ...limit }: Limit | Tally): Counter {
  return new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, ...limit, keyPrefix: name });
}

/** Counts in the memory of this process. */
export function memoryRateLimits(declared: readonly (Limit | Tally)[]): RateLimits {
  return counting(countersOf(declared, memoryCounter));
}

/** Counts in Redis, for all processes together. */
export function redisRateLimits(declared: readonly (Limit | Tally)[], redis: RedisConnection): RateLimits {
  return counting(countersOf(declared, (limit) => redisCounter(limit, redis)));
}

/** While Redis is away each process counts by itself, where the limit says how strictly; else it is UNAVAILABLE. */
function redisCounter(limit: Limit | Tally, redis: RedisConnection): Counter {
  const { name, duration } = limit;
  const points = "points" in limit ? limit.points : Number.MAX_SAFE_INTEGER;
  const together = new RateLimiterRedis({
    storeClient: redis.client,
    useRedisPackage: true,
    keyPrefix: `limit:${name}`,
    points,
    duration,
  });
  const alone = "points" in limit ? limit.alone : points;
  const instead = alone === undefined ? null : memoryCounter({ name, points: alone, duration });
  return {
    async consume(key, taken) {
      try {
        return await redis.within(() => together.consume(key, taken));
      } catch (error) {
        if (!(error instanceof RedisAway)) throw error;
        if (!instead) throw topLevel("UNAVAILABLE", "This cannot be counted now, and so not be done; try again soon.");
        return instead.consume(key, taken);
      }
    },
    async delete(key) {
      await instead?.delete(key);
      return redis.within(() => together.delete(key)).catch(() => false);
    },
  };
}

function counting(counterOf: (limit: Limit | Tally) => Counter): RateLimits {
  return {
    async take(limit, who, points = 1) {
      try {
        await counterOf(limit).consume(keyOf(who), points);
      } catch (refused) {
        if (refused instanceof Error) throw refused;
        const seconds = Math.ceil((refused as { msBeforeNext: number }).msBeforeNext / 1000);
        throw rateLimited(`Too many tries; again in ${seconds} s.`, seconds);
      }
    },
    async count(tally, who) {
      return (await counterOf(tally).consume(keyOf(who))).consumedPoints;
    },
    async forget(tally, who) {
      await counterOf(tally).delete(keyOf(who));
    },
  };
}

/** RATE_LIMITS=off: for benchmarks and tests. */
export function noRateLimits(declared: readonly (Limit | Tally)[]): RateLimits {
  const counterOf = countersOf(declared, ({ name }) => name);
  return {
    async take(limit) {
      counterOf(limit);
    },
    async count(tally) {
      counterOf(tally);
      return 0;
    },
    async forget(tally) {
      counterOf(tally);
    },
  };
}
