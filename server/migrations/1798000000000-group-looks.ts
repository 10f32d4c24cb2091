import type { MigrationInterface, QueryRunner } from "typeorm";

/** The emoji and the colour of a group; both may be without, and the release before writes neither. */
export class GroupLooks1798000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table groups add column emoji text, add column colour text");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table groups drop column emoji, drop column colour");
  }
}
