import type { MigrationInterface, QueryRunner } from "typeorm";

/** Files that were sent, imports, and which row of which file became what. */
export class Imports1795000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UPLOADS);
    await runner.query(IMPORTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table import_rows, import_people, imports, uploads");
  }
}

const UPLOADS = `
create table uploads (
  id text collate "C" primary key,
  user_id text collate "C" not null references users,
  purpose text not null check (purpose in ('IMPORT')),
  file_name text not null,
  content_type text not null,
  size integer not null check (size > 0),
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index uploads_expiry on uploads (expires_at);
create index uploads_user on uploads (user_id);
`;

// The content is what was read from the file; a commit needs it once, and it goes with the commit. Rows of an import that
// was undone stay: they are known as long as somebody restored what they had become.
const IMPORTS = `
create table imports (
  id text collate "C" primary key,
  user_id text collate "C" not null references users,
  format text not null check (format in ('SPLITWISE_CSV')),
  state text not null check (state in ('PREVIEWED', 'COMMITTED', 'UNDONE')),
  group_id text collate "C" references groups,
  made_group boolean not null,
  group_name text not null,
  currency text not null,
  file_name text not null,
  content jsonb,
  expense_count integer not null,
  settlement_count integer not null,
  known_count integer not null,
  totals jsonb not null,
  problems jsonb not null,
  kept_ids text[] not null default '{}',
  created_at timestamptz(3) not null default now(),
  committed_at timestamptz(3),
  check ((state = 'PREVIEWED') = (content is not null))
);
create index imports_group on imports (group_id, id desc) where state <> 'PREVIEWED';
create index imports_previewed on imports (user_id, created_at) where state = 'PREVIEWED';

create table import_people (
  import_id text collate "C" not null references imports on delete cascade,
  position integer not null,
  name text not null,
  member_id text collate "C" references members,
  is_viewer boolean not null,
  made_member boolean not null default false,
  withdrawn boolean not null default false,
  primary key (import_id, position)
);
create index import_people_member on import_people (member_id);

create table import_rows (
  group_id text collate "C" not null references groups,
  fingerprint text collate "C" not null,
  import_id text collate "C" not null references imports,
  subject_ids text[] not null,
  undone boolean not null default false,
  primary key (group_id, fingerprint)
);
create index import_rows_import on import_rows (import_id);
`;
