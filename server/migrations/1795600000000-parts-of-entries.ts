import type { MigrationInterface, QueryRunner } from "typeorm";

/** One event can post several entries for one subject on one day: each has a number, so that each is matched by itself. */
export class PartsOfEntries1795600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table postings add column part smallint not null default 0;
      alter table postings drop constraint postings_pkey;
      alter table postings add primary key
        (group_id, subject_id, event_seq, reversal, member_id, currency, effective_on, part)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table postings drop constraint postings_pkey;
      alter table postings add primary key
        (group_id, subject_id, event_seq, reversal, member_id, currency, effective_on);
      alter table postings drop column part`);
  }
}
