import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What was spent, added up by day and by month: of a group, and of each of its members. A row that has come to nothing
 * stays.
 */
export class Spending1801100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table group_spending (
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
      create table member_spending (
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
      )`);
    // Nobody writes between what is read here and the end of this: a write that waits goes on with both tables.
    await runner.query("lock table expenses, expense_payers, expense_shares in share mode");
    await runner.query(GROUPS);
    await runner.query(MEMBERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table member_spending, group_spending");
  }
}

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
    select expense_id, member_id, amount as borne, 0 as paid from expense_shares
    union all select expense_id, member_id, 0, amount from expense_payers) a on a.expense_id = e.id
  cross join lateral (
    values ('DAY', e.incurred_on), ('MONTH', date_trunc('month', e.incurred_on)::date)) as p (grain, day)
  where e.deleted_at is null
  group by e.group_id, a.member_id, p.grain, p.day, e.currency, e.category_id`;
