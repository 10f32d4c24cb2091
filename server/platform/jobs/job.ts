import type { Services } from "../context.js";

/** Work beside the requests: done once by one of the processes, and tried again where it failed. */
export interface Job {
  readonly name: string;
  /** When it is due, as minute, hour, day, month and weekday of a crontab, in UTC. */
  readonly schedule: string;
  /** How often it is tried, longer and longer apart (e^n seconds), before it waits for its schedule. */
  readonly attempts: number;
  /** Whether it is due as soon as a process starts, because its last turn was missed. */
  isOverdue(services: Services): Promise<boolean>;
  /** Must do no harm when it is done twice. Ends soon once the signal says that the process ends. */
  run(services: Services, signal: AbortSignal): Promise<void>;
}

/** Thrown by a job that could not do its work now, through no fault of ours: it is tried again, and no bug. */
export class TryAgainLater extends Error {}
