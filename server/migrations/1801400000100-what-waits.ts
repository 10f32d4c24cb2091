import type { MigrationInterface, QueryRunner } from "typeorm";

/** Payments that wait for a word, and receipts that wait to be made an expense of, are found by whom they wait for. */
export class WhatWaits1801400000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("create index settlements_waiting on settlements (to_member_id) where status = 'PENDING'");
    await runner.query(`
      create index receipts_unfiled on receipts (uploaded_by_id)
      where state = 'READ' and expense_id is null and deleted_at is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop index receipts_unfiled");
    await runner.query("drop index settlements_waiting");
  }
}
