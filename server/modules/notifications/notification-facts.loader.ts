import DataLoader from "dataloader";
import type { Reader } from "../../platform/reader.js";
import { groupNameFor } from "../groups/group.loader.js";
import type { AnnouncedMoney, Announcement } from "./announcement.js";
import type { NotificationKind } from "./preference.js";

/** All that the words of one notification are made of, as it was at its last event. */
export interface NotificationFacts {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly count: number;
  readonly farewell: boolean;
  readonly announced: Announcement | null;
  readonly groupId: string | null;
  readonly groupName: string | null;
  /** The event's; null where it stands for none. */
  readonly type: string | null;
  readonly subjectId: string | null;
  /** Null where the product itself did it. */
  readonly actor: string | null;
  /** What the subject was called: a title, a name, an address, a file. */
  readonly subject: string | null;
  /** Of an expense its total, of a payment what was paid. */
  readonly amount: AnnouncedMoney | null;
  /** What of an expense the person bears. */
  readonly share: AnnouncedMoney | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** The same as it leaves: a reminder says what is owed by then. */
export function asItLeaves(facts: NotificationFacts, owed: AnnouncedMoney | null): NotificationFacts {
  const { announced } = facts;
  if (announced?.of !== "reminder" || owed === null) return facts;
  return { ...facts, announced: { ...announced, amount: owed } };
}

/** Facts by notification, read from the log; for whoever the notifications are for, and nobody else. */
export function factsByNotification(reader: Reader) {
  return new DataLoader<string, NotificationFacts>(async (ids) => {
    const rows = await reader.rows<NotificationFacts>(FACTS, [ids]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? new Error("This notification is gone."));
  });
}

/** The value of a field of an event's subject before the next event that changed it: what it was after this one. */
function then(field: string, ofMember = ""): string {
  return `left join lateral (
    select c.before, true as changed from group_events l
    join event_changes c on c.group_id = l.group_id and c.seq = l.seq and c.field = '${field}' ${ofMember}
    where l.subject_id = e.subject_id and l.group_id = e.group_id and l.seq > e.seq order by l.seq limit 1)`;
}

const NAME = "coalesce(u.name, m.name)";
const MONEY = "jsonb_build_object('minor', %.amount::text, 'currency', x.currency)";
const named = (id: string) =>
  `(select ${NAME} from members m left join users u on u.id = m.user_id where m.group_id = n.group_id and m.id = ${id})`;

const FACTS = `
  select n.id, n.kind, n.count, n.farewell, n.announced, n.group_id,
    ${groupNameFor("n.user_id")} as group_name, e.type, n.subject_id,
    ${named("e.actor_id")} as actor,
    coalesce(case when x.id is not null then case when title.changed then title.before #>> '{}' else x.title end end,
      ${named("n.subject_id")},
      (select i.email from invites i where i.id = n.subject_id),
      (select h.name from households h where h.id = n.subject_id),
      (select i.file_name from imports i where i.id = n.subject_id),
      (select r.from_currency || ' → ' || r.to_currency from group_rates r where r.id = n.subject_id),
      (select r.reading #>> '{merchant,value}' from receipts r where r.id = n.subject_id)) as subject,
    case when s.id is not null then jsonb_build_object('minor', s.amount::text, 'currency', s.currency)
      when x.id is not null then case when total.changed then total.before
        else jsonb_build_object('minor', x.total::text, 'currency', x.currency) end end as amount,
    case when x.id is not null then case when share.changed then share.before
      else (select ${MONEY.replace("%", "b")} from expense_shares b where b.expense_id = x.id and b.member_id = me.id) end
    end as share,
    coalesce(${named("s.from_member_id")}, ${named("(n.announced ->> 'fromId')")}) as "from",
    ${named("s.to_member_id")} as "to"
  from notifications n
  left join groups g on g.id = n.group_id
  left join group_events e on e.group_id = n.group_id and e.seq = n.seq
  left join expenses x on x.id = e.subject_id and x.group_id = e.group_id
  left join settlements s on s.id = e.subject_id and s.group_id = e.group_id
  left join lateral (
    select m.id from members m where m.group_id = n.group_id and m.user_id = n.user_id
    order by m.left_at desc nulls first limit 1) me on true
  ${then("title")} title on x.id is not null
  ${then("total")} total on x.id is not null
  ${then("shares", "and c.member_id = me.id")} share on x.id is not null
  where n.id = any($1)`;
