/** Where something happened in a script, without anything of the machine that it runs on. */
export interface Frame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** An error as it leaves the house: what went wrong and where, and nothing of whom. */
export interface ErrorReport {
  readonly from: "server" | "web";
  readonly type: string;
  /** Without the values that it spoke of. */
  readonly message: string;
  /** The innermost first. */
  readonly frames: readonly Frame[];
  readonly cause?: ErrorReport;
  /** Short words of ours, to tell errors apart. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Sends reports to whoever collects them; never throws. */
export type Reporter = (report: ErrorReport) => void;

let reporter: Reporter | null = null;

/** From now on errors are reported: done once, when a process starts, and only where an operator wants it. */
export function reportTo(given: Reporter | null): void {
  reporter = given;
}

/** Who collects reports; null where nobody does. */
export function currentReporter(): Reporter | null {
  return reporter;
}
