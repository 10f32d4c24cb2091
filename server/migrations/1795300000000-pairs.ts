import type { MigrationInterface, QueryRunner } from "typeorm";

/** A ledger of two people is a group that has room for two; and one payment can settle in several groups. */
export class Pairs1795300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "alter table groups add column kind text not null default 'GROUP' check (kind in ('GROUP', 'PAIR'))",
    );
    await runner.query(`
      alter table settlements add column batch_id text collate "C";
      create index settlements_batch on settlements (batch_id) where batch_id is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table settlements drop column batch_id");
    await runner.query("alter table groups drop column kind");
  }
}
