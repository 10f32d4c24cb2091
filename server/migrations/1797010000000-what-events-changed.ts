import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The log keeps ids, versions and no text; what an event changed stands beside it, value by value, where an erasure can
 * blank it without touching the log. What was written as texts is moved word for word and stays text: nothing is
 * reconstructed from it.
 */
export class WhatEventsChanged1797010000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CHANGES);
    await runner.query(MOVED);
    await runner.query(ONLY_BLANKED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table group_events add column changes jsonb not null default '[]', drop column subject_version;
      alter table group_events disable trigger group_events_append_only;
      update group_events e set changes = c.changes from (
        select group_id, seq, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('field', field, 'memberId', member_id)) ||
          jsonb_build_object('before', before #>> '{}', 'after', after #>> '{}') order by position) as changes
        from event_changes group by group_id, seq) c
      where c.group_id = e.group_id and c.seq = e.seq;
      alter table group_events enable trigger group_events_append_only;
      alter table group_events alter column changes drop default;
      drop table event_changes;
      drop function only_blanked()`);
  }
}

const CHANGES = `
  create table event_changes (
    group_id text collate "C" not null,
    seq integer not null,
    position smallint not null,
    field text not null,
    -- No reference: what the log says of a member stands, and thirty rows of an expense would look it up thirty times.
    member_id text collate "C",
    before jsonb,
    after jsonb,
    primary key (group_id, seq, position)
  )`;

const MOVED = `
  insert into event_changes (group_id, seq, position, field, member_id, before, after)
    select e.group_id, e.seq, c.position, c.change ->> 'field', c.change ->> 'memberId',
      to_jsonb(c.change ->> 'before'), to_jsonb(c.change ->> 'after')
    from group_events e cross join lateral jsonb_array_elements(e.changes) with ordinality c (change, position);
  alter table group_events drop column changes, add column subject_version integer`;

const ONLY_BLANKED = `
  create function only_blanked() returns trigger language plpgsql as $$
  begin
    if current_setting('expense_tracker.erasing', true) = 'on' and new.before is null and new.after is null
      and (new.group_id, new.seq, new.position, new.field) = (old.group_id, old.seq, old.position, old.field)
      and new.member_id is not distinct from old.member_id
    then
      return new;
    end if;
    raise exception '% is only ever added to', tg_table_name using errcode = 'integrity_constraint_violation';
  end $$;
  create trigger event_changes_only_blanked before update on event_changes
    for each row execute function only_blanked();
  create trigger event_changes_stay before delete or truncate on event_changes
    for each statement execute function nothing_is_taken_back()`;
