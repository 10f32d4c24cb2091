import type { MigrationInterface, QueryRunner } from "typeorm";

/** What is made use of has a key of its own, to which nobody can send: an S3 server takes files without asking us. */
export class SettledUploads1799000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table uploads add column kept_as text collate "C"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table uploads drop column kept_as");
  }
}
