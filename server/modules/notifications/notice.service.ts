import { newId } from "../../kernel/ids.js";
import type { Writer } from "../../platform/writer.js";
import type { Announcement } from "./announcement.js";
import { BURST_MINUTES } from "./bursts.js";
import { MAIL, NOTICE } from "./due-jobs.js";
import { deliveriesFor, type Notice, type PlannedDelivery } from "./notice.js";
import { DeliveryChannel } from "./notification.entity.js";
import { notificationTopic } from "./notification-topic.js";
import type { NotificationKind } from "./preference.js";
import { type Recipient, recipientsOf } from "./recipient.loader.js";

/** What another module has somebody be told. */
export interface Announced {
  readonly userIds: readonly string[];
  readonly kind: NotificationKind;
  /** Where it belongs to a group: whoever is not in it any more is not told. */
  readonly groupId?: string | null;
  /** What it leads to: the id of the thing. */
  readonly subjectId?: string | null;
  readonly what: Announcement;
  /** The same text again for the same person is nothing. */
  readonly once?: string | null;
}

/** Tells people something for which there is no event of a group: by the ways that they chose for its kind. */
export async function announce(tx: Writer, announced: Announced): Promise<void> {
  const { userIds, kind, what, groupId = null, subjectId = null, once = null } = announced;
  const now = new Date();
  const told = { kind, groupId, subjectId, seq: null, count: 1, farewell: false, announced: what, once };
  await tell(
    tx,
    groupId,
    userIds.map((userId) => ({ ...told, userId, firstAt: now, at: now })),
  );
}

/** A notice that is kept, and whether it is a new notification: else one has grown by it. */
interface Kept {
  readonly id: string;
  readonly place: number;
  readonly isNew: boolean;
}

/** Keeps notices of one group, or of none, and plans on which ways they leave. So many statements, however many people. */
export async function tell(tx: Writer, groupId: string | null, notices: readonly Notice[]): Promise<void> {
  const now = new Date();
  const recipients = await recipientsOf(tx, [...new Set(notices.map(({ userId }) => userId))], groupId);
  const planned = notices.flatMap((notice) => {
    const recipient = recipients.get(notice.userId);
    return recipient ? plannedFor(notice, recipient, now) : [];
  });
  if (planned.length === 0) return;
  await lockPeople(tx, [...new Set(planned.map(({ notice }) => notice.userId))]);
  const kept = await keep(tx, groupId, planned);
  const leaving = kept.flatMap(({ id, place, isNew }) => {
    const { notice, ways } = planned[place - 1]!;
    return isNew ? ways.map((way) => ({ ...way, notificationId: id, userId: notice.userId })) : [];
  });
  await keepDeliveries(tx, leaving);
  for (const { notice } of planned) tx.wake(notificationTopic(notice.userId));
}

interface Planned {
  readonly notice: Notice;
  readonly inApp: boolean;
  readonly ways: readonly PlannedDelivery[];
}

/** Nothing for whoever wants to be told of such things in no way at all. */
function plannedFor(notice: Notice, recipient: Recipient, now: Date): Planned[] {
  const { inApp } = recipient.choiceOf(notice.kind);
  const ways = deliveriesFor(recipient, notice.kind, now);
  return inApp || ways.length > 0 ? [{ notice, inApp, ways }] : [];
}

/**
 * Makes everybody else wait who changes notifications of these people: their numbers have no gap and are in the order of
 * the commits, and nothing grows that is read meanwhile. Always in the order of the accounts.
 */
export async function lockPeople(tx: Writer, userIds: readonly string[]): Promise<void> {
  const sorted = [...userIds].sort();
  await tx.run("insert into notification_people (user_id) select unnest($1::text[]) on conflict do nothing", [sorted]);
  await tx.run("select from notification_people where user_id = any($1) order by user_id for update", [sorted]);
}

