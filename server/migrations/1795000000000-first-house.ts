import type { MigrationInterface, QueryRunner } from "typeorm";

/** Accounts, groups, expenses, settlements, the ledger and the event log. */
export class FirstHouse1795000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PEOPLE);
    await runner.query(GROUPS);
    await runner.query(EXPENSES);
    await runner.query(LEDGER);
    await runner.query(CATEGORIES);
  }

  /** There is no way back from the first house but an empty folder. */
  async down(): Promise<void> {
    throw new Error("The first migration cannot be undone.");
  }
}

// Ids sort by their code units everywhere: in JavaScript, in PostgreSQL's "C" and in cursors.
const PEOPLE = `
create table secrets (name text primary key, value bytea not null);

create table users (
  id text collate "C" primary key,
  email text not null unique,
  password_hash text not null,
  name text not null,
  preferred_currency text not null,
  locale text not null,
  time_zone text not null,
  created_at timestamptz(3) not null default now()
);

create table sessions (
  id text collate "C" primary key,
  user_id text collate "C" not null references users,
  created_at timestamptz(3) not null default now(),
  revoked_at timestamptz(3)
);
create index sessions_user on sessions (user_id);

create table refresh_tokens (
  token_hash bytea primary key,
  session_id text collate "C" not null references sessions,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index refresh_tokens_session on refresh_tokens (session_id);

create table writes (
  key text primary key,
  user_id text collate "C" not null references users,
  input_hash text not null,
  subject_id text collate "C" not null,
  at timestamptz(3) not null
);
create index writes_at on writes (at);
`;

const GROUPS = `
create table groups (
  id text collate "C" primary key,
  name text not null,
  currency text not null,
  time_zone text not null,
  simplify_debts boolean not null default true,
  confirm_settlements boolean not null default false,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  archived_at timestamptz(3),
  last_event_seq integer not null default 0,
  last_active_at timestamptz(3) not null default now()
);

create table members (
  id text collate "C" primary key,
  group_id text collate "C" not null references groups,
  position integer not null,
  user_id text collate "C" references users,
  name text not null,
  email text,
  role text not null check (role in ('ADMIN', 'MEMBER', 'VIEWER')),
  joined_at timestamptz(3) not null default now(),
  left_at timestamptz(3),
  unique (group_id, position),
  unique (group_id, id)
);
create unique index members_present_user on members (group_id, user_id) where left_at is null;
create index members_user on members (user_id, group_id);

create table invites (
  id text collate "C" primary key,
  group_id text collate "C" not null references groups,
  code text not null unique,
  email text,
  role text not null check (role in ('ADMIN', 'MEMBER', 'VIEWER')),
  member_id text collate "C" references members,
  created_by_id text collate "C" not null references members,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
create index invites_group on invites (group_id);

create table group_events (
  group_id text collate "C" not null references groups,
  seq integer not null check (seq > 0),
  type text not null,
  at timestamptz(3) not null,
  actor_id text collate "C" references members,
  subject_id text collate "C" not null,
  changes jsonb not null,
  primary key (group_id, seq)
);
create index group_events_subject on group_events (subject_id, seq);
`;

const EXPENSES = `
create table categories (
  id text collate "C" primary key,
  position integer not null,
  name text not null,
  icon text not null
);

create table expenses (
  id text collate "C" primary key,
  group_id text collate "C" not null references groups,
  title text not null,
  notes text,
  total bigint not null check (total <> 0 and abs(total) <= 1000000000000000),
  currency text not null,
  incurred_on date not null,
  category_id text collate "C" not null references categories,
  split jsonb not null,
  payers_known boolean not null default true,
  import_id text collate "C",
  created_by_id text collate "C" references members,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3)
);
create index expenses_group on expenses (group_id, incurred_on desc, id desc);
create index expenses_import on expenses (import_id) where import_id is not null;

create table expense_payers (
  expense_id text collate "C" not null references expenses,
  member_id text collate "C" not null references members,
  amount bigint not null,
  primary key (expense_id, member_id)
);
create index expense_payers_member on expense_payers (member_id);

create table expense_shares (
  expense_id text collate "C" not null references expenses,
  member_id text collate "C" not null references members,
  amount bigint not null,
  primary key (expense_id, member_id)
);
create index expense_shares_member on expense_shares (member_id);

create table settlements (
  id text collate "C" primary key,
  group_id text collate "C" not null references groups,
  from_member_id text collate "C" not null references members,
  to_member_id text collate "C" not null references members,
  amount bigint not null check (amount > 0 and amount <= 1000000000000000),
  currency text not null,
  status text not null check (status in ('PENDING', 'CONFIRMED', 'REJECTED', 'CANCELLED')),
  settled_on date not null,
  note text,
  reject_reason text,
  import_id text collate "C",
  created_by_id text collate "C" references members,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  check (from_member_id <> to_member_id)
);
create index settlements_group on settlements (group_id, settled_on desc, id desc);
create index settlements_import on settlements (import_id) where import_id is not null;
`;

