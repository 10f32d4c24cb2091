import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * Work in pieces: at each `yield` somebody else may have a turn. Written as a generator, it says itself where it can
 * pause, and a test can count how large its pieces are.
 */
export type Pieces<Result> = Generator<void, Result, void>;

/** So much is done in one piece: cells of rows, roughly. It keeps a process busy for a few milliseconds. */
export const PIECE_SIZE = 2_000;

/** So many rows are written at once: what a statement is made from is put together in one piece, too. */
export const ROWS_AT_ONCE = 500;

/** The items in parts of at most `ROWS_AT_ONCE`. */
export function* partsOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += ROWS_AT_ONCE) yield items.slice(start, start + ROWS_AT_ONCE);
}

/** Does all of it without a pause; for what is known to be small. */
export function atOnce<Result>(work: Pieces<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Does it piece by piece, each in a turn of its own of the event loop, so that nobody waits for all of it. */
export async function inTurns<Result>(work: Pieces<Result>): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}

/** Counts what was done, and says when a piece is full. */
export class Pace {
  private done = 0;

  /** Whether it is time for a pause, now that so much more was done. */
  isDue(more: number): boolean {
    // Even an empty line takes a moment.
    this.done += more + 1;
    if (this.done < PIECE_SIZE) return false;
    this.done = 0;
    return true;
  }
}
