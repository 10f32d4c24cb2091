import { rateLimited } from "./schema/top-level-errors.js";

/** How many may wait for one thing; whoever comes when it is full is told to come again. */
const WAITING_MAX = 500;
/** Nobody waits longer than a caller's patience. */
const PATIENCE_MILLISECONDS = 30_000;
const RETRY_AFTER_SECONDS = 5;

type Resolve = () => void;

/**
 * Lines of those who want the same thing, one at a time and in the order of their coming. They wait here, where waiting
 * costs a promise, and not with one of a few connections in their hands: twenty writers of one group would leave none.
 */
export class Turns {
  private readonly lines = new Map<string, Resolve[]>();
  private readonly waitingMax: number;
  private readonly patience: number;

  constructor(waitingMax = WAITING_MAX, patienceMilliseconds = PATIENCE_MILLISECONDS) {
    this.waitingMax = waitingMax;
    this.patience = patienceMilliseconds;
  }

  /**
   * Waits until it is one's turn for each of the things, and answers what ends it. They are taken in the order of their
   * ids, so that two who want the same ones never wait for each other. Too many before one is RATE_LIMITED.
   */
  async take(ids: readonly string[]): Promise<() => void> {
    const releases: (() => void)[] = [];
    const release = () => {
      for (const each of releases.splice(0).reverse()) each();
    };
    try {
      for (const id of [...new Set(ids)].sort(byId)) releases.push(await this.takeOne(id));
      return release;
    } catch (error) {
      release();
      throw error;
    }
  }

  /** How many wait for it. */
  waiting(id: string): number {
    return this.lines.get(id)?.length ?? 0;
  }

  private async takeOne(id: string): Promise<() => void> {
    const line = this.lines.get(id);
    if (!line) this.lines.set(id, []);
    else await this.wait(line);
    return () => this.next(id);
  }

  private wait(line: Resolve[]): Promise<void> {
    if (line.length >= this.waitingMax) throw tooMany();
    return new Promise((resolve, reject) => {
      const mine = () => {
        clearTimeout(timer);
        resolve();
      };
      const giveUp = () => {
        line.splice(line.indexOf(mine), 1);
        reject(tooMany());
      };
      const timer = Number.isFinite(this.patience) ? setTimeout(giveUp, this.patience).unref() : undefined;
      line.push(mine);
    });
  }

  private next(id: string): void {
    const mine = this.lines.get(id)!.shift();
    if (mine) mine();
    else this.lines.delete(id);
  }
}

function tooMany(): Error {
  return rateLimited(`Too many are writing here; again in ${RETRY_AFTER_SECONDS} s.`, RETRY_AFTER_SECONDS);
}

function byId(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
