import type { MigrationInterface, QueryRunner } from "typeorm";

const AMOUNTS = ["expense_payers", "expense_shares"] as const;
const KEYED = ["expenses", "settlements"] as const;
/** Expenses whose amounts are written in one statement: short enough that nobody waits for it. */
const AT_ONCE = 2000;

/**
 * Payers and shares say whose group and which day they are of, and expenses and settlements are found by their group
 * first: then they can be counted, and kept apart, by group and month. Every step is a transaction of its own, because
 * the release before still writes meanwhile; it can be begun again wherever it was interrupted.
 */
export class AmountsByGroupAndDay1797000100000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const table of AMOUNTS) await runner.query(located(table));
    for (const table of AMOUNTS) await backFill(runner, table);
    for (const table of AMOUNTS) await requireLocated(runner, table);
    for (const table of KEYED) await buildKeys(runner, table);
    await runner.query(GROUP_FIRST);
    for (const table of AMOUNTS) {
      await runner.query(`alter table ${table} validate constraint ${table}_expense_fkey`);
      await runner.query(`alter table ${table} validate constraint ${table}_member_fkey`);
      // A member is of one group: by its members and their days a month of it is found, in an index as narrow as before.
      await buildIndex(runner, "index", `${table}_member_day`, `${table} (member_id, day)`);
      await runner.query(`drop index concurrently if exists ${table}_member`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of AMOUNTS) {
      await runner.query(`
        drop index ${table}_member_day;
        create index ${table}_member on ${table} (member_id);
        alter table ${table} drop constraint ${table}_expense_fkey, drop constraint ${table}_member_fkey;
        drop trigger ${table}_located on ${table};
        alter table ${table} drop column group_id, drop column day`);
    }
    await runner.query("drop function amount_is_located()");
    for (const table of KEYED) {
      await runner.query(`
        alter table ${table} drop constraint ${table}_pkey, drop constraint ${table}_id_key, add primary key (id)`);
    }
    for (const table of AMOUNTS) {
      await runner.query(`
        alter table ${table} add foreign key (expense_id) references expenses, add foreign key (member_id) references members`);
    }
  }
}

/**
 * The release before does not know the columns: what it leaves out is read from the expense. Whoever gives them pays for
 * the question whether they are given, and for nothing else; the next migration takes the trigger away.
 */
function located(table: string): string {
  return `
    alter table ${table} add column if not exists group_id text collate "C", add column if not exists day date;
    create or replace function amount_is_located() returns trigger language plpgsql as $$
    begin
      select group_id, incurred_on into new.group_id, new.day from expenses where id = new.expense_id;
      return new;
    end $$;
    create or replace trigger ${table}_located before insert on ${table}
      for each row when (new.group_id is null or new.day is null) execute function amount_is_located()`;
}

/** Some expenses after the other, by their ids; whatever is written meanwhile the trigger has seen. */
async function backFill(runner: QueryRunner, table: string): Promise<void> {
  for (let after: string | null = ""; after !== null; ) {
    const [{ last }]: [{ last: string | null }] = await runner.query(
      `select max(id) as last from (select id from expenses where id > $1 order by id limit ${AT_ONCE}) part`,
      [after],
    );
    if (last !== null) {
      await runner.query(
        `update ${table} a set group_id = e.group_id, day = e.incurred_on from expenses e
         where e.id = a.expense_id and a.expense_id > $1 and a.expense_id <= $2 and a.group_id is null`,
        [after, last],
      );
    }
    after = last;
  }
}

/** By a constraint that is looked at beside the writers; with that the columns need no look of their own. */
async function requireLocated(runner: QueryRunner, table: string): Promise<void> {
  const name = `${table}_are_located`;
  await runner.query(`
    alter table ${table} drop constraint if exists ${name},
      add constraint ${name} check (group_id is not null and day is not null) not valid`);
  await runner.query(`alter table ${table} validate constraint ${name}`);
  await runner.query(`
    alter table ${table} alter column group_id set not null, alter column day set not null, drop constraint ${name}`);
}

async function buildKeys(runner: QueryRunner, table: string): Promise<void> {
  const done = await runner.query("select from pg_constraint where conname = $1", [`${table}_id_key`]);
  if (done.length > 0) return;
  await buildIndex(runner, "unique index", `${table}_key`, `${table} (group_id, id)`);
  await buildIndex(runner, "unique index", `${table}_id_key`, `${table} (id)`);
}

/** Beside the writers; one that was interrupted is left half built, and begun anew. */
async function buildIndex(runner: QueryRunner, kind: string, name: string, on: string): Promise<void> {
  await runner.query(`drop index concurrently if exists ${name}`);
  await runner.query(`create ${kind} concurrently ${name} on ${on}`);
}

/** The keys change places, all at once and in the order in which writers lock. */
const GROUP_FIRST = `
  do $$
  begin
    if exists (select from pg_constraint where conname = 'expenses_id_key') then
      return;
    end if;
    lock table expenses, expense_payers, expense_shares, settlements in access exclusive mode;
    ${AMOUNTS.map(
      (table) => `
    alter table ${table} drop constraint ${table}_expense_id_fkey, drop constraint ${table}_member_id_fkey;`,
    ).join("")}
    ${KEYED.map(
      (table) => `
    alter table ${table} drop constraint ${table}_pkey,
      add constraint ${table}_pkey primary key using index ${table}_key,
      add constraint ${table}_id_key unique using index ${table}_id_key;`,
    ).join("")}
    ${AMOUNTS.map(
      (table) => `
    alter table ${table}
      add constraint ${table}_expense_fkey foreign key (group_id, expense_id) references expenses (group_id, id) not valid,
      add constraint ${table}_member_fkey foreign key (group_id, member_id) references members (group_id, id) not valid;`,
    ).join("")}
  end $$`;
