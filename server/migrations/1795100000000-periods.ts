import type { MigrationInterface, QueryRunner } from "typeorm";

/** Groups close periods; what is booked for a closed day counts from a later one. */
export class Periods1795100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table groups add column locked_through date");
    // One event can take back what one subject posted on several days.
    await runner.query(`
      alter table postings add column correction boolean not null default false;
      alter table postings drop constraint postings_pkey;
      alter table postings add primary key
        (group_id, subject_id, event_seq, reversal, member_id, currency, effective_on)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table postings drop constraint postings_pkey;
      alter table postings add primary key (group_id, subject_id, event_seq, reversal, member_id, currency);
      alter table postings drop column correction`);
    await runner.query("alter table groups drop column locked_through");
  }
}
