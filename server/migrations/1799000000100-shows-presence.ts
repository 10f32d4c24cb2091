import type { MigrationInterface, QueryRunner } from "typeorm";

/** Whether others see where somebody is looking: yes, unless they say no. */
export class ShowsPresence1799000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table users add column shows_presence boolean not null default true");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table users drop column shows_presence");
  }
}
