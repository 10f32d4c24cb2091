import type { Writer } from "../../platform/writer.js";
import { quietUntil } from "./due.js";
import { type Due, MAIL, NOTICE } from "./due-jobs.js";
import { type NotificationKind, NotificationPace } from "./preference.js";
import { type Recipient, recipientsOf } from "./recipient.loader.js";

/**
 * Puts off the pushes and text messages of one person that are due where it is quiet for them now: what was to leave before
 * may have been held up by a server, or quiet hours were set since. Answers whether it is quiet.
 */
export async function putOffNotices(tx: Writer, due: Due): Promise<boolean> {
  const quiet = await quietNow(tx, due);
  if (!quiet) return false;
  const late = await tx.rows(
    `update deliveries set due_at = $3, at = $3
     where user_id = $1 and channel in ('PUSH', 'SMS') and state = 'WAITING' and due_at <= greatest(now(), $2::timestamptz)
     returning 1`,
    [due.userId, due.due, quiet.until],
  );
  if (late.length > 0) await tx.enqueueEach(NOTICE, [jobAt(due.userId, quiet.until)]);
  return true;
}

interface WaitingMail {
  readonly notificationId: string;
  readonly kind: NotificationKind;
  readonly dueAt: Date;
  readonly letterId: string | null;
}

/** The same of mail. A letter that was begun is put off as a whole: it must leave with the same things in it. */
export async function putOffMail(tx: Writer, due: Due): Promise<void> {
  const quiet = await quietNow(tx, due);
  if (!quiet) return;
  const waiting = await tx.rows<WaitingMail>(
    `select d.notification_id, n.kind, d.due_at, d.letter_id from deliveries d join notifications n on n.id = d.notification_id
     where d.user_id = $1 and d.channel = 'EMAIL' and d.state = 'WAITING' and d.due_at <= greatest(now(), $2::timestamptz)
     order by d.notification_id for update of d`,
    [due.userId, due.due],
  );
  const held = waiting.filter((mail) => isHeld(mail, quiet.recipient));
  const letters = new Set(held.flatMap(({ letterId }) => letterId ?? []));
  const late = waiting.filter((mail) => held.includes(mail) || (mail.letterId !== null && letters.has(mail.letterId)));
  if (late.length === 0) return;
  await tx.run(
    `update deliveries set due_at = $2, at = $2
     where user_id = $1 and channel = 'EMAIL' and state = 'WAITING' and notification_id = any($3)`,
    [due.userId, quiet.until, late.map(({ notificationId }) => notificationId)],
  );
  await tx.enqueueEach(MAIL, [jobAt(due.userId, quiet.until)]);
}

/** The mail of a day leaves at its hour, be that in quiet hours; where it could not then, it waits for their end like any other. */
function isHeld({ kind, dueAt }: WaitingMail, { choiceOf, rhythm }: Recipient): boolean {
  return choiceOf(kind).email === NotificationPace.AT_ONCE || quietUntil(dueAt, rhythm) === null;
}

async function quietNow(tx: Writer, { userId, due }: Due): Promise<{ recipient: Recipient; until: Date } | null> {
  const recipient = (await recipientsOf(tx, [userId], null)).get(userId);
  const moment = new Date(Math.max(Date.now(), Date.parse(due)));
  const until = recipient ? quietUntil(moment, recipient.rhythm) : null;
  return until && { recipient: recipient!, until };
}

function jobAt(userId: string, until: Date) {
  const due = until.toISOString();
  return { payload: { userId, due }, key: `${userId}:${due}`, order: userId, at: until };
}
