import { newId } from "../kernel/ids.js";
import { recountSpendingJob } from "../modules/analytics/recount.job.js";
import type { Services } from "../platform/context.js";
import { poolOf } from "../platform/database.js";
import type { Writing } from "../platform/write.js";

const EXPENSES = 200_000;
const MEMBERS = 500;
/** Members whom the expenses are about. */
const ACTIVE = 8;

/** One group of many people with a year of many expenses in three currencies, and whoever reads it. */
export interface ManyExpenses {
  readonly userId: string;
  readonly groupId: string;
  readonly memberIds: readonly string[];
  readonly expenses: number;
}

export function manyExpenses(expenses = EXPENSES): ManyExpenses {
  const memberIds = Array.from({ length: MEMBERS }, () => newId("mem"));
  return { userId: newId("usr"), groupId: newId("grp"), memberIds, expenses };
}

/** Writes all of them at once, and counts what is kept of them. */
export async function seedExpenses(writing: Writing, group: ManyExpenses): Promise<void> {
  for (const [text, values] of statementsFor(group)) await poolOf(writing.dataSource).query(text, values as unknown[]);
  await recountSpendingJob.run(writing as Services, new AbortController().signal, undefined);
  await poolOf(writing.dataSource).query("vacuum analyze");
}

function statementsFor({
  userId,
  groupId,
  memberIds,
  expenses,
}: ManyExpenses): [text: string, values: readonly unknown[]][] {
  return [
    [
      "insert into users (id, name, guest_until, preferred_currency, locale, time_zone) values ($1, 'Bench', '2099-01-01', 'EUR', 'en', 'UTC')",
      [userId],
    ],
    ["insert into groups (id, name, currency, time_zone) values ($1, 'Bench', 'EUR', 'UTC')", [groupId]],
    [
      `insert into members (id, group_id, position, name, role, user_id)
     select id, $1, n - 1, 'Member ' || n, 'ADMIN', case when n = 1 then $2 end
     from unnest($3::text[]) with ordinality m (id, n)`,
      [groupId, userId, memberIds],
    ],
    [
      `insert into expenses (id, group_id, title, total, currency, incurred_on, category_id, split, payers_known)
     select 'exp_' || lpad(n::text, 26, '0'), $1, 'Dinner ' || n, case when n % 50 = 0 then -1 else 1 end * (400 + n % 9000) * 4,
       (array['EUR', 'EUR', 'EUR', 'USD', 'GBP'])[1 + n % 5], date '2025-01-01' + n % 365, c.ids[1 + n / 7 % 12],
       '{"mode": "EXACT", "parts": []}', true
     from generate_series(1, ${expenses}) n, (select array_agg(id order by position) as ids from categories) c`,
      [groupId],
    ],
    [
      `insert into expense_payers (group_id, expense_id, day, member_id, amount)
     select group_id, id, incurred_on, ($2::text[])[1 + right(id, 6)::int / 3 % ${ACTIVE}], total from expenses where group_id = $1`,
      [groupId, memberIds],
    ],
    [
      `insert into expense_shares (group_id, expense_id, day, member_id, amount)
     select group_id, id, incurred_on, ($2::text[])[1 + (right(id, 6)::int / 5 + s) % ${ACTIVE}], total / 4
     from expenses cross join generate_series(0, 3) s where group_id = $1`,
      [groupId, memberIds],
    ],
    [
      `insert into exchange_rates (currency, on_day, rate)
     select c.code, date '2024-12-20' + n, c.rate + n * 0.0001 from (values ('USD', 1.0873), ('GBP', 0.8432)) c (code, rate),
       generate_series(0, 376) n where extract(isodow from date '2024-12-20' + n) < 6 on conflict do nothing`,
      [],
    ],
  ];
}
