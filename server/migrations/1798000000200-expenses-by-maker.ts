import type { MigrationInterface, QueryRunner } from "typeorm";

/** What somebody entered last in a group is found without reading what everybody else did. */
export class ExpensesByMaker1798000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index expenses_maker on expenses (group_id, created_by_id, created_at desc, id desc)
       where deleted_at is null and import_id is null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop index expenses_maker");
  }
}
