/** Answers the payload or throws; a zod schema is one. */
export interface PayloadSchema<Payload> {
  parse(value: unknown): Payload;
}

/** What a write must know of a job to enqueue it. */
export interface Enqueueable<Payload> {
  readonly name: string;
  /** How often it is tried, longer and longer apart (e^n seconds), before it is given up or waits for its schedule. */
  readonly attempts: number;
  /** Reads what it was enqueued with, when it is enqueued and again when it runs; a job without it has no payload. */
  readonly payload?: PayloadSchema<Payload>;
}
