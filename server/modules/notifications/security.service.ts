import type { AccountNews } from "../../platform/account-news.js";
import type { Tx } from "../../platform/write.js";
import { announce } from "./notice.service.js";
import { NotificationKind } from "./preference.js";

/** Tells somebody what happened to their account. */
export async function announceSecurity(tx: Tx, userId: string, { what, device }: AccountNews): Promise<void> {
  await announce(tx, { userIds: [userId], kind: NotificationKind.SECURITY, what: { of: "security", what, device } });
}
