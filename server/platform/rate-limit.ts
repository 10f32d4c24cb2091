import { createHash } from "node:crypto";
import { type RateLimiterAbstract, RateLimiterMemory } from "rate-limiter-flexible";
import { rateLimited } from "./schema/top-level-errors.js";

/** How often something may be tried; every limit has a name. */
const LIMITS = {
  /** Operations of one person, or of one address where nobody is signed in. */
  OPERATIONS: { points: 1200, duration: 60 },
  /** Points for what subscriptions of one person execute: one for an event, and more for a wide selection. */
  EVENTS: { points: 6000, duration: 60 },
  /** Tries to sign in to one account from one address: the owner elsewhere is not locked out. */
  SIGN_IN: { points: 10, duration: 60 },
  /** Tries to sign in from one address, whatever the account. */
  SIGN_IN_ADDRESS: { points: 60, duration: 60 },
  /** Wrong passwords of one signed-in person who wants a new one. */
  PASSWORD_CHANGE: { points: 10, duration: 60 },
  /** Letters for a new password that are asked for from one address. */
  PASSWORD_RESET_ADDRESS: { points: 20, duration: 3600 },
  /** Letters for a new password to one e-mail address, whether or not anybody has it. */
  PASSWORD_RESET_EMAIL: { points: 5, duration: 3600 },
  /** Links for a new password that are tried from one address. */
  PASSWORD_RESET_LINK: { points: 60, duration: 60 },
  /** New accounts from one address. */
  REGISTER: { points: 20, duration: 3600 },
  /** Files that one person sends. */
  UPLOADS: { points: 120, duration: 3600 },
  /** Commits of imports of one person, those included that are only tried out. */
  IMPORTS: { points: 240, duration: 3600 },
  /** Letters that one person has us send. */
  LETTERS: { points: 50, duration: 3600 },
} as const;

export type LimitName = keyof typeof LIMITS;

/** Tries that are counted and never refused: whoever counts them says what follows. */
const COUNTS = {
  /** Tries to sign in to one account from anywhere, until one is right. */
  SIGN_IN_ACCOUNT: { duration: 900 },
} as const;

export type CountName = keyof typeof COUNTS;

export interface RateLimits {
  /** Takes one try, or as many points; throws the top-level error RATE_LIMITED where too few are left. */
  take(limit: LimitName, who: string, points?: number): Promise<void>;
  /** Counts one try, and answers how many there are within the time, this one included. */
  count(count: CountName, who: string): Promise<number>;
  /** Begins to count from nothing. */
  forget(count: CountName, who: string): Promise<void>;
}

/** Who is counted is kept as a hash: addresses and e-mails do not lie about in the memory of the process. */
function keyOf(who: string): string {
  return createHash("sha256").update(who).digest("base64url");
}

export function memoryRateLimits(): RateLimits {
  const limiters = new Map<LimitName, RateLimiterAbstract>();
  for (const [name, limit] of Object.entries(LIMITS)) limiters.set(name as LimitName, new RateLimiterMemory(limit));
  const counters = new Map<CountName, RateLimiterAbstract>();
  for (const [name, { duration }] of Object.entries(COUNTS)) {
    counters.set(name as CountName, new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration }));
  }
  return {
    async take(limit, who, points = 1) {
      try {
        await limiters.get(limit)!.consume(keyOf(who), points);
      } catch (refused) {
        if (refused instanceof Error) throw refused;
        const seconds = Math.ceil((refused as { msBeforeNext: number }).msBeforeNext / 1000);
        throw rateLimited(`Too many tries; again in ${seconds} s.`, seconds);
      }
    },
    async count(count, who) {
      return (await counters.get(count)!.consume(keyOf(who))).consumedPoints;
    },
    async forget(count, who) {
      await counters.get(count)!.delete(keyOf(who));
    },
  };
}

/** RATE_LIMITS=off: for benchmarks and tests. */
export const noRateLimits: RateLimits = {
  take: async () => undefined,
  count: async () => 0,
  forget: async () => undefined,
};
