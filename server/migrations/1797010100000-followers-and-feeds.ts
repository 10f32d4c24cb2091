import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Who follows the log, and how far in each group; who was where from which event to which; and everybody's feed. Who was
 * there before is read from the log: from one's joining, or from the beginning for whoever was there without one, to
 * one's leaving or removal. The feeds themselves are written by their follower.
 */
export class FollowersAndFeeds1797010100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(STAYS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table feed_entries, feeds, stays, follower_cursors, followers");
  }
}

const TABLES = `
  create table followers (
    name text primary key,
    since timestamptz(3) not null default now()
  );
  create table follower_cursors (
    follower text not null,
    group_id text collate "C" not null references groups,
    seq integer not null,
    primary key (follower, group_id)
  );
  create table stays (
    group_id text collate "C" not null references groups,
    user_id text collate "C" not null references users,
    from_seq integer not null,
    to_seq integer,
    primary key (group_id, user_id, from_seq)
  );
  create unique index stays_open on stays (group_id, user_id) where to_seq is null;
  create table feeds (
    user_id text collate "C" primary key references users,
    length bigint not null default 0
  );
  create table feed_entries (
    user_id text collate "C" not null,
    number bigint not null,
    group_id text collate "C" not null,
    seq integer not null,
    primary key (user_id, number)
  )`;

/** Of two members of one account the time when either was there. */
const STAYS = `
  with steps as (
    select m.group_id, m.user_id, m.id as member_id, e.seq, e.type = 'member.joined' as comes
    from members m join group_events e on e.group_id = m.group_id and e.subject_id = m.id
      and e.type in ('member.joined', 'member.left', 'member.removed')
    where m.user_id is not null),
  first_steps as (
    select distinct on (member_id) member_id, comes from steps order by member_id, seq),
  begun as (
    select group_id, user_id, member_id, seq from steps where comes
    union all
    select m.group_id, m.user_id, m.id, 1 from members m left join first_steps f on f.member_id = m.id
    where m.user_id is not null and not coalesce(f.comes, false)),
  spans as (
    select b.group_id, b.user_id, b.seq as from_seq,
      (select min(s.seq) from steps s where s.member_id = b.member_id and not s.comes and s.seq > b.seq) as to_seq
    from begun b),
  merged as (
    select group_id, user_id,
      unnest(range_agg(int4range(from_seq, to_seq, case when to_seq is null then '[)' else '[]' end))) as span
    from spans group by group_id, user_id)
  insert into stays (group_id, user_id, from_seq, to_seq)
  select group_id, user_id, lower(span), upper(span) - 1 from merged`;
