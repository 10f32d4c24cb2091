import type { MigrationInterface, QueryRunner } from "typeorm";

/** Photos of receipts, what was read off them, and who had what. */
export class Receipts1800000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table receipts (
        id text collate "C" not null unique,
        group_id text collate "C" not null references groups,
        expense_id text collate "C",
        state text not null check (state in ('QUEUED', 'READING', 'READ', 'FAILED')),
        problem text check ((problem is not null) = (state = 'FAILED')),
        currency text not null,
        reading jsonb,
        as_read jsonb,
        round integer not null,
        tries integer not null,
        progress real not null,
        queued_at timestamptz(3) not null,
        locale text not null,
        content_hash text not null,
        document_key text,
        document_name text,
        uploaded_by_id text collate "C" not null,
        version integer not null,
        created_at timestamptz(3) not null,
        deleted_at timestamptz(3),
        primary key (group_id, id),
        foreign key (group_id, expense_id) references expenses (group_id, id),
        foreign key (group_id, uploaded_by_id) references members (group_id, id)
      );
      create index receipts_newest on receipts (group_id, created_at desc, id desc) where deleted_at is null;
      create index receipts_by_expense on receipts (expense_id) where expense_id is not null;
      create index receipts_waiting on receipts (queued_at, id) where state = 'QUEUED' and deleted_at is null;
      create index receipts_by_content on receipts (group_id, content_hash) where deleted_at is null;
      create table receipt_pages (
        group_id text collate "C" not null references groups,
        receipt_id text collate "C" not null,
        position integer not null,
        width integer not null,
        height integer not null,
        full_key text not null,
        screen_key text not null,
        screen_width integer not null,
        thumbnail_key text not null,
        thumbnail_width integer not null,
        primary key (receipt_id, position),
        foreign key (group_id, receipt_id) references receipts (group_id, id)
      );
      create table receipt_texts (
        group_id text collate "C" not null references groups,
        receipt_id text collate "C" not null,
        position integer not null,
        page jsonb not null,
        primary key (receipt_id, position),
        foreign key (group_id, receipt_id) references receipts (group_id, id)
      );
      create table receipt_lines (
        id text collate "C" not null unique,
        group_id text collate "C" not null references groups,
        receipt_id text collate "C" not null,
        position integer not null,
        name text not null,
        quantity text not null,
        minor bigint not null,
        kind text not null check (kind in ('ITEM', 'TAX', 'TIP', 'FEE', 'DISCOUNT')),
        confidence real not null,
        place jsonb,
        primary key (group_id, id),
        foreign key (group_id, receipt_id) references receipts (group_id, id)
      );
      create index receipt_lines_by_receipt on receipt_lines (receipt_id, position);
      create table receipt_claims (
        line_id text collate "C" not null,
        member_id text collate "C" not null,
        group_id text collate "C" not null references groups,
        receipt_id text collate "C" not null,
        weight text not null,
        primary key (line_id, member_id),
        foreign key (group_id, receipt_id) references receipts (group_id, id),
        foreign key (group_id, line_id) references receipt_lines (group_id, id) on delete cascade,
        foreign key (group_id, member_id) references members (group_id, id)
      );
      create index receipt_claims_by_receipt on receipt_claims (receipt_id);
      create table receipt_merchants (
        group_id text collate "C" not null references groups,
        key text not null,
        learned jsonb not null,
        learned_at timestamptz(3) not null,
        primary key (group_id, key)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = ["merchants", "claims", "lines", "texts", "pages"].map((name) => `receipt_${name}`);
    for (const table of [...tables, "receipts"]) await runner.query(`drop table ${table}`);
  }
}
