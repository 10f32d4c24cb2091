import type { MigrationInterface, QueryRunner } from "typeorm";

/** A file lives as long as what it belongs to; what files may be for is said by modules, and no rule of the table's. */
export class ClaimedUploads1797000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table uploads add column claimed_by text collate "C", drop constraint uploads_purpose_check;
      drop index uploads_expiry;
      create index uploads_expiry on uploads (expires_at) where claimed_by is null;
      create index uploads_claim on uploads (claimed_by) where claimed_by is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index uploads_expiry;
      create index uploads_expiry on uploads (expires_at);
      alter table uploads drop column claimed_by, add constraint uploads_purpose_check check (purpose in ('IMPORT'))`);
  }
}
