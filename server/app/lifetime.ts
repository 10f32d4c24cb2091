/** Says that something was to begin after the end had been asked for. */
export class AlreadyEnding extends Error {}

/**
 * What was begun and must be ended, last things first. What comes up after the end was asked for is ended at once, so
 * a signal in the middle of a start leaves nothing behind.
 */
export class Lifetime {
  private readonly endings: (() => Promise<unknown>)[] = [];
  private ending = false;

  /** Keeps the way to end something that just began; throws where nothing more should begin. */
  async add(end: () => Promise<unknown>): Promise<void> {
    if (this.ending) {
      await end();
      throw new AlreadyEnding();
    }
    this.endings.push(end);
  }

  /** Ends everything in reverse order; one that fails to end does not keep the others alive. */
  async end(): Promise<void> {
    this.ending = true;
    for (let end = this.endings.pop(); end !== undefined; end = this.endings.pop()) {
      await end().catch((error: unknown) => process.stderr.write(`While stopping: ${String(error)}\n`));
    }
  }

  get hasEnded(): boolean {
    return this.ending;
  }
}
