import type { Services } from "../context.js";

/**
 * Work beside the requests: done once by one of the processes, and tried again where it failed. It is enqueued by a write
 * (`tx.enqueue`), due on a schedule, or both.
 */
export interface Job<Payload = undefined> {
  readonly name: string;
  /** How often it is tried, longer and longer apart (e^n seconds), before it is given up or waits for its schedule. */
  readonly attempts: number;
  /** Reads what it was enqueued with, when it is enqueued and again when it runs; a job without it has no payload. */
  readonly payload?: PayloadSchema<Payload>;
  /** When it is due, as minute, hour, day, month and weekday of a crontab, in UTC; such a job has no payload. */
  readonly schedule?: string;
  /** Whether it is due as soon as a process starts, because its last turn was missed. */
  isOverdue?(services: Services): Promise<boolean>;
  /** Must do no harm when it is done twice. Ends soon once the signal says that the process ends. */
  run(services: Services, signal: AbortSignal, payload: Payload): Promise<void>;
}

/** Answers the payload or throws; a zod schema is one. */
export interface PayloadSchema<Payload> {
  parse(value: unknown): Payload;
}

/** Any job, as whoever runs it knows it: what `payload` reads is what `run` takes. */
export type AnyJob = Omit<Job<never>, "payload"> & { readonly payload?: PayloadSchema<unknown> };

/** Thrown by a job that could not do its work now, through no fault of ours: it is tried again, and no bug. */
export class TryAgainLater extends Error {}
