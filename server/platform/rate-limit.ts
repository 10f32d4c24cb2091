import { createHash } from "node:crypto";
import { type RateLimiterAbstract, RateLimiterMemory } from "rate-limiter-flexible";
import { rateLimited } from "./schema/top-level-errors.js";

/** How often something may be tried, by one person or from one address; the module whose tries they are declares it. */
export interface Limit {
  readonly name: string;
  /** Tries within the time; the next one is refused. */
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
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
  OPERATIONS: { points: 1200, duration: 60 },
  /** Points for what subscriptions of one person execute: one for an event, and more for a wide selection. */
  EVENTS: { points: 6000, duration: 60 },
  /** Errors in a browser that are reported from one address. */
  ERROR_REPORTS: { points: 30, duration: 60 },
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

/** Finds the limiter of what was declared; a limit that no module declared is a bug. */
function limitersOf(declared: readonly (Limit | Tally)[]): (limit: Limit | Tally) => RateLimiterAbstract {
  const limiters = new Map<Limit | Tally, RateLimiterAbstract>();
  for (const limit of declared) {
    limiters.set(limit, new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, ...limit, keyPrefix: limit.name }));
  }
  return (limit) => {
    const limiter = limiters.get(limit);
    if (!limiter) throw new Error(`No module declares the limit ${limit.name}.`);
    return limiter;
  };
}

/** Counts in the memory of this process. */
export function memoryRateLimits(declared: readonly (Limit | Tally)[]): RateLimits {
  const limiterOf = limitersOf(declared);
  return {
    async take(limit, who, points = 1) {
      try {
        await limiterOf(limit).consume(keyOf(who), points);
      } catch (refused) {
        if (refused instanceof Error) throw refused;
        const seconds = Math.ceil((refused as { msBeforeNext: number }).msBeforeNext / 1000);
        throw rateLimited(`Too many tries; again in ${seconds} s.`, seconds);
      }
    },
    async count(tally, who) {
      return (await limiterOf(tally).consume(keyOf(who))).consumedPoints;
    },
    async forget(tally, who) {
      await limiterOf(tally).delete(keyOf(who));
    },
  };
}

/** RATE_LIMITS=off: for benchmarks and tests. */
export function noRateLimits(declared: readonly (Limit | Tally)[]): RateLimits {
  const limiterOf = limitersOf(declared);
  return {
    async take(limit) {
      limiterOf(limit);
    },
    async count(tally) {
      limiterOf(tally);
      return 0;
    },
    async forget(tally) {
      limiterOf(tally);
    },
  };
}
