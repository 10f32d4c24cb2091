import type { MigrationInterface, QueryRunner } from "typeorm";

/** How a group's expenses are split unless somebody says otherwise: one way for the group, and one per category. */
export class DefaultSplits1795400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table default_splits (
        group_id text collate "C" not null references groups,
        category_id text collate "C" references categories,
        split jsonb not null,
        unique nulls not distinct (group_id, category_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table default_splits");
  }
}
