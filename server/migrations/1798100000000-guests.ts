import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Accounts without an address, which go again, and what must be able to go with them. Who wrote a request is not looked
 * up any more: that was asked by every write, and would keep the account of each one from going.
 */
export class Guests1798100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GUESTS);
    await runner.query(REFERENCES);
    await runner.query(WITH_THEIR_GROUP);
  }

  /** Fails while there are guests: whoever has no address cannot be given one. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger postings_go_with_their_group on postings;
      drop trigger group_events_go_with_their_group on group_events;
      drop trigger event_changes_go_with_their_group on event_changes;
      drop trigger postings_append_only on postings;
      drop trigger group_events_append_only on group_events;
      drop trigger event_changes_stay on event_changes;
      drop function goes_with_its_group();
      create trigger postings_append_only before update or delete on postings
        for each statement execute function nothing_is_taken_back();
      create trigger group_events_append_only before update or delete on group_events
        for each statement execute function nothing_is_taken_back();
      create trigger event_changes_stay before delete or truncate on event_changes
        for each statement execute function nothing_is_taken_back();
      drop index imports_user, person_payments_recorder, stays_user, invites_spent;
      alter table imports alter column user_id set not null;
      alter table person_payments alter column recorded_by_id set not null;
      alter table writes add foreign key (user_id) references users;
      drop index users_guests;
      alter table users drop constraint users_guests, drop column guest_until;
      alter table users alter column email set not null, alter column password_hash set not null`);
  }
}

const GUESTS = `
  alter table users alter column email drop not null, alter column password_hash drop not null,
    add column guest_until timestamptz(3),
    add constraint users_guests check (num_nulls(email, password_hash) = case when guest_until is null then 0 else 2 end);
  create index users_guests on users (guest_until) where guest_until is not null`;

const REFERENCES = `
  alter table writes drop constraint writes_user_id_fkey;
  alter table imports alter column user_id drop not null;
  alter table person_payments alter column recorded_by_id drop not null;
  create index imports_user on imports (user_id);
  create index person_payments_recorder on person_payments (recorded_by_id);
  create index stays_user on stays (user_id);
  create index invites_spent on invites (spent_by_id) where spent_by_id is not null`;

// Whoever asks for it asks in so many words, and the group must be there still and nobody's: who has no account sees nothing.
const WITH_THEIR_GROUP = `
  create function goes_with_its_group() returns trigger language plpgsql as $$
  begin
    if exists (
      select from (select distinct group_id as id from gone) g
      where coalesce(current_setting('expense_tracker.erasing', true), '') <> 'on'
        or not exists (select from groups where id = g.id)
        or exists (select from members m where m.group_id = g.id and m.user_id is not null)
    ) then
      raise exception '% is only ever added to', tg_table_name using errcode = 'integrity_constraint_violation';
    end if;
    return null;
  end $$;
  drop trigger postings_append_only on postings;
  create trigger postings_append_only before update on postings
    for each statement execute function nothing_is_taken_back();
  create trigger postings_go_with_their_group after delete on postings referencing old table as gone
    for each statement execute function goes_with_its_group();
  drop trigger group_events_append_only on group_events;
  create trigger group_events_append_only before update on group_events
    for each statement execute function nothing_is_taken_back();
  create trigger group_events_go_with_their_group after delete on group_events referencing old table as gone
    for each statement execute function goes_with_its_group();
  drop trigger event_changes_stay on event_changes;
  create trigger event_changes_stay before truncate on event_changes
    for each statement execute function nothing_is_taken_back();
  create trigger event_changes_go_with_their_group after delete on event_changes referencing old table as gone
    for each statement execute function goes_with_its_group()`;
