import { eventNamesThatReplace } from "../../platform/events/event-type.js";
import type { Reader } from "../../platform/reader.js";
import { suggestionsByGroup } from "../balances/suggestion.loader.js";
import type { AnnouncedMoney } from "./announcement.js";
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
  /** Of a reminder what is owed by now; null for all others. */
  readonly owed: AnnouncedMoney | null;
}

interface LeavingRow extends Omit<Leaving, "isWanted" | "owed"> {
  readonly chosen: Choice | null;
  /** Of a reminder what it reminds of; null for all others. */
  readonly debt: Debt | null;
}

interface Debt {
  readonly groupId: string;
  readonly fromId: string;
  readonly toId: string;
  readonly currency: string;
}

/** Deliveries of one person that are due and wait on these ways, in the order in which things happened. */
export async function leavingOf(
  reader: Reader,
  userId: string,
  channels: readonly DeliveryChannel[],
  due: string,
): Promise<Leaving[]> {
  const rows = await reader.rows<LeavingRow>(LEAVING, [userId, channels, due, eventNamesThatReplace()]);
  const owed = await stillOwed(
    reader,
    rows.flatMap(({ debt }) => debt ?? []),
  );
  return rows.map(({ chosen, debt, ...row }) => ({
    ...row,
    isSo: row.isSo && (debt === null || owed.has(keyOf(debt))),
    owed: debt && (owed.get(keyOf(debt)) ?? null),
    isWanted: wants(chosen ?? defaultChoice(row.kind), row.channel),
  }));
}

function keyOf({ groupId, fromId, toId, currency }: Debt): string {
  return [groupId, fromId, toId, currency].join(" ");
}

/** What the groups suggest to pay of these debts now, as whoever reminds is asked; one that is paid is not in the answer. */
async function stillOwed(reader: Reader, debts: readonly Debt[]): Promise<Map<string, AnnouncedMoney>> {
  const groupIds = [...new Set(debts.map(({ groupId }) => groupId))];
  const loader = suggestionsByGroup(reader);
  const suggested = await Promise.all(groupIds.map(async (id) => [id, await loader.load(id)] as const));
  return new Map(
    suggested.flatMap(([groupId, transfers]) =>
      transfers.map(({ fromId, toId, currency, minor }) => [
        keyOf({ groupId, fromId, toId, currency }),
        { minor: String(minor), currency },
      ]),
    ),
  );
}

function wants({ email, push, sms }: Choice, channel: DeliveryChannel): boolean {
  return { EMAIL: email !== "OFF", PUSH: push, SMS: sms }[channel];
}

/** Which of these kinds somebody is told of by mail. */
export function kindsOf(leaving: readonly { readonly kind: NotificationKind }[]): NotificationKind[] {
  return [...new Set(leaving.map(({ kind }) => kind))].sort();
}

/**
 * Who has left a group is told that they owe again as long as they do. Of what a later event replaced, and of a file that is
 * not kept any more, nobody is told.
 */
const LEAVING = `
  select d.notification_id, d.channel, d.device_id, d.letter_id, n.kind, n.at, n.count, v.sealed,
    n.read_at is not null as is_read,
    case when n.group_id is null then true
      when n.farewell then exists (select from balances b join members m on m.group_id = b.group_id and m.id = b.member_id
        where b.group_id = n.group_id and m.user_id = n.user_id and b.net <> 0)
      else ${IN_THEIR_GROUP} end as is_theirs,
    not exists (select from group_events l where l.group_id = n.group_id and l.subject_id = n.subject_id
        and l.seq > n.seq and l.type = any($4))
      and coalesce((n.announced ->> 'until')::timestamptz > now(), true) as is_so,
    case when n.announced ->> 'of' = 'reminder' then jsonb_build_object('groupId', n.group_id, 'fromId',
      (select m.id from members m where m.group_id = n.group_id and m.user_id = n.user_id and m.left_at is null),
      'toId', n.announced ->> 'fromId', 'currency', n.announced #>> '{amount,currency}') end as debt,
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
