import { sqlCheck } from "../../platform/checks.js";

const PLACES = `cross join lateral (
      values ('DAY', e.incurred_on), ('MONTH', date_trunc('month', e.incurred_on)::date)) as p (grain, day)`;

/** What is kept of a group's spending is what its expenses add up to, counted anew. */
const GROUP_SPENDING = `
  with counted as (
    select e.group_id, p.grain, p.day, e.currency, e.category_id, coalesce(sum(e.total) filter (where e.total > 0), 0) as spent,
      coalesce(-sum(e.total) filter (where e.total < 0), 0) as income, count(*) filter (where e.total > 0) as count,
      count(*) filter (where e.total > 0 and not e.payers_known) as net_count
    from expenses e ${PLACES}
    where ($1::text is null or e.group_id = $1) and e.deleted_at is null
    group by e.group_id, p.grain, p.day, e.currency, e.category_id
  ), kept as (select * from group_spending where $1::text is null or group_id = $1)
  select group_id, null as subject_id,
    format('Of %s %s in %s for %s is kept %s spent, %s income, %s expenses, %s of them net; there are %s, %s, %s and %s.',
      grain, day, currency, category_id, k.spent, k.income, k.count, k.net_count, c.spent, c.income, c.count, c.net_count)
      as message
  from kept k full join counted c using (group_id, grain, day, currency, category_id)
  where (coalesce(k.spent, 0), coalesce(k.income, 0), coalesce(k.count, 0), coalesce(k.net_count, 0))
    <> (coalesce(c.spent, 0), coalesce(c.income, 0), coalesce(c.count, 0), coalesce(c.net_count, 0))`;

/** The same of every member. */
const MEMBER_SPENDING = `
  with counted as (
    select e.group_id, a.member_id, p.grain, p.day, e.currency, e.category_id,
      coalesce(sum(a.borne) filter (where e.total > 0), 0) as borne, coalesce(sum(a.paid) filter (where e.total > 0), 0) as paid,
      coalesce(-sum(a.borne) filter (where e.total < 0), 0) as income,
      count(*) filter (where e.total > 0 and a.borne <> 0) as count
    from expenses e
    join (
      select expense_id, member_id, amount as borne, 0 as paid from expense_shares
      union all select expense_id, member_id, 0, amount from expense_payers) a on a.expense_id = e.id
    ${PLACES}
    where ($1::text is null or e.group_id = $1) and e.deleted_at is null
    group by e.group_id, a.member_id, p.grain, p.day, e.currency, e.category_id
  ), kept as (select * from member_spending where $1::text is null or group_id = $1)
  select group_id, member_id as subject_id,
    format('Of %s %s in %s for %s is kept %s borne, %s paid, %s income, %s expenses; there are %s, %s, %s and %s.',
      grain, day, currency, category_id, k.borne, k.paid, k.income, k.count, c.borne, c.paid, c.income, c.count) as message
  from kept k full join counted c using (group_id, member_id, grain, day, currency, category_id)
  where (coalesce(k.borne, 0), coalesce(k.paid, 0), coalesce(k.income, 0), coalesce(k.count, 0))
    <> (coalesce(c.borne, 0), coalesce(c.paid, 0), coalesce(c.income, 0), coalesce(c.count, 0))`;

export const analyticsChecks = [
  sqlCheck("group-spending-is-sum-of-expenses", GROUP_SPENDING),
  sqlCheck("member-spending-is-sum-of-shares", MEMBER_SPENDING),
];
