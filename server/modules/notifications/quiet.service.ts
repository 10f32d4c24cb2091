import type { Writer } from "../../platform/writer.js";
import { quietUntil } from "./due.js";
import { type Due, NOTICE } from "./due-jobs.js";
import { recipientsOf } from "./recipient.loader.js";

/**
 * Puts off the pushes and text messages of one person that are due where it is quiet for them now: what was to leave before
 * may have been held up by a server, or quiet hours were set since. Answers whether it did.
 */
export async function putOff(tx: Writer, { userId, due }: Due): Promise<boolean> {
  const recipient = (await recipientsOf(tx, [userId], null)).get(userId);
  const moment = new Date(Math.max(Date.now(), Date.parse(due)));
  const until = recipient ? quietUntil(moment, recipient.rhythm) : null;
  if (until === null) return false;
  const late = await tx.rows(
    `update deliveries set due_at = $3
     where user_id = $1 and channel in ('PUSH', 'SMS') and state = 'WAITING' and due_at <= greatest(now(), $2::timestamptz)
     returning 1`,
    [userId, due, until],
  );
  if (late.length === 0) return true;
  const later = { userId, due: until.toISOString() };
  await tx.enqueueEach(NOTICE, [{ payload: later, key: `${userId}:${later.due}`, order: userId, at: until }]);
  return true;
}
