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
  /** New accounts from one address. */
  REGISTER: { points: 20, duration: 3600 },
  /** Files that one person sends. */
  UPLOADS: { points: 120, duration: 3600 },
  /** Letters that one person has us send. */
  LETTERS: { points: 50, duration: 3600 },
} as const;

export type LimitName = keyof typeof LIMITS;

export interface RateLimits {
  /** Takes one try, or as many points; throws the top-level error RATE_LIMITED where too few are left. */
  take(limit: LimitName, who: string, points?: number): Promise<void>;
}

export function memoryRateLimits(): RateLimits {
  const limiters = new Map<LimitName, RateLimiterAbstract>();
  for (const [name, limit] of Object.entries(LIMITS)) limiters.set(name as LimitName, new RateLimiterMemory(limit));
  return {
    async take(limit, who, points = 1) {
      const key = createHash("sha256").update(who).digest("base64url");
      try {
        await limiters.get(limit)!.consume(key, points);
      } catch (refused) {
        if (refused instanceof Error) throw refused;
        const seconds = Math.ceil((refused as { msBeforeNext: number }).msBeforeNext / 1000);
        throw rateLimited(`Too many tries; again in ${seconds} s.`, seconds);
      }
    },
  };
}

/** RATE_LIMITS=off: for benchmarks and tests. */
export const noRateLimits: RateLimits = { take: async () => undefined };
