import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { Viewer } from "../../platform/actor.js";
import { entities, type Reader } from "../../platform/reader.js";
import { GroupEvent } from "../activity/group-event.entity.js";
import { Delivery, Notification } from "./notification.entity.js";

export const NOTIFICATION_COLUMNS = `n.id, n.user_id, n.number, n.kind, n.group_id, n.subject_id, n.seq, n.count, n.farewell,
  n.announced, n.once, n.in_app, n.at, n.read_at`;

/** Holds for a notification `n` that may be read by whoever is in its group: of invites only admins see any. */
export const IN_THEIR_GROUP = `exists (
  select from members m where m.group_id = n.group_id and m.user_id = n.user_id and m.left_at is null
    and (n.kind <> 'INVITE' or m.role = 'ADMIN'))`;

/** Holds for a notification `n` that its person may still read: of a group that they have left only that they owe again. */
export const STILL_THEIRS = `(n.group_id is null or n.farewell or ${IN_THEIR_GROUP})`;

/** A page of somebody's notifications, newest first, behind this place. */
export async function notificationPage(
  reader: Reader,
  userId: string,
  range: { unread: boolean | null; at: string | null; id: string | null; limit: number },
): Promise<Notification[]> {
  const rows = await reader.rows(
    `select ${NOTIFICATION_COLUMNS} from notifications n
     where n.user_id = $1 and n.in_app and ($2::boolean is null or (n.read_at is null) = $2)
       and ($3::timestamptz is null or (n.at, n.id) < ($3, $4)) and ${STILL_THEIRS}
     order by n.at desc, n.id desc limit $5`,
    [userId, range.unread, range.at, range.id, range.limit],
  );
  return entities(Notification, rows);
}

/** How many of each person's notifications are unread. */
export function unreadByUser(reader: Reader) {
  return new DataLoader<string, number>(async (userIds) => {
    const rows = await reader.rows<{ userId: string; count: number }>(
      `select n.user_id, count(*)::int as count from notifications n
       where n.user_id = any($1) and n.read_at is null and n.in_app and ${STILL_THEIRS} group by n.user_id`,
      [userIds],
    );
    const counts = new Map(rows.map(({ userId, count }) => [userId, count]));
    return userIds.map((userId) => counts.get(userId) ?? 0);
  });
}

/** The viewer's own notifications by id; null for what is nobody's or somebody else's. */
export function notificationForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Notification | null>(async (ids) => {
    const rows = await reader.rows(
      `select ${NOTIFICATION_COLUMNS} from notifications n
       where n.id = any($1) and n.user_id = $2 and n.in_app and ${STILL_THEIRS}`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(entities(Notification, rows).map((notification) => [notification.id, notification]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** The last event that each notification stands for, if its person is in the group; by the notifications' ids. */
export function eventByNotification(reader: Reader) {
  return new DataLoader<string, GroupEvent | null>(async (ids) => {
    const rows = await reader.rows<GroupEvent & { notificationId: string }>(
      `select n.id as notification_id, e.* from notifications n
       join members m on m.group_id = n.group_id and m.user_id = n.user_id and m.left_at is null
       join group_events e on e.group_id = n.group_id and e.seq = n.seq
       where n.id = any($1) and not n.farewell`,
      [ids],
    );
    const byId = new Map(
      rows.map(({ notificationId, ...event }) => [notificationId, entities(GroupEvent, [event])[0]!]),
    );
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** On which ways notifications leave, or have left. */
export function deliveriesByNotification(reader: Reader) {
  return new DataLoader<string, Delivery[]>(async (ids) => {
    const rows = await reader.rows(
      `select notification_id, channel, device_id, user_id, state, due_at, at, letter_id, problem from deliveries
       where notification_id = any($1) order by notification_id, channel, device_id`,
      [ids],
    );
    const byId = groupBy(entities(Delivery, rows), ({ notificationId }) => notificationId);
    return ids.map((id) => byId.get(id) ?? []);
  });
}
