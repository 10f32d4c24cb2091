import type { Reader } from "../../platform/reader.js";
import type { Rhythm, TimeOfDay } from "./due.js";
import { type Choice, defaultChoice, type NotificationKind } from "./preference.js";

/** Somebody who may be told something, as far as it matters for how. */
export interface Recipient {
  readonly userId: string;
  readonly rhythm: Rhythm;
  readonly choiceOf: (kind: NotificationKind) => Choice;
  /** Whether mail can reach them. */
  readonly takesMail: boolean;
  /** Without an address: what leaves the product is for those who have one. */
  readonly isGuest: boolean;
  readonly isMuted: boolean;
  readonly devices: readonly { readonly id: string; readonly kind: "PUSH" | "PHONE" }[];
}

interface RecipientRow {
  readonly userId: string;
  readonly timeZone: string;
  readonly isGuest: boolean;
  readonly quietFrom: TimeOfDay | null;
  readonly quietTo: TimeOfDay | null;
  readonly digestAt: TimeOfDay;
  readonly takesMail: boolean;
  readonly isMuted: boolean;
  readonly chosen: Readonly<Partial<Record<NotificationKind, Choice>>>;
  readonly devices: Recipient["devices"];
}

/** These accounts, by their ids, as they want to be told of something in this group; null for what is in none. */
export async function recipientsOf(
  reader: Reader,
  userIds: readonly string[],
  groupId: string | null,
): Promise<Map<string, Recipient>> {
  const rows = await reader.rows<RecipientRow>(RECIPIENTS, [userIds, groupId]);
  return new Map(rows.map((row) => [row.userId, recipientFrom(row)]));
}

function recipientFrom({ quietFrom, quietTo, digestAt, timeZone, chosen, ...rest }: RecipientRow): Recipient {
  const quietHours = quietFrom === null ? null : { from: quietFrom, to: quietTo! };
  return {
    ...rest,
    rhythm: { timeZone, quietHours, digestAt },
    choiceOf: (kind) => chosen[kind] ?? defaultChoice(kind),
  };
}

const RECIPIENTS = `
  select u.id as user_id, u.time_zone, u.guest_until is not null as is_guest, p.quiet_from, p.quiet_to,
    coalesce(p.digest_at, '08:00') as digest_at, u.email is not null and p.email_stopped_at is null as takes_mail,
    exists (select from group_mutes g where g.user_id = u.id and g.group_id = $2 and g.until > now()) as is_muted,
    coalesce((select jsonb_object_agg(c.kind, jsonb_build_object('inApp', c.in_app, 'email', c.email, 'push', c.push,
      'sms', c.sms)) from notification_preferences c where c.user_id = u.id), '{}') as chosen,
    coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind)) from devices d
      where d.user_id = u.id and d.state = 'ACTIVE'), '[]') as devices
  from users u left join notification_people p on p.user_id = u.id
  where u.id = any($1)`;
