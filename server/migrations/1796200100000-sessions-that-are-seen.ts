import type { MigrationInterface, QueryRunner } from "typeorm";

/** A session says when, where and with what it was used last; and a forgotten password can be replaced by a letter. */
export class SessionsThatAreSeen1796200100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table sessions add column last_seen_at timestamptz(3) not null default now(), add column user_agent text,
        add column address text;

      update sessions s set last_seen_at = coalesce(
        (select max(t.used_at) from refresh_tokens t where t.session_id = s.id), s.created_at);

      create table password_resets (
        token_hash bytea primary key,
        user_id text collate "C" not null references users,
        expires_at timestamptz(3) not null
      );
      create index password_resets_user on password_resets (user_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table password_resets;
      alter table sessions drop column last_seen_at, drop column user_agent, drop column address;
    `);
  }
}
