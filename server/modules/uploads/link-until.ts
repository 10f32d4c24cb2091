const QUARTER_MILLISECONDS = 15 * 60 * 1000;

/**
 * Until when a link that is signed now is good: a quarter of an hour at least. For a quarter all links to one file are the
 * same, so that browsers have it once.
 */
export function linkUntil(now: number): Date {
  return new Date((Math.floor(now / QUARTER_MILLISECONDS) + 2) * QUARTER_MILLISECONDS);
}
