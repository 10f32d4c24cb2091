/** As many as one address has in a minute: whoever comes from one alone is refused there, and waits for nothing here. */
const FREE_TRIES = 10;
const FIRST_MILLISECONDS = 250;
const MOST_MILLISECONDS = 8_000;

/**
 * How long, in milliseconds, the answer to the nth try to sign in to one account is held back: nothing for the first few,
 * then twice as long each time, up to a bound. Somebody who guesses from many addresses is slowed down, and the owner is
 * never refused.
 */
export function signInDelay(tries: number): number {
  if (tries <= FREE_TRIES) return 0;
  return Math.min(FIRST_MILLISECONDS * 2 ** (tries - FREE_TRIES - 1), MOST_MILLISECONDS);
}
