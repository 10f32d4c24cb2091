import { sqlCheck } from "../../platform/checks.js";
import type { Module } from "../../platform/module.js";
import { sqlRetention } from "../../platform/retention.js";
import { SettlementCancelResolver } from "./mutations/settlementCancel.js";
import { SettlementConfirmResolver } from "./mutations/settlementConfirm.js";
import { SettlementCreateResolver } from "./mutations/settlementCreate.js";
import { SettlementRejectResolver } from "./mutations/settlementReject.js";
import { visibleSettlement } from "./settlement.access.js";
import { Settlement } from "./settlement.entity.js";
import { settlementEvents } from "./settlement.events.js";
import { GroupSettlementFields, SettlementFields } from "./settlement.fields.js";
import { SettlementRightsFields } from "./settlement-rights.fields.js";

/** What is posted for a settlement is what it settles while it is confirmed, and nothing otherwise. */
const POSTINGS_ARE_THE_SETTLEMENT = `
  with is_posted as (
    select group_id, subject_id, member_id, currency, sum(amount) as net from postings
    where ($1::text is null or group_id = $1) and subject_id like 'stl\\_%'
    group by group_id, subject_id, member_id, currency having sum(amount) <> 0
  ), should_be as (
    select s.group_id, s.id as subject_id, m.member_id, coalesce(s.settled_currency, s.currency) as currency, m.net
    from settlements s
    cross join lateral (select coalesce(s.settled_minor, s.amount) as minor) settled
    cross join lateral (values (s.from_member_id, minor), (s.to_member_id, -minor)) m (member_id, net)
    where ($1::text is null or s.group_id = $1) and s.status = 'CONFIRMED'
  )
  select coalesce(i.group_id, s.group_id) as group_id, coalesce(i.subject_id, s.subject_id) as subject_id,
    format('Posted to %s: %s, should be %s.', coalesce(i.member_id, s.member_id), coalesce(i.net, 0), coalesce(s.net, 0))
      as message
  from is_posted i full join should_be s using (group_id, subject_id, member_id, currency)
  where coalesce(i.net, 0) <> coalesce(s.net, 0)`;

/** A settlement counts on its own day; only one that was corrected for a closed period counts on others too. */
const POSTINGS_HAVE_THE_DAY = `
  select p.group_id, p.subject_id, format('Counts on %s, not on %s.', p.effective_on, s.settled_on) as message
  from postings p join settlements s on s.id = p.subject_id
  where ($1::text is null or p.group_id = $1) and p.effective_on <> s.settled_on
    and not exists (
      select from postings c where c.group_id = p.group_id and c.subject_id = p.subject_id and c.correction)
  group by p.group_id, p.subject_id, p.member_id, p.effective_on, s.settled_on having sum(p.amount) <> 0`;

/** A payment across groups never counts in one of them while it was rejected or taken back in another. */
const PAYMENTS_ARE_WHOLE = `
  select s.group_id, s.id as subject_id, 'It counts, but another part of the same payment does not.' as message
  from settlements s
  where ($1::text is null or s.group_id = $1) and s.payment_id is not null and s.status = 'CONFIRMED' and exists (
    select from settlements p where p.payment_id = s.payment_id and p.status in ('REJECTED', 'CANCELLED'))`;

export const settlements: Module = {
  name: "settlements",
  ids: { stl: Settlement },
  entities: [Settlement],
  events: settlementEvents,
  tables: ["person_payments"],
  resolvers: [
    SettlementRightsFields,
    GroupSettlementFields,
    SettlementFields,
    SettlementCreateResolver,
    SettlementConfirmResolver,
    SettlementRejectResolver,
    SettlementCancelResolver,
  ],
  nodes: { stl: visibleSettlement },
  endAccount: (tx, userId) =>
    tx.run("update person_payments set recorded_by_id = null where recorded_by_id = $1", [userId]),
  retention: [
    sqlRetention(
      "payments of accounts and groups that are gone",
      "person_payments",
      "old.recorded_by_id is null and not exists (select from settlements s where s.payment_id = old.id)",
    ),
  ],
  checks: [
    sqlCheck("postings-are-the-settlement", POSTINGS_ARE_THE_SETTLEMENT),
    sqlCheck("payments-are-whole", PAYMENTS_ARE_WHOLE),
    sqlCheck("postings-have-the-day-of-the-settlement", POSTINGS_HAVE_THE_DAY),
  ],
};
