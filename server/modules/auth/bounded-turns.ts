import { rateLimited } from "../../platform/schema/top-level-errors.js";

/**
 * Runs at most `atOnce` works at the same time and lets at most `waiting` others wait for their turn; whoever comes then is
 * RATE_LIMITED, and told to come back in so many seconds. It guards the machine, and so stands with RATE_LIMITS=off, too.
 */
export function boundedTurns(limits: { atOnce: number; waiting: number; retryAfter: number }) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (running >= limits.atOnce) {
      if (waiting.length >= limits.waiting) {
        throw rateLimited(`Too much to do at this moment; again in ${limits.retryAfter} s.`, limits.retryAfter);
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
