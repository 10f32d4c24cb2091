import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What was spent, added up by day and by month: of a group, and of each of its members. A row that has come to nothing
 * stays. The release before still writes meanwhile, and keeps no sums: a trigger notes the groups that it writes in, and a
 * job counts them anew. It stands before the sums are counted, so that nobody waits for those; every step can be begun again.
 */
export class Spending1801100000000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(NOTED);
    // Three statements in one transaction.
    await runner.query(`delete from group_spending; delete from member_spending; ${GROUPS}; ${MEMBERS}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger expenses_spending on expenses;
      drop function spending_is_stale();
      drop table stale_spending, member_spending, group_spending`);
  }
}

const TABLES = `
  create table if not exists group_spending (
    group_id text collate "C" not null references groups,
    grain text collate "C" not null check (grain in ('DAY', 'MONTH')),
    day date not null,
    currency text collate "C" not null,
    category_id text collate "C" not null references categories,
    spent numeric(30, 0) not null,
    income numeric(30, 0) not null,
    count integer not null,
    net_count integer not null,
    primary key (group_id, grain, day, currency, category_id)
  );
  create table if not exists member_spending (
    group_id text collate "C" not null references groups,
    member_id text collate "C" not null,
    grain text collate "C" not null check (grain in ('DAY', 'MONTH')),
    day date not null,
    currency text collate "C" not null,
    category_id text collate "C" not null references categories,
    borne numeric(30, 0) not null,
    paid numeric(30, 0) not null,
    income numeric(30, 0) not null,
    count integer not null,
    primary key (group_id, member_id, grain, day, currency, category_id),
    foreign key (group_id, member_id) references members (group_id, id)
  );
  create table if not exists stale_spending (
    group_id text collate "C" primary key references groups
  )`;

/**
 * The row of a group that is noted already is locked, and not written: whoever counts it waits until the writer has
 * committed. Whoever keeps the sums says so at the beginning of each transaction, and pays for this question alone.
 */
const NOTED = `
  create or replace function spending_is_stale() returns trigger language plpgsql as $$
  begin
    insert into stale_spending (group_id) values (new.group_id)
      on conflict (group_id) do update set group_id = excluded.group_id where false;
    return null;
  end $$;
  create or replace trigger expenses_spending after insert or update on expenses for each row
    when (position('spending-of-expenses' in coalesce(current_setting('expense_tracker.projections', true), '')) = 0)
    execute function spending_is_stale()`;

const GROUPS = `
  insert into group_spending (group_id, grain, day, currency, category_id, spent, income, count, net_count)
  select e.group_id, p.grain, p.day, e.currency, e.category_id, coalesce(sum(e.total) filter (where e.total > 0), 0),
    coalesce(-sum(e.total) filter (where e.total < 0), 0), count(*) filter (where e.total > 0),
    count(*) filter (where e.total > 0 and not e.payers_known)
  from expenses e
  cross join lateral (
    values ('DAY', e.incurred_on), ('MONTH', date_trunc('month', e.incurred_on)::date)) as p (grain, day)
  where e.deleted_at is null
  group by e.group_id, p.grain, p.day, e.currency, e.category_id`;

const MEMBERS = `
  insert into member_spending (group_id, member_id, grain, day, currency, category_id, borne, paid, income, count)
  select e.group_id, a.member_id, p.grain, p.day, e.currency, e.category_id,
    coalesce(sum(a.borne) filter (where e.total > 0), 0), coalesce(sum(a.paid) filter (where e.total > 0), 0),
    coalesce(-sum(a.borne) filter (where e.total < 0), 0), count(*) filter (where e.total > 0 and a.borne <> 0)
  from expenses e
  join (
    select expense_id, member_id, amount as borne, 0::bigint as paid from expense_shares
    union all select expense_id, member_id, 0::bigint, amount from expense_payers) a on a.expense_id = e.id
  cross join lateral (
    values ('DAY', e.incurred_on), ('MONTH', date_trunc('month', e.incurred_on)::date)) as p (grain, day)
  where e.deleted_at is null
  group by e.group_id, a.member_id, p.grain, p.day, e.currency, e.category_id`;
