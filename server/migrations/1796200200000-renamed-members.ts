import type { MigrationInterface, QueryRunner } from "typeorm";

/** A member whose account was renamed carries the name that the group's log knows, until the log has the new one. */
export class RenamedMembers1796200200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table members add column renamed_from text");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table members drop column renamed_from");
  }
}
