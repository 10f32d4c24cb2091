import type { Services } from "../context.js";
import type { Enqueueable, PayloadSchema } from "./enqueueable.js";

/**
 * Each kind of job has workers of its own, so many in each process unless JOBS_EVENTS, JOBS_MAIL, JOBS_NOTICES,
 * JOBS_UPKEEP, JOBS_REPORTS or OCR_WORKERS says else: none waits for jobs of another kind.
 */
export const WORKERS = {
  /** Follows what was written: soon, and short. */
  events: 2,
  /** Speaks to mail servers, which may be slow. */
  mail: 2,
  /** Speaks to push services and whoever sends text messages: none of them holds up a mail. */
  notices: 2,
  /** Looks after the product itself, and may take minutes. */
  upkeep: 1,
  /** Makes reports: each may read all that somebody has. */
  reports: 1,
  /** Reads receipts, in processes of their own: each takes a core for seconds. */
  reading: 1,
} as const;

export type JobKind = keyof typeof WORKERS;

/**
 * Work beside the requests: done once by one of the processes, and tried again where it failed. It is enqueued by a write
 * (`tx.enqueue`), due on a schedule, or both.
 */
export interface Job<Payload = undefined> extends Enqueueable<Payload> {
  readonly kind: JobKind;
  /** When it is due, as minute, hour, day, month and weekday of a crontab, in UTC; such a job has no payload. */
  readonly schedule?: string;
  /** Whether it is due as soon as a process starts, because its last turn was missed. */
  isOverdue?(services: Services): Promise<boolean>;
  /** Must do no harm when it is done twice. Ends soon once the signal says that the process ends. */
  run(services: Services, signal: AbortSignal, payload: Payload): Promise<void>;
}

/** Any job, as whoever runs it knows it: what `payload` reads is what `run` takes. */
export type AnyJob = Omit<Job<never>, "payload"> & { readonly payload?: PayloadSchema<unknown> };

/** Thrown by a job that could not do its work now, through no fault of ours: it is tried again, and no bug. */
export class TryAgainLater extends Error {}
