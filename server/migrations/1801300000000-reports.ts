import type { MigrationInterface, QueryRunner } from "typeorm";

/** Reports that people asked for, their files while they are kept, and which ones come by themselves. */
export class Reports1801300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reports (
        id text collate "C" primary key,
        user_id text collate "C" not null references users,
        kind text not null check (kind in ('GROUP', 'PERSON', 'YEAR')),
        format text not null check (format in ('PDF', 'XLSX', 'CSV')),
        group_id text collate "C" references groups,
        from_day date not null,
        to_day date not null,
        currency text not null,
        state text not null check (state in ('QUEUED', 'RUNNING', 'READY', 'FAILED')),
        progress real not null,
        problem text check ((problem is not null) = (state = 'FAILED')),
        group_ids text[] collate "C" not null,
        file_key text check ((file_key is not null) = (state = 'READY')),
        file_name text not null,
        is_scheduled boolean not null,
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null
      )`);
    await runner.query("create index reports_newest on reports (user_id, created_at desc, id desc)");
    await runner.query("create index reports_old on reports (expires_at)");
    await runner.query("create index reports_by_group on reports (group_id) where group_id is not null");
    await runner.query(`
      create table report_schedules (
        user_id text collate "C" not null references users,
        kind text not null check (kind in ('GROUP', 'PERSON', 'YEAR')),
        format text not null check (format in ('PDF', 'XLSX', 'CSV')),
        group_id text collate "C" references groups,
        next_on date not null,
        created_at timestamptz(3) not null,
        unique nulls not distinct (user_id, kind, format, group_id)
      )`);
    await runner.query("create index report_schedules_due on report_schedules (next_on)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table report_schedules");
    await runner.query("drop table reports");
  }
}