// An entry is what one event did to one expense or settlement: its postings, or their reversal. It sums to zero in its
// currency when the transaction commits, and nothing is ever taken from it.
const LEDGER = `
create table postings (
  group_id text collate "C" not null references groups,
  subject_id text collate "C" not null,
  event_seq integer not null,
  reversal boolean not null,
  member_id text collate "C" not null,
  currency text not null,
  amount bigint not null,
  effective_on date not null,
  primary key (group_id, subject_id, event_seq, reversal, member_id, currency),
  foreign key (group_id, member_id) references members (group_id, id)
);
create index postings_effective on postings (group_id, effective_on);

create table balances (
  group_id text collate "C" not null references groups,
  member_id text collate "C" not null,
  currency text not null,
  net numeric(30, 0) not null,
  primary key (group_id, member_id, currency),
  foreign key (group_id, member_id) references members (group_id, id)
);

create table pair_debts (
  group_id text collate "C" not null references groups,
  currency text not null,
  from_id text collate "C" not null,
  to_id text collate "C" not null,
  amount numeric(30, 0) not null,
  primary key (group_id, currency, from_id, to_id),
  check (from_id < to_id)
);

create function entry_sums_to_zero() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (
    select from postings
    where group_id = new.group_id and subject_id = new.subject_id and event_seq = new.event_seq
      and reversal = new.reversal
    group by currency having sum(amount) <> 0
  ) then
    raise exception 'the postings of % at event % do not sum to zero', new.subject_id, new.event_seq
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger postings_sum_to_zero after insert on postings
  deferrable initially deferred for each row execute function entry_sums_to_zero();

create function nothing_is_taken_back() returns trigger language plpgsql as $$
begin
  raise exception '% is only ever added to', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger postings_append_only before update or delete on postings
  for each statement execute function nothing_is_taken_back();
create trigger postings_no_truncate before truncate on postings
  for each statement execute function nothing_is_taken_back();
create trigger group_events_append_only before update or delete on group_events
  for each statement execute function nothing_is_taken_back();
create trigger group_events_no_truncate before truncate on group_events
  for each statement execute function nothing_is_taken_back();
`;

// Icons are names of the Lucide set (lucide.dev).
const CATEGORIES = `
insert into categories (id, position, name, icon) values
  ('cat_01kbbkb100e008000000000001', 1, 'General', 'receipt'),
  ('cat_01kbbkb100e008000000000002', 2, 'Groceries', 'shopping-basket'),
  ('cat_01kbbkb100e008000000000003', 3, 'Eating out', 'utensils'),
  ('cat_01kbbkb100e008000000000004', 4, 'Rent', 'house'),
  ('cat_01kbbkb100e008000000000005', 5, 'Utilities', 'plug'),
  ('cat_01kbbkb100e008000000000006', 6, 'Household', 'sofa'),
  ('cat_01kbbkb100e008000000000007', 7, 'Transport', 'bus'),
  ('cat_01kbbkb100e008000000000008', 8, 'Travel', 'plane'),
  ('cat_01kbbkb100e008000000000009', 9, 'Lodging', 'bed'),
  ('cat_01kbbkb100e00800000000000a', 10, 'Entertainment', 'ticket'),
  ('cat_01kbbkb100e00800000000000b', 11, 'Sports', 'dumbbell'),
  ('cat_01kbbkb100e00800000000000c', 12, 'Health', 'heart-pulse'),
  ('cat_01kbbkb100e00800000000000d', 13, 'Clothing', 'shirt'),
  ('cat_01kbbkb100e00800000000000e', 14, 'Gifts', 'gift'),
  ('cat_01kbbkb100e00800000000000f', 15, 'Education', 'graduation-cap'),
  ('cat_01kbbkb100e00800000000000g', 16, 'Insurance', 'umbrella'),
  ('cat_01kbbkb100e00800000000000h', 17, 'Taxes', 'landmark'),
  ('cat_01kbbkb100e00800000000000j', 18, 'Income', 'piggy-bank');
`;
