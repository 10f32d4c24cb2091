import type { MigrationInterface, QueryRunner } from "typeorm";

/** What an import knows of earlier ones: what it took back, and how its rows can be found in a later export. */
export class ImportsAgain1796100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(FILL_SOURCES);
    await runner.query(FILL_ROWS);
    await runner.query(CONSTRAINTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table import_taken, import_content;
      alter table import_rows drop column date, drop column title, drop column version;
      alter table imports drop column encoding, drop column upload_id, drop column source_id, drop column questions,
        drop column unknown_payers, drop column gone, drop column changed`);
  }
}

// The source of an import is the first import of the same export, however often that was imported since. A row's version
// is the one that its entries have as long as nobody but imports has touched them. What an import took back for a row of
// its own, it took for the row of that fingerprint.
// Rows that were read are kept a few hundred at a time, so that none of it is written or read in one piece.
const COLUMNS = `
alter table imports
  add column encoding text not null default 'UTF-8',
  add column upload_id text collate "C",
  add column source_id text collate "C",
  add column questions jsonb not null default '[]',
  add column unknown_payers jsonb not null default '[]',
  add column gone jsonb not null default '[]',
  add column changed jsonb not null default '[]';
alter table import_rows
  add column date date,
  add column title text,
  add column version integer not null default 1;
create table import_taken (
  import_id text collate "C" not null references imports,
  group_id text collate "C" not null references groups,
  fingerprint text collate "C" not null,
  row_import_id text collate "C" not null references imports,
  subject_ids text[] not null,
  version integer not null,
  date date not null,
  title text not null,
  replaced_by text collate "C",
  primary key (import_id, fingerprint)
);
create index import_taken_row on import_taken (row_import_id);
create table import_content (
  import_id text collate "C" not null references imports on delete cascade,
  position integer not null,
  rows jsonb not null,
  primary key (import_id, position)
);
`;

// So far nobody wrote down which imports go together: those of one group whose files name the same people.
const FILL_SOURCES = `
with people as (
  select i.id, i.group_id, (select string_agg(p.member_id, ' ' order by p.member_id) from import_people p where p.import_id = i.id) as names
  from imports i where i.state <> 'PREVIEWED')
update imports i set source_id = first.id
from people p, lateral (
  select min(o.id) as id from people o where o.group_id = p.group_id and o.names is not distinct from p.names) first
where i.id = p.id`;

const FILL_ROWS = `
update import_rows r set
  version = case when r.undone then 2 else 1 end,
  date = coalesce(
    (select e.incurred_on from expenses e where e.id = r.subject_ids[1]),
    (select s.settled_on from settlements s where s.id = r.subject_ids[1])),
  title = coalesce(
    (select e.title from expenses e where e.id = r.subject_ids[1]),
    (select s.note from settlements s where s.id = r.subject_ids[1]), 'Splitwise')`;

const CONSTRAINTS = `
alter table import_rows alter column date set not null, alter column title set not null;
alter table imports add check ((state = 'PREVIEWED') = (source_id is null));
`;
