import type { Pool } from "pg";
import type { Logger } from "pino";

/** After so long without a word a further failure is a new outage, whether or not anybody saw the end of the last. */
const FORGOTTEN_AFTER_MILLISECONDS = 60_000;

/** One line when the database goes away and one when it is back, however many requests meet the gap. */
export class Outages {
  private readonly log: Logger;
  private begun: number | null = null;
  private last = 0;

  constructor(log: Logger, pools: readonly Pool[]) {
    this.log = log;
    for (const pool of pools) pool.on("connect", () => this.end());
  }

  /** Somebody could not reach the database. */
  noticed(error: unknown): void {
    const isNew = this.begun === null || Date.now() - this.last > FORGOTTEN_AFTER_MILLISECONDS;
    this.last = Date.now();
    if (!isNew) return;
    this.begun = this.last;
    this.log.error({ err: error }, "the database cannot be reached");
  }

  private end(): void {
    if (this.begun === null) return;
    this.log.info({ seconds: Math.trunc((Date.now() - this.begun) / 1000) }, "the database is back");
    this.begun = null;
  }
}
