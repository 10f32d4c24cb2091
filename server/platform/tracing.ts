/** One operation as traces show it. */
export interface Span {
  /** Says something of it, by a name of ours. */
  set(name: string, value: string): void;
  /** It did not do what it was asked to. */
  failed(): void;
}

/** Whatever keeps spans. `run` and all that it waits for belong to the span. */
export type Tracer = <Answer>(name: string, run: (span: Span) => Promise<Answer>) => Promise<Answer>;

const NO_SPAN: Span = { set: () => undefined, failed: () => undefined };

let tracer: Tracer | null = null;

/** From now on spans are kept: done once, when a process starts, and only where somebody wants to see them. */
export function traceWith(given: Tracer): void {
  tracer = given;
}

/** Runs it in a span of its own; where nobody keeps spans it just runs. */
export function traced<Answer>(name: string, run: (span: Span) => Promise<Answer>): Promise<Answer> {
  return tracer ? tracer(name, run) : run(NO_SPAN);
}
