import type { MigrationInterface, QueryRunner } from "typeorm";

/** What an expense's total was converted from, with the rate as it was then. */
export class ConvertedExpenses1795200200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table expenses add column conversion jsonb");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table expenses drop column conversion");
  }
}
