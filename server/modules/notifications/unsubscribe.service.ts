import type { Tx } from "../../platform/write.js";
import { lockPeople } from "./notice.service.js";
import { preferencesByUser } from "./notification-settings.loader.js";
import type { Unsubscription } from "./unsubscribe.js";

/** Ends mails of these kinds; what somebody is told in other ways stays. */
export async function unsubscribe(tx: Tx, { userId, kinds }: Unsubscription): Promise<void> {
  await lockPeople(tx, [userId]);
  const preferences = await preferencesByUser(tx).load(userId);
  for (const { kind, inApp, push, sms } of preferences.filter((preference) => kinds.includes(preference.kind))) {
    await tx.run(
      `insert into notification_preferences (user_id, kind, in_app, email, push, sms) values ($1, $2, $3, 'OFF', $4, $5)
       on conflict (user_id, kind) do update set email = 'OFF'`,
      [userId, kind, inApp, push, sms],
    );
  }
}
