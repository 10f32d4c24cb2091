import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * A payment across groups is one row, and its settlements are its parts. What was rejected or cancelled by itself before
 * is no part any more; no status changes here, and so no money moves and nothing is an event.
 */
export class PersonPayments1796300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ANSWERS);
    await runner.query(PAYMENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table settlements rename column payment_id to batch_id");
    await runner.query("alter index settlements_payment rename to settlements_batch");
    await runner.query("alter table settlements drop constraint settlements_payment_id_fkey");
    await runner.query("drop table person_payments");
    await runner.query("alter table writes drop column answer_ids");
  }
}

/** What a write answered with beside its subject, so that its repeat answers the same. */
const ANSWERS = `
  alter table writes add column answer_ids text[] collate "C" not null default '{}';
  update writes w set subject_id = 'pay_' || substr(batch_id, 5), answer_ids = ids
  from (select batch_id, array_agg(id order by id) as ids from settlements where batch_id is not null group by batch_id) b
  where w.subject_id = b.batch_id and w.key like 'request:%'`;

const PAYMENTS = `
  create table person_payments (
    id text collate "C" primary key,
    recorded_by_id text collate "C" not null references users,
    created_at timestamptz(3) not null default now()
  );
  update settlements set batch_id = null where batch_id is not null and status in ('REJECTED', 'CANCELLED');
  insert into person_payments (id, recorded_by_id, created_at)
    select distinct on (s.batch_id) 'pay_' || substr(s.batch_id, 5), m.user_id, s.created_at
    from settlements s join members m on m.id = s.created_by_id
    where s.batch_id is not null order by s.batch_id, s.id;
  update settlements set batch_id = 'pay_' || substr(batch_id, 5) where batch_id is not null;
  alter table settlements rename column batch_id to payment_id;
  alter index settlements_batch rename to settlements_payment;
  alter table settlements add constraint settlements_payment_id_fkey foreign key (payment_id) references person_payments`;
