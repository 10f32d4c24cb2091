import type { MigrationInterface, QueryRunner } from "typeorm";

/** What people, and groups, mean to spend at most, and of which thresholds they were told. */
export class Budgets1801200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table budgets (
        id text collate "C" primary key,
        user_id text collate "C" references users,
        group_id text collate "C" references groups,
        category_id text collate "C" references categories,
        limit_minor bigint not null check (limit_minor > 0),
        currency text collate "C" not null,
        period text collate "C" not null check (period in ('WEEK', 'MONTH', 'YEAR', 'RANGE')),
        from_day date,
        to_day date,
        thresholds integer[] not null,
        roll_over boolean not null,
        since date not null,
        carried_before numeric(30, 0) not null,
        version integer not null,
        created_at timestamptz(3) not null,
        deleted_at timestamptz(3),
        check (num_nonnulls(user_id, group_id) = 1),
        check ((period = 'RANGE') = (from_day is not null) and (from_day is null) = (to_day is null) and from_day <= to_day)
      );
      create index budgets_user on budgets (user_id) where user_id is not null;
      create index budgets_group on budgets (group_id) where group_id is not null;
      create table budget_notices (
        budget_id text collate "C" not null references budgets on delete cascade,
        period_from date not null,
        threshold integer not null,
        at timestamptz(3) not null default now(),
        primary key (budget_id, period_from, threshold)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table budget_notices, budgets");
  }
}
