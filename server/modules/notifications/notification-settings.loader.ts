import DataLoader from "dataloader";
import type { Viewer } from "../../platform/actor.js";
import type { Reader } from "../../platform/reader.js";
import type { TimeOfDay } from "./due.js";
import { type Choice, defaultChoice, NotificationKind, type NotificationPreference } from "./preference.js";

/** When mails of a day or a week go out, for whoever has said nothing. */
export const DIGEST_AT: TimeOfDay = "08:00";

/** What somebody has said of when they want to be told. */
export interface NotificationTimes {
  readonly quietFrom: TimeOfDay | null;
  readonly quietTo: TimeOfDay | null;
  readonly digestAt: TimeOfDay;
  readonly emailStoppedAt: Date | null;
}

const UNSAID: NotificationTimes = { quietFrom: null, quietTo: null, digestAt: DIGEST_AT, emailStoppedAt: null };

export function timesByUser(reader: Reader) {
  return new DataLoader<string, NotificationTimes>(async (userIds) => {
    const rows = await reader.rows<NotificationTimes & { userId: string }>(
      "select user_id, quiet_from, quiet_to, digest_at, email_stopped_at from notification_people where user_id = any($1)",
      [userIds],
    );
    const byUser = new Map(rows.map((row) => [row.userId, row]));
    return userIds.map((userId) => byUser.get(userId) ?? UNSAID);
  });
}

/** How each person wants to be told, of every kind, in the order of the kinds. */
export function preferencesByUser(reader: Reader) {
  return new DataLoader<string, NotificationPreference[]>(async (userIds) => {
    const rows = await reader.rows<NotificationPreference & { userId: string }>(
      "select user_id, kind, in_app, email, push, sms from notification_preferences where user_id = any($1)",
      [userIds],
    );
    const said = new Map<string, Choice>(
      rows.map(({ userId, kind, inApp, email, push, sms }) => [`${userId} ${kind}`, { inApp, email, push, sms }]),
    );
    return userIds.map((userId) =>
      Object.values(NotificationKind).map((kind) => ({
        kind,
        ...(said.get(`${userId} ${kind}`) ?? defaultChoice(kind)),
      })),
    );
  });
}

/** Until when the viewer has muted groups; null where they have not, or that is over. */
export function muteByGroup(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Date | null>(async (groupIds) => {
    const rows = await reader.rows<{ groupId: string; until: Date }>(
      "select group_id, until from group_mutes where user_id = $1 and group_id = any($2) and until > now()",
      [viewer?.userId ?? null, groupIds],
    );
    const byGroup = new Map(rows.map(({ groupId, until }) => [groupId, until]));
    return groupIds.map((groupId) => byGroup.get(groupId) ?? null);
  });
}
