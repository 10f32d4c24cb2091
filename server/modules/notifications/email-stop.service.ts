import type { Tx } from "../../platform/write.js";
import { announce, lockPeople } from "./notice.service.js";
import { NotificationKind } from "./preference.js";

/** Mails nothing to somebody any more, and tells them by the other ways; nothing where that is so already. */
export async function stopEmail(tx: Tx, userId: string): Promise<void> {
  await lockPeople(tx, [userId]);
  const stopped = await tx.rows(
    "update notification_people set email_stopped_at = now() where user_id = $1 and email_stopped_at is null returning 1",
    [userId],
  );
  if (stopped.length === 0) return;
  await announce(tx, {
    userIds: [userId],
    kind: NotificationKind.SECURITY,
    what: { of: "security", what: "EMAIL_STOPPED", device: null },
  });
}
