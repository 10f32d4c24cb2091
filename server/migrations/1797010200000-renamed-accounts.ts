import type { MigrationInterface, QueryRunner } from "typeorm";

/** An account carries the name that it had before its groups were told of another; the groups' job takes it from there. */
export class RenamedAccounts1797010200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table users add column renamed_from text, add column renamed_at timestamptz(3)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table users drop column renamed_from, drop column renamed_at");
  }
}
