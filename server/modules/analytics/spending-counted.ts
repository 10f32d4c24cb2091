const PLACES = `cross join lateral (
    values ('DAY', e.incurred_on), ('MONTH', date_trunc('month', e.incurred_on)::date)) as p (grain, day)`;

/** What the rows of `group_spending` must be, counted from the expenses of one group, or (null) of all. */
export const GROUP_SPENDING = `
  select e.group_id, p.grain, p.day, e.currency, e.category_id, coalesce(sum(e.total) filter (where e.total > 0), 0) as spent,
    coalesce(-sum(e.total) filter (where e.total < 0), 0) as income, count(*) filter (where e.total > 0) as count,
    count(*) filter (where e.total > 0 and not e.payers_known) as net_count
  from expenses e ${PLACES}
  where ($1::text is null or e.group_id = $1) and e.deleted_at is null
  group by e.group_id, p.grain, p.day, e.currency, e.category_id`;

/**
 * What the rows of `member_spending` must be. Both halves of the amounts have the same types: else PostgreSQL does not take
 * them apart, and reads all of them for each expense.
 */
export const MEMBER_SPENDING = `
  select e.group_id, a.member_id, p.grain, p.day, e.currency, e.category_id,
    coalesce(sum(a.borne) filter (where e.total > 0), 0) as borne, coalesce(sum(a.paid) filter (where e.total > 0), 0) as paid,
    coalesce(-sum(a.borne) filter (where e.total < 0), 0) as income, count(*) filter (where e.total > 0 and a.borne <> 0) as count
  from expenses e
  join (
    select group_id, expense_id, member_id, amount as borne, 0::bigint as paid from expense_shares
    union all select group_id, expense_id, member_id, 0::bigint, amount from expense_payers
  ) a on a.group_id = e.group_id and a.expense_id = e.id
  ${PLACES}
  where ($1::text is null or e.group_id = $1) and e.deleted_at is null
  group by e.group_id, a.member_id, p.grain, p.day, e.currency, e.category_id`;
