import type { MigrationInterface, QueryRunner } from "typeorm";

/** Each part of an entry, on its own day, sums to zero, and not only all that an event posted for a subject. */
export class EachPartSumsToZero1795700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sumsToZero("and part = new.part and effective_on = new.effective_on"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(sumsToZero(""));
  }
}

/** What the trigger of the postings runs for each new row, when its transaction commits. */
function sumsToZero(further: string): string {
  return `
    create or replace function entry_sums_to_zero() returns trigger language plpgsql set enable_seqscan = off as $$
    begin
      if exists (
        select from postings
        where group_id = new.group_id and subject_id = new.subject_id and event_seq = new.event_seq
          and reversal = new.reversal ${further}
        group by currency having sum(amount) <> 0
      ) then
        raise exception 'the postings of % at event % do not sum to zero', new.subject_id, new.event_seq
          using errcode = 'check_violation';
      end if;
      return null;
    end $$`;
}
