import type { MigrationInterface, QueryRunner } from "typeorm";

/** Up to which number somebody's feed was forgotten: whoever comes back with an older one must read anew. */
export class FeedsForget1799000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table feeds add column forgotten bigint not null default 0");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table feeds drop column forgotten");
  }
}
