/** Remembers a wake-up that came while nobody waited. */
export class Alarm {
  private rung = false;
  private wake: (() => void) | null = null;

  readonly ring = (): void => {
    this.rung = true;
    this.wake?.();
  };

  reset(): void {
    this.rung = false;
  }

  /** Waits for the next ring, or for so many milliseconds at most; not at all where it rang since `reset`. */
  wait(most?: number): Promise<void> {
    if (this.rung) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = most === undefined ? undefined : setTimeout(this.ring, most).unref();
      this.wake = () => {
        clearTimeout(timer);
        this.wake = null;
        resolve();
      };
    });
  }
}
