import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import { type Job, TryAgainLater } from "../../platform/jobs/job.js";
import { unlessEnded } from "../../platform/jobs/mail-job.js";
import { Snapshot } from "../../platform/reader.js";
import { type Tx, write } from "../../platform/write.js";
import { type Delivered, noteDelivered } from "./delivery.service.js";
import { type Due, MAIL } from "./due-jobs.js";
import { stopEmail } from "./email-stop.service.js";
import { type Leaving, leavingOf } from "./leaving.loader.js";
import { letterFor } from "./letter.service.js";
import { DeliveryChannel, DeliveryState } from "./notification.entity.js";
import { putOffMail } from "./quiet.service.js";
import { reasonToDrop } from "./tellable.js";

/**
 * Has the mail leave that is due to one person, all of it in one letter. What belongs to a letter is noted before it
 * leaves: one that was handed over just before a crash is sent again under the same Message-ID, with the same things in
 * it, and so is the same mail. Jobs of one person are done one after the other.
 */
export const mailJob: Job<Due> = {
  ...MAIL,
  kind: "mail",
  async run(services, signal, due) {
    // A letter that was begun goes first, and what has become due since in one behind it.
    while ((await nextLetter(services, signal, due)) !== "NOTHING_LEFT");
  },
};

async function nextLetter(services: Services, signal: AbortSignal, due: Due): Promise<"SENT" | "NOTHING_LEFT"> {
  const letterId = await write(services, async (tx) => {
    await putOffMail(tx, due);
    return beginLetter(tx, due);
  });
  if (letterId === null) return "NOTHING_LEFT";
  // Whether it may still be told, and what it says, are of one moment.
  const snapshot = new Snapshot(poolOf(services.dataSource));
  try {
    const waiting = await leavingOf(snapshot, due.userId, [DeliveryChannel.EMAIL], due.due);
    const letter = waiting.filter((leaving) => leaving.letterId === letterId);
    const told = letter.filter((leaving) => reasonToDrop(leaving) === null);
    const mail = told.length > 0 ? await letterFor(services, snapshot, due.userId, letterId, told) : null;
    await snapshot.end();
    const problem = mail === null ? null : await handOver(services, signal, mail);
    await write(services, async (tx) => {
      await noteDelivered(
        tx,
        letter.map((leaving) => outcomeOf(leaving, problem)),
      );
      if (problem?.stops) await stopEmail(tx, due.userId);
    });
    if (mail) services.metrics.notices.inc({ channel: DeliveryChannel.EMAIL, outcome: problem ? "REFUSED" : "SENT" });
    return "SENT";
  } finally {
    await snapshot.end();
  }
}

/** The letter that leaves next: one that was begun, or a new one of all that is due; null where nothing is. */
async function beginLetter(tx: Tx, { userId, due }: Due): Promise<string | null> {
  const waiting = await tx.rows<{ notificationId: string; letterId: string | null }>(
    `select notification_id, letter_id from deliveries
     where user_id = $1 and channel = 'EMAIL' and state = 'WAITING' and due_at <= greatest(now(), $2::timestamptz)
     order by notification_id for update`,
    [userId, due],
  );
  const begun = waiting.find(({ letterId }) => letterId !== null);
  const id = begun?.letterId ?? waiting[0]?.notificationId ?? null;
  if (id === null || begun) return id;
  await tx.run(
    `update deliveries set letter_id = $2 where user_id = $1 and channel = 'EMAIL' and state = 'WAITING'
     and notification_id = any($3)`,
    [userId, id, waiting.map(({ notificationId }) => notificationId)],
  );
  return id;
}

function outcomeOf(leaving: Leaving, refused: Refused | null): Delivered {
  const dropped = reasonToDrop(leaving);
  if (dropped !== null) return { ...leaving, state: DeliveryState.DROPPED, problem: dropped };
  if (refused) return { ...leaving, state: DeliveryState.FAILED, problem: refused.problem };
  return { ...leaving, state: DeliveryState.SENT, problem: null };
}

/** A mail that was refused for good. */
interface Refused {
  readonly problem: string;
  /** Whether it is the address that takes no mail. */
  readonly stops: boolean;
}

type Mail = Parameters<Services["mail"]["send"]>[0];

/** What a server says of whom we are, and not of whom we write to, is ours to mend, and tried again. */
const OF_THE_ADDRESS = new Set(["RCPT TO", "DATA"]);

async function handOver({ mail, log, metrics }: Services, signal: AbortSignal, message: Mail): Promise<Refused | null> {
  try {
    await unlessEnded(mail.send(message), signal);
    return null;
  } catch (error) {
    if (error instanceof TryAgainLater) throw error;
    // What mail servers say repeats the address; the number says enough.
    const {
      responseCode = 0,
      code,
      command = "",
    } = error as { responseCode?: number; code?: string; command?: string };
    const reason = `${code ?? "error"}${responseCode === 0 ? "" : ` ${responseCode}`}`;
    const isFinal = responseCode >= 500 && OF_THE_ADDRESS.has(command);
    if (!isFinal) {
      metrics.notices.inc({ channel: DeliveryChannel.EMAIL, outcome: "LATER" });
      throw new TryAgainLater(`The mail could not be handed over (${reason}).`);
    }
    log.warn({ job: MAIL.name, reason }, "the mail server refused a mail for good");
    return { problem: `The mail server refused it for good (${responseCode}).`, stops: true };
  }
}
