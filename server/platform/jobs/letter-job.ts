import type { Services } from "../context.js";
import type { Letter } from "../mail.js";
import type { PayloadSchema } from "./enqueueable.js";
import { type Job, TryAgainLater } from "./job.js";

interface LetterJob<Payload> {
  readonly name: string;
  /** How often a mail server is asked that is away: 8 times within half an hour, 12 times within a day and a half. */
  readonly attempts: number;
  /** Says which letter it is, and holds as little of it as can be: it lies in the queue's table until it was sent. */
  readonly payload: PayloadSchema<Payload>;
  /** The letter as it is right now; null where nobody should get it any more. */
  readonly compose: (services: Services, payload: Payload) => Promise<Letter | null>;
}

/**
 * A letter that a write enqueues: it leaves once the write has committed, whether or not the process lives until then, and
 * no request waits for a mail server. One that was handed over just before a crash is sent twice.
 */
export function letterJob<Payload>({ name, attempts, payload, compose }: LetterJob<Payload>): Job<Payload> {
  return {
    name,
    kind: "mail",
    attempts,
    payload,
    async run(services, signal, which) {
      const letter = await compose(services, which);
      if (letter) await handOver(services, letter, signal, name);
    },
  };
}

async function handOver({ mail, log }: Services, letter: Letter, signal: AbortSignal, job: string): Promise<void> {
  try {
    await Promise.race([mail.send(letter), endOf(signal)]);
  } catch (error) {
    // What mail servers say repeats the address; the number says enough.
    const { responseCode, code } = error as { responseCode?: number; code?: string };
    const reason = `${code ?? "error"}${responseCode === undefined ? "" : ` ${responseCode}`}`;
    const isFinal = responseCode !== undefined && responseCode >= 500;
    if (!isFinal) throw new TryAgainLater(`The letter could not be handed over (${reason}).`);
    log.warn({ job, reason }, "the mail server refused a letter for good");
  }
}

/** Rejects when the process ends: another one, or the next one, tries again. */
function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new TryAgainLater("The process ends."));
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}
