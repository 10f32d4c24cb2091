import { sqlCheck } from "../../platform/checks.js";

const AMOUNTS_ADD_UP = `
  select e.group_id, e.id as subject_id,
    format('The total is %s, the payers sum to %s, the shares to %s %s.', e.total, p.paid, s.borne, e.currency) as message
  from expenses e
  cross join lateral (select coalesce(sum(amount), 0) as paid from expense_payers where expense_id = e.id) p
  cross join lateral (select coalesce(sum(amount), 0) as borne from expense_shares where expense_id = e.id) s
  where ($1::text is null or e.group_id = $1) and (p.paid <> e.total or s.borne <> e.total)`;

/** What is posted for an expense is what it is now: nothing for a deleted one. On which days is another question. */
const POSTINGS_ARE_THE_EXPENSE = `
  with is_posted as (
    select group_id, subject_id, member_id, currency, sum(amount) as net from postings
    where ($1::text is null or group_id = $1) and subject_id like 'exp\\_%'
    group by group_id, subject_id, member_id, currency having sum(amount) <> 0
  ), should_be as (
    select e.group_id, e.id as subject_id, a.member_id, e.currency, sum(a.amount) as net
    from expenses e join (
      select expense_id, member_id, amount from expense_payers
      union all select expense_id, member_id, -amount from expense_shares
    ) a on a.expense_id = e.id
    where ($1::text is null or e.group_id = $1) and e.deleted_at is null
    group by e.group_id, e.id, a.member_id, e.currency having sum(a.amount) <> 0
  )
  select coalesce(i.group_id, s.group_id) as group_id, coalesce(i.subject_id, s.subject_id) as subject_id,
    format('Posted to %s: %s, should be %s.', coalesce(i.member_id, s.member_id), coalesce(i.net, 0), coalesce(s.net, 0))
      as message
  from is_posted i full join should_be s using (group_id, subject_id, member_id, currency)
  where coalesce(i.net, 0) <> coalesce(s.net, 0)`;

/** An expense counts on its own day; only one that was corrected for a closed period counts on others too. */
const POSTINGS_HAVE_THE_DAY = `
  select p.group_id, p.subject_id,
    format('Counts with %s %s for %s on %s, not on %s.', sum(p.amount), p.currency, p.member_id, p.effective_on, e.incurred_on)
      as message
  from postings p join expenses e on e.id = p.subject_id
  where ($1::text is null or p.group_id = $1) and p.effective_on <> e.incurred_on
    and not exists (
      select from postings c where c.group_id = p.group_id and c.subject_id = p.subject_id and c.correction)
  group by p.group_id, p.subject_id, p.member_id, p.currency, p.effective_on, e.incurred_on having sum(p.amount) <> 0`;

/** What is counted by group and day is counted where the expense is. */
const AMOUNTS_ARE_WHERE_THE_EXPENSE_IS = `
  select e.group_id, e.id as subject_id,
    format('%s of %s is of the group %s and of %s, not of %s.', a.amount, a.member_id, a.group_id, a.day, e.incurred_on)
      as message
  from expenses e join (
    select group_id, expense_id, member_id, day, amount from expense_payers
    union all select group_id, expense_id, member_id, day, amount from expense_shares
  ) a on a.expense_id = e.id
  where ($1::text is null or e.group_id = $1) and (a.group_id, a.day) <> (e.group_id, e.incurred_on)`;

export const expenseChecks = [
  sqlCheck("expense-adds-up", AMOUNTS_ADD_UP),
  sqlCheck("amounts-are-where-the-expense-is", AMOUNTS_ARE_WHERE_THE_EXPENSE_IS),
  sqlCheck("postings-are-the-expense", POSTINGS_ARE_THE_EXPENSE),
  sqlCheck("postings-have-the-day-of-the-expense", POSTINGS_HAVE_THE_DAY),
];
