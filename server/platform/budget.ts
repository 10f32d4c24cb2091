import { topLevel } from "./schema/top-level-errors.js";

/**
 * What one operation may use while it runs, in rows read and objects made: a hundred expenses that five hundred people
 * share fit. What is weighed beforehand are guesses; this is what was.
 */
export const BUDGET = 400_000;
/** Whoever tries a write out keeps others waiting meanwhile. */
export const DRY_RUN_SHARE = 10;

export class Budget {
  private used = 0;
  private limit = BUDGET;

  /** Takes as much; throws the top-level error OPERATION_TOO_COSTLY where too little is left, now and ever after. */
  take(amount: number): void {
    this.used += amount;
    if (this.used <= this.limit) return;
    throw topLevel("OPERATION_TOO_COSTLY", `This operation is beyond the limit BUDGET (${this.limit}).`);
  }

  /** From now on only a tenth of the whole may be used, as long as a group waits. */
  forDryRun(): void {
    this.limit = Math.min(this.limit, this.used + BUDGET / DRY_RUN_SHARE);
  }

  get spent(): number {
    return this.used;
  }
}
