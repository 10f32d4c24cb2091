import { sqlCheck } from "../../platform/checks.js";

const entriesSumToZero = sqlCheck(
  "entry-sums-to-zero",
  `select group_id, subject_id, format('The postings of event %s sum to %s %s.', event_seq, sum(amount), currency) as message
   from postings where ($1::text is null or group_id = $1)
   group by group_id, subject_id, event_seq, reversal, part, currency having sum(amount) <> 0`,
);

const balancesAreSums = sqlCheck(
  "balance-is-sum-of-postings",
  `select coalesce(b.group_id, p.group_id) as group_id, coalesce(b.member_id, p.member_id) as subject_id,
     format('The running balance is %s, the postings sum to %s %s.', coalesce(b.net, 0), coalesce(p.total, 0),
       coalesce(b.currency, p.currency)) as message
   from (select * from balances where $1::text is null or group_id = $1) b
   full join (
     select group_id, member_id, currency, sum(amount) as total from postings
     where $1::text is null or group_id = $1 group by group_id, member_id, currency
   ) p on p.group_id = b.group_id and p.member_id = b.member_id and p.currency = b.currency
   where coalesce(b.net, 0) <> coalesce(p.total, 0)`,
);

const balancesSumToZero = sqlCheck(
  "balances-sum-to-zero",
  `select group_id, null as subject_id, format('The balances sum to %s %s.', sum(net), currency) as message
   from balances where ($1::text is null or group_id = $1) group by group_id, currency having sum(net) <> 0`,
);

const eventsHaveNoGap = sqlCheck(
  "events-without-gap",
  `select g.id as group_id, g.id as subject_id,
     format('The last event should be %s; there are %s, up to %s.', g.last_event_seq, count(e.seq), coalesce(max(e.seq), 0))
       as message
   from groups g left join group_events e on e.group_id = g.id
   where ($1::text is null or g.id = $1)
   group by g.id having count(e.seq) <> g.last_event_seq or coalesce(max(e.seq), 0) <> g.last_event_seq`,
);

/**
 * Matches every entry anew, by the same rule as the kernel's `pairwiseDebts`: everybody's amount is an interval on a line,
 * and two owe each other as far as their intervals overlap. Entries that do not sum to zero have a rule of their own.
 */
const pairDebtsAreMatches = sqlCheck(
  "pair-debt-is-sum-of-matches",
  `with entries as (
     select group_id, currency, subject_id, event_seq, reversal, part, effective_on, member_id,
       case when reversal then -amount else amount end as original,
       sum(amount) over (partition by group_id, currency, subject_id, event_seq, reversal, part, effective_on) as left_over
     from postings where ($1::text is null or group_id = $1) and amount <> 0
   ), ends as (
     select *, sum(abs(original)) over (
       partition by group_id, currency, subject_id, event_seq, reversal, part, effective_on, original > 0
       order by member_id) as upto
     from entries where left_over = 0
   ), segments as (
     select group_id, currency, reversal,
       min(member_id) filter (where original < 0) over beyond as debtor_id,
       min(member_id) filter (where original > 0) over beyond as creditor_id,
       upto - coalesce(lead(upto) over beyond, 0) as length
     from ends
     window beyond as (
       partition by group_id, currency, subject_id, event_seq, reversal, part, effective_on order by upto desc)
   ), matches as (
     select group_id, currency, least(debtor_id, creditor_id) as from_id, greatest(debtor_id, creditor_id) as to_id,
       sum(case when (debtor_id < creditor_id) = reversal then -length else length end) as amount
     from segments where length <> 0 group by group_id, currency, from_id, to_id
   ), kept as (
     select * from pair_debts where $1::text is null or group_id = $1
   )
   select group_id, from_id as subject_id,
     format('Between %s %s %s: kept %s, matched %s.', currency, from_id, to_id, coalesce(k.amount, 0), coalesce(m.amount, 0))
       as message
   from kept k full join matches m using (group_id, currency, from_id, to_id)
   where coalesce(k.amount, 0) <> coalesce(m.amount, 0)`,
);

export const ledgerChecks = [
  entriesSumToZero,
  balancesAreSums,
  balancesSumToZero,
  eventsHaveNoGap,
  pairDebtsAreMatches,
];
