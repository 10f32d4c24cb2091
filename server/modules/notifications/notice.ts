import type { Announcement } from "./announcement.js";
import { mailDue, soon } from "./due.js";
import { DeliveryChannel } from "./notification.entity.js";
import type { NotificationKind } from "./preference.js";
import type { Recipient } from "./recipient.loader.js";

/** Something that somebody is to be told, as it will be kept. */
export interface Notice {
  readonly userId: string;
  readonly kind: NotificationKind;
  readonly groupId: string | null;
  readonly subjectId: string | null;
  readonly seq: number | null;
  readonly count: number;
  readonly farewell: boolean;
  readonly announced: Announcement | null;
  readonly once: string | null;
  readonly firstAt: Date;
  readonly at: Date;
}

/** That a notice will leave on one way. */
export interface PlannedDelivery {
  readonly channel: DeliveryChannel;
  readonly deviceId: string;
  readonly dueAt: Date;
}

/** How somebody will be told of something of this kind, now: on which ways, and when. A guest, and who muted the group, on none. */
export function deliveriesFor(recipient: Recipient, kind: NotificationKind, now: Date): PlannedDelivery[] {
  if (recipient.isGuest || recipient.isMuted) return [];
  const choice = recipient.choiceOf(kind);
  const mailAt = recipient.takesMail ? mailDue(choice.email, now, recipient.rhythm) : null;
  const ways: PlannedDelivery[] =
    mailAt === null ? [] : [{ channel: DeliveryChannel.EMAIL, deviceId: "", dueAt: mailAt }];
  for (const { id, kind: device } of recipient.devices) {
    const channel = device === "PUSH" ? DeliveryChannel.PUSH : DeliveryChannel.SMS;
    if (device === "PUSH" ? choice.push : choice.sms) {
      ways.push({ channel, deviceId: id, dueAt: soon(now, recipient.rhythm) });
    }
  }
  return ways;
}
