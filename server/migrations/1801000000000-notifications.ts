import type { MigrationInterface, QueryRunner } from "typeorm";

/** What people are told, how they want to be told, where, and what became of telling them. */
export class Notifications1801000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notification_people (
        user_id text collate "C" primary key references users,
        number bigint not null default 0,
        quiet_from text,
        quiet_to text,
        digest_at text not null default '08:00',
        email_stopped_at timestamptz(3),
        check ((quiet_from is null) = (quiet_to is null))
      );
      create table notification_preferences (
        user_id text collate "C" not null references users,
        kind text not null,
        in_app boolean not null,
        email text not null check (email in ('OFF', 'AT_ONCE', 'DAILY', 'WEEKLY')),
        push boolean not null,
        sms boolean not null,
        primary key (user_id, kind)
      );
      create table group_mutes (
        user_id text collate "C" not null references users,
        group_id text collate "C" not null references groups,
        until timestamptz(3) not null,
        primary key (user_id, group_id)
      );
      create index group_mutes_group on group_mutes (group_id);
      create table devices (
        id text collate "C" primary key,
        user_id text collate "C" not null references users,
        kind text not null check (kind in ('PUSH', 'PHONE')),
        state text not null check (state in ('UNCONFIRMED', 'ACTIVE', 'GONE')),
        name text not null,
        sealed text,
        fingerprint bytea not null,
        code_hash bytea,
        code_until timestamptz(3),
        code_tries integer not null default 0,
        created_at timestamptz(3) not null,
        last_used_at timestamptz(3)
      );
      create index devices_user on devices (user_id);
      create unique index devices_push on devices (fingerprint) where kind = 'PUSH' and state = 'ACTIVE';
      create table notifications (
        id text collate "C" primary key,
        user_id text collate "C" not null references users,
        number bigint not null,
        kind text not null,
        group_id text collate "C" references groups,
        subject_id text collate "C",
        seq integer,
        count integer not null,
        farewell boolean not null,
        announced jsonb,
        once text,
        in_app boolean not null,
        at timestamptz(3) not null,
        read_at timestamptz(3)
      );
      create index notifications_newest on notifications (user_id, at desc, id desc) where in_app;
      create index notifications_unread on notifications (user_id, at desc) where read_at is null;
      create unique index notifications_number on notifications (user_id, number);
      create unique index notifications_once on notifications (user_id, once) where once is not null;
      create index notifications_group on notifications (group_id) where group_id is not null;
      create index notifications_old on notifications (at);
      create table deliveries (
        notification_id text collate "C" not null references notifications on delete cascade,
        channel text not null check (channel in ('EMAIL', 'PUSH', 'SMS')),
        device_id text collate "C" not null default '',
        user_id text collate "C" not null references users,
        state text not null check (state in ('WAITING', 'SENT', 'FAILED', 'DROPPED')),
        due_at timestamptz(3) not null,
        at timestamptz(3) not null,
        letter_id text collate "C",
        problem text,
        primary key (notification_id, channel, device_id)
      );
      create index deliveries_waiting on deliveries (user_id, channel, due_at) where state = 'WAITING';
      create index deliveries_texts on deliveries (user_id, at) where channel = 'SMS' and state = 'SENT';
      create index deliveries_standing on deliveries (due_at) where state = 'WAITING';
      create table nudges (
        group_id text collate "C" not null references groups,
        currency text not null,
        from_member_id text collate "C" not null,
        to_member_id text collate "C" not null,
        sender_id text collate "C" not null,
        amount bigint not null,
        at timestamptz(3) not null,
        primary key (group_id, currency, from_member_id, to_member_id)
      );
      create index nudges_sender on nudges (sender_id, at);
      create table code_messages (
        user_id text collate "C" not null references users,
        at timestamptz(3) not null
      );
      create index code_messages_user on code_messages (user_id, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table code_messages, nudges, deliveries, notifications, devices, group_mutes, notification_preferences,
      notification_people`);
  }
}