/** Lets unread ones of the last minutes grow, and adds the others. */
function keep(tx: Writer, groupId: string | null, planned: readonly Planned[]): Promise<Kept[]> {
  const notices = planned.map(({ notice }) => notice);
  return tx.rows<Kept>(KEEP, [
    groupId,
    planned.map(() => newId("ntf")),
    notices.map(({ userId }) => userId),
    notices.map(({ kind }) => kind),
    notices.map(({ subjectId }) => subjectId),
    notices.map(({ seq }) => seq),
    notices.map(({ count }) => count),
    notices.map(({ farewell }) => farewell),
    notices.map(({ announced }) => announced && JSON.stringify(announced)),
    notices.map(({ once }) => once),
    planned.map(({ inApp }) => inApp),
    notices.map(({ firstAt }) => firstAt),
    notices.map(({ at }) => at),
  ]);
}

const KEEP = `
  with given as materialized (
    select n.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $8::bool[], $9::jsonb[],
      $10::text[], $11::bool[], $12::timestamptz[], $13::timestamptz[]) with ordinality
      n (id, user_id, kind, subject_id, seq, count, farewell, announced, once, in_app, first_at, at, place)
    where n.once is null or not exists (select from notifications o where o.user_id = n.user_id and o.once = n.once)),
  known as materialized (
    select g.place, o.id from given g cross join lateral (
      select o.id from notifications o
      where o.user_id = g.user_id and o.read_at is null and o.kind = g.kind and o.group_id = $1
        and o.subject_id = g.subject_id and o.seq is not null and g.seq is not null and o.farewell = g.farewell
        and o.at >= g.first_at - interval '${BURST_MINUTES} minutes'
      order by o.at desc limit 1) o),
  counted as (
    update notification_people p set number = p.number + c.count
    from (select user_id, count(*) from given group by user_id) c where p.user_id = c.user_id
    returning p.user_id, p.number - c.count as before),
  numbered as (
    select g.*, c.before + row_number() over (partition by g.user_id order by g.place) as number
    from given g join counted c using (user_id)),
  grown as (
    update notifications o set count = o.count + n.count, seq = n.seq, at = greatest(o.at, n.at), number = n.number
    from numbered n join known k using (place) where o.id = k.id
    returning o.id, n.place),
  added as (
    insert into notifications (id, user_id, number, kind, group_id, subject_id, seq, count, farewell, announced, once,
      in_app, at, read_at)
    select n.id, n.user_id, n.number, n.kind, $1, n.subject_id, n.seq, n.count, n.farewell, n.announced, n.once,
      n.in_app, n.at, null
    from numbered n where n.place not in (select place from known)
    returning id)
  select g.id, g.place::int, false as is_new from grown g
  union all
  select a.id, n.place::int, true from added a join numbered n using (id)`;

interface LeavingDelivery extends PlannedDelivery {
  readonly notificationId: string;
  readonly userId: string;
}

async function keepDeliveries(tx: Writer, deliveries: readonly LeavingDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await tx.run(
    `insert into deliveries (notification_id, channel, device_id, user_id, state, due_at, at)
     select d.notification_id, d.channel, d.device_id, d.user_id, 'WAITING', d.due_at, d.due_at
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
       d (notification_id, channel, device_id, user_id, due_at)`,
    [
      deliveries.map(({ notificationId }) => notificationId),
      deliveries.map(({ channel }) => channel),
      deliveries.map(({ deviceId }) => deviceId),
      deliveries.map(({ userId }) => userId),
      deliveries.map(({ dueAt }) => dueAt),
    ],
  );
  const isMail = ({ channel }: LeavingDelivery) => channel === DeliveryChannel.EMAIL;
  await tx.enqueueEach(MAIL, jobsFor(deliveries.filter(isMail)));
  await tx.enqueueEach(NOTICE, jobsFor(deliveries.filter((delivery) => !isMail(delivery))));
}

/** One job for each person and moment: what is due together leaves together. */
function jobsFor(deliveries: readonly LeavingDelivery[]) {
  const byMoment = new Map(
    deliveries.map(({ userId, dueAt }) => {
      const due = dueAt.toISOString();
      const key = `${userId}:${due}`;
      return [key, { payload: { userId, due }, key, order: userId, at: dueAt }] as const;
    }),
  );
  return [...byMoment.values()];
}
