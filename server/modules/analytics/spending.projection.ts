import type { RecordedEvent } from "../../platform/events/event.js";
import { projection } from "../../platform/events/projection.js";
import type { Writer } from "../../platform/writer.js";
import type { Expense } from "../expenses/expense.entity.js";
import { expenseCreated, expenseDeleted, expenseRestored, expenseUpdated } from "../expenses/expense.events.js";
import { type ImportedSubjects, importCommitted, importUndone } from "../imports/import.events.js";
import { type GroupDelta, type MemberDelta, spendingDeltas } from "./spending.js";

/**
 * Keeps what was spent, by day and by month, in the transaction of each write that changes it. An expense counts on its
 * own day, whatever the ledger posted for it: a closed period's correction is a matter of balances.
 */
export const spendingOfExpenses = projection<Expense>(
  "spending-of-expenses",
  [expenseCreated, expenseUpdated, expenseDeleted, expenseRestored],
  async (tx, events) => {
    for (const [groupId, changes] of byGroup(events)) {
      const { groups, members } = spendingDeltas(changes);
      if (groups.length + members.length > 0) await addDeltas(tx, groupId, groups, members);
    }
  },
);

/** A write of one group has one group's events; a default that splits expenses anew has many of them. */
function byGroup(events: readonly RecordedEvent<Expense>[]) {
  const changes = new Map<string, ReturnType<RecordedEvent<Expense>["things"]>[number][]>();
  for (const { groupId, things } of events) changes.set(groupId, [...(changes.get(groupId) ?? []), ...things()]);
  return [...changes].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function addDeltas(
  tx: Writer,
  groupId: string,
  groups: readonly GroupDelta[],
  members: readonly MemberDelta[],
): Promise<void> {
  await tx.run(ADD, [
    groupId,
    ...placeColumns(groups),
    groups.map(({ spent }) => spent),
    groups.map(({ income }) => income),
    groups.map(({ count }) => count),
    groups.map(({ netCount }) => netCount),
    ...placeColumns(members),
    members.map(({ memberId }) => memberId),
    members.map(({ borne }) => borne),
    members.map(({ paid }) => paid),
    members.map(({ income }) => income),
    members.map(({ count }) => count),
  ]);
}

function placeColumns(deltas: readonly (GroupDelta | MemberDelta)[]): string[][] {
  return [
    deltas.map(({ grain }) => grain),
    deltas.map(({ day }) => day),
    deltas.map(({ currency }) => currency),
    deltas.map(({ categoryId }) => categoryId),
  ];
}

const ON_GROUP_CONFLICT = `on conflict (group_id, grain, day, currency, category_id) do update
    set spent = s.spent + excluded.spent, income = s.income + excluded.income, count = s.count + excluded.count,
      net_count = s.net_count + excluded.net_count`;

const ON_MEMBER_CONFLICT = `on conflict (group_id, member_id, grain, day, currency, category_id) do update
    set borne = s.borne + excluded.borne, paid = s.paid + excluded.paid, income = s.income + excluded.income,
      count = s.count + excluded.count`;

/** One statement, however many rows: those of the group's sums, and of its members'. */
const ADD = `
  with of_group as (
    insert into group_spending as s (group_id, grain, day, currency, category_id, spent, income, count, net_count)
    select $1, * from unnest($2::text[], $3::date[], $4::text[], $5::text[], $6::numeric[], $7::numeric[], $8::int[], $9::int[])
    ${ON_GROUP_CONFLICT})
  insert into member_spending as s (group_id, grain, day, currency, category_id, member_id, borne, paid, income, count)
  select $1, * from unnest($10::text[], $11::date[], $12::text[], $13::text[], $14::text[], $15::numeric[], $16::numeric[],
    $17::numeric[], $18::int[])
  ${ON_MEMBER_CONFLICT}`;

/** An import moves thousands of expenses at once: they are added up where they are. */
export const spendingOfImports = projection<ImportedSubjects>(
  "spending-of-imports",
  [importCommitted, importUndone],
  async (tx, events) => {
    for (const { groupId, things } of events) {
      for (const { before, after } of things()) {
        await addSubjects(tx, groupId, before?.subjectIds ?? [], -1);
        await addSubjects(tx, groupId, after?.subjectIds ?? [], 1);
      }
    }
  },
);

async function addSubjects(tx: Writer, groupId: string, ids: readonly string[], sign: 1 | -1): Promise<void> {
  if (ids.length > 0) await tx.run(ADD_SUBJECTS, [groupId, ids, sign]);
}

/** Settlements among the subjects are no expenses, and so count for nothing. */
const ADD_SUBJECTS = `
  with subjects as materialized (
    select e.id, e.currency, e.category_id, e.total, e.payers_known, p.grain, p.day
    from expenses e
    cross join lateral (
      values ('DAY', e.incurred_on), ('MONTH', date_trunc('month', e.incurred_on)::date)) as p (grain, day)
    where e.group_id = $1 and e.id = any($2)),
  of_group as (
    insert into group_spending as s (group_id, grain, day, currency, category_id, spent, income, count, net_count)
    select $1, grain, day, currency, category_id, $3::int * coalesce(sum(total) filter (where total > 0), 0),
      $3::int * coalesce(-sum(total) filter (where total < 0), 0), $3::int * count(*) filter (where total > 0),
      $3::int * count(*) filter (where total > 0 and not payers_known)
    from subjects group by grain, day, currency, category_id order by grain, day, currency, category_id
    ${ON_GROUP_CONFLICT})
  insert into member_spending as s (group_id, grain, day, currency, category_id, member_id, borne, paid, income, count)
  select $1, grain, day, currency, category_id, member_id, $3::int * coalesce(sum(borne) filter (where total > 0), 0),
    $3::int * coalesce(sum(paid) filter (where total > 0), 0), $3::int * coalesce(-sum(borne) filter (where total < 0), 0),
    $3::int * count(*) filter (where total > 0 and borne <> 0)
  from subjects join (
    select expense_id, member_id, amount as borne, 0::bigint as paid from expense_shares where group_id = $1 and expense_id = any($2)
    union all
    select expense_id, member_id, 0::bigint, amount from expense_payers where group_id = $1 and expense_id = any($2)
  ) a on a.expense_id = id
  group by grain, day, currency, category_id, member_id order by member_id, grain, day, currency, category_id
  ${ON_MEMBER_CONFLICT}`;
