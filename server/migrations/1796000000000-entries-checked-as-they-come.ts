import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Entries are held to zero by what each statement adds, and not by reading them back: postings are only ever added, so
 * an entry sums to zero as long as every addition to it does. The trigger for each row had come to read its group's whole
 * day for each posting. And what a recount of a ledger found is kept by the number of the event that it covers.
 */
export class EntriesCheckedAsTheyCome1796000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger postings_sum_to_zero on postings;
      drop function entry_sums_to_zero();
      create function added_entries_sum_to_zero() returns trigger language plpgsql as $$
      declare
        wrong record;
      begin
        select subject_id, event_seq into wrong from added
        group by group_id, subject_id, event_seq, reversal, part, effective_on, currency having sum(amount) <> 0 limit 1;
        if found then
          raise exception 'the postings of % at event % do not sum to zero', wrong.subject_id, wrong.event_seq
            using errcode = 'check_violation';
        end if;
        return null;
      end $$;
      create trigger postings_sum_to_zero after insert on postings
        referencing new table as added for each statement execute function added_entries_sum_to_zero();
      create table ledger_checks (
        group_id text collate "C" primary key references groups,
        through_seq integer not null,
        checked_at timestamptz not null,
        violations jsonb not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table ledger_checks;
      drop trigger postings_sum_to_zero on postings;
      drop function added_entries_sum_to_zero();
      create function entry_sums_to_zero() returns trigger language plpgsql set enable_seqscan = off as $$
      begin
        if exists (
          select from postings
          where group_id = new.group_id and subject_id = new.subject_id and event_seq = new.event_seq
            and reversal = new.reversal and part = new.part and effective_on = new.effective_on
          group by currency having sum(amount) <> 0
        ) then
          raise exception 'the postings of % at event % do not sum to zero', new.subject_id, new.event_seq
            using errcode = 'check_violation';
        end if;
        return null;
      end $$;
      create constraint trigger postings_sum_to_zero after insert on postings
        deferrable initially deferred for each row execute function entry_sums_to_zero()`);
  }
}
