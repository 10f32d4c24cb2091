import type { Services } from "../context.js";
import type { Mail } from "../mail.js";
import type { PayloadSchema } from "./enqueueable.js";
import { type Job, TryAgainLater } from "./job.js";

interface MailJob<Payload> {
  readonly name: string;
  /** How often a mail server is asked that is away: 8 times within half an hour, 12 times within a day and a half. */
  readonly attempts: number;
  /** Says which mail it is, and holds as little of it as can be: it lies in the queue's table until it was sent. */
  readonly payload: PayloadSchema<Payload>;
  /** The mail as it is right now; null where nobody should get it any more. */
  readonly compose: (services: Services, payload: Payload) => Promise<Mail | null>;
}

/**
 * A mail that a write enqueues: it leaves once the write has committed, whether or not the process lives until then, and
 * no request waits for a mail server. One that was handed over just before a crash is sent twice.
 */
export function mailJob<Payload>({ name, attempts, payload, compose }: MailJob<Payload>): Job<Payload> {
  return {
    name,
    kind: "mail",
    attempts,
    payload,
    async run(services, signal, which) {
      const message = await compose(services, which);
      if (message) await handOver(services, message, signal, name);
    },
  };
}

async function handOver({ mail, log }: Services, message: Mail, signal: AbortSignal, job: string): Promise<void> {
  try {
    await unlessEnded(mail.send(message), signal);
  } catch (error) {
    // What mail servers say repeats the address; the number says enough.
    const { responseCode, code } = error as { responseCode?: number; code?: string };
    const reason = `${code ?? "error"}${responseCode === undefined ? "" : ` ${responseCode}`}`;
    const isFinal = responseCode !== undefined && responseCode >= 500;
    if (!isFinal) throw new TryAgainLater(`The mail could not be handed over (${reason}).`);
    log.warn({ job, reason }, "the mail server refused a mail for good");
  }
}

/** As `work`, but rejects when the process ends: another one, or the next one, tries again. */
export function unlessEnded<Answer>(work: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new TryAgainLater("The process ends."));
    if (signal.aborted) end();
    // The signal lives as long as the process: what is left on it is never let go.
    else signal.addEventListener("abort", end);
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", end));
  });
}
