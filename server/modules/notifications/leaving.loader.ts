import type { Reader } from "../../platform/reader.js";
import type { DeliveryChannel } from "./notification.entity.js";
import { IN_THEIR_GROUP } from "./notification.loader.js";
import { type Choice, defaultChoice, type NotificationKind } from "./preference.js";
import type { Standing } from "./tellable.js";

/** A delivery that waits, as it stands now. */
export interface Leaving extends Standing {
  readonly notificationId: string;
  readonly channel: DeliveryChannel;
  readonly deviceId: string;
  readonly letterId: string | null;
  readonly at: Date;
  readonly count: number;
  /** What it is sent to, sealed; null for mail. */
  readonly sealed: string | null;
}

interface LeavingRow extends Omit<Leaving, "isWanted"> {
  readonly chosen: Choice | null;
}

/** Deliveries of one person that are due and wait on these ways, in the order in which things happened. */
export async function leavingOf(
  reader: Reader,
  userId: string,
  channels: readonly DeliveryChannel[],
  due: string,
): Promise<Leaving[]> {
  const rows = await reader.rows<LeavingRow>(LEAVING, [userId, channels, due]);
  return rows.map(({ chosen, ...row }) => ({
    ...row,
    isWanted: wants(chosen ?? defaultChoice(row.kind), row.channel),
  }));
}

function wants({ email, push, sms }: Choice, channel: DeliveryChannel): boolean {
  return { EMAIL: email !== "OFF", PUSH: push, SMS: sms }[channel];
}

/** Which of these kinds somebody is told of by mail. */
export function kindsOf(leaving: readonly { readonly kind: NotificationKind }[]): NotificationKind[] {
  return [...new Set(leaving.map(({ kind }) => kind))].sort();
}

/** Who has left a group is told that they owe again as long as they do. */
const LEAVING = `
  select d.notification_id, d.channel, d.device_id, d.letter_id, n.kind, n.at, n.count, v.sealed,
    n.read_at is not null as is_read,
    case when n.group_id is null then true
      when n.farewell then exists (select from balances b join members m on m.group_id = b.group_id and m.id = b.member_id
        where b.group_id = n.group_id and m.user_id = n.user_id and b.net <> 0)
      else ${IN_THEIR_GROUP} end as is_theirs,
    exists (select from group_mutes g where g.user_id = n.user_id and g.group_id = n.group_id and g.until > now()) as is_muted,
    case when d.channel = 'EMAIL' then u.email is not null and p.email_stopped_at is null
      else coalesce(v.state = 'ACTIVE' and v.sealed is not null, false) end as is_reachable,
    (select jsonb_build_object('inApp', c.in_app, 'email', c.email, 'push', c.push, 'sms', c.sms)
      from notification_preferences c where c.user_id = n.user_id and c.kind = n.kind) as chosen
  from deliveries d
  join notifications n on n.id = d.notification_id
  join users u on u.id = d.user_id
  left join notification_people p on p.user_id = d.user_id
  left join devices v on v.id = d.device_id and v.user_id = d.user_id
  where d.user_id = $1 and d.state = 'WAITING' and d.channel = any($2) and d.due_at <= greatest(now(), $3::timestamptz)
  order by n.at, n.id, d.device_id`;
