import { expect, test } from "@jest/globals";
import type { QueryRunner } from "typeorm";
import { openDatabase, poolOf } from "../platform/database.js";
import { migrate } from "../platform/migrate.js";
import { emptyDatabase } from "../test/database.js";
import { AmountsByGroupAndDay1797000100000 } from "./1797000100000-amounts-by-group-and-day.js";
import { migrations } from "./all.js";

/** As the release before wrote an expense: it knows neither the group nor the day of an amount. */
const OLD_EXPENSES = `
  insert into expenses (id, group_id, title, total, currency, incurred_on, category_id, split, payers_known, created_by_id)
  select 'exp_' || n, 'g' || n % 2, 'Dinner', 10, 'EUR', date '2026-01-01' + n, (select min(id) from categories), '{}', true,
    'm' || n % 2
  from generate_series($1::int, $2::int) n`;
const OLD_AMOUNTS = (table: string) => `
  insert into ${table} (expense_id, member_id, amount)
  select 'exp_' || n, 'm' || n % 2, 10 from generate_series($1::int, $2::int) n`;

const STRANGE = `
  select a.expense_id from (
    select group_id, expense_id, day from expense_payers union all select group_id, expense_id, day from expense_shares) a
  join expenses e on e.id = a.expense_id
  where (a.group_id, a.day) is distinct from (e.group_id, e.incurred_on)`;

const KEYS = `
  select conrelid::regclass || ': ' || pg_get_constraintdef(oid) as key from pg_constraint
  where contype in ('p', 'u') and conrelid in ('expenses'::regclass, 'settlements'::regclass) order by 1`;

test("fills what is there beside a writer of the release before, and what that writes afterwards", async () => {
  const database = await emptyDatabase();
  const until = migrations.indexOf(AmountsByGroupAndDay1797000100000);
  const before = await openDatabase(database.url, { entities: [], migrations: migrations.slice(0, until) });
  const old = poolOf(before);
  const after = await openDatabase(database.url, { entities: [], migrations });
  const second = await openDatabase(database.url, { entities: [], migrations });
  const write = async (client: Pick<typeof old, "query">, from: number, to: number) => {
    await client.query(OLD_EXPENSES, [from, to]);
    for (const table of ["expense_payers", "expense_shares"]) await client.query(OLD_AMOUNTS(table), [from, to]);
  };
  try {
    await migrate(before);
    await old.query(`
      insert into groups (id, name, currency, time_zone) values ('g0', 'Flat', 'EUR', 'UTC'), ('g1', 'Trip', 'EUR', 'UTC');
      insert into members (id, group_id, position, name, role) values
        ('m0', 'g0', 0, 'Ana', 'ADMIN'), ('m1', 'g1', 0, 'Ben', 'ADMIN')`);
    await write(old, 1, 2500);

    // Somebody is in the middle of a write when the migration begins.
    const writer = await old.connect();
    await writer.query("begin");
    await write(writer, 2501, 2510);
    // Two processes start at once: the second must not wait in a way that the first has to wait for.
    const migrated = Promise.all([migrate(after), migrate(second)]);
    const waits = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    while ((await old.query(waits)).rows.length === 0);
    await write(writer, 2511, 2520);
    await writer.query("commit");
    writer.release();
    await migrated;

    await write(old, 2521, 2530);
    // The day of an expense is changed, and its amounts are written anew.
    await old.query("update expenses set incurred_on = '2020-02-02' where id = 'exp_7'");
    for (const table of ["expense_payers", "expense_shares"]) {
      await old.query(`delete from ${table} where expense_id = 'exp_7'`);
      await old.query(OLD_AMOUNTS(table), [7, 7]);
    }
    expect((await old.query("select count(*)::int from expense_shares")).rows).toEqual([{ count: 2530 }]);
    expect((await old.query(STRANGE)).rows).toEqual([]);
    const { rows: moved } = await old.query(
      "select day::text, group_id from expense_shares where expense_id = 'exp_7'",
    );
    expect(moved).toEqual([{ day: "2020-02-02", group_id: "g1" }]);
    await expect(
      old.query("insert into expense_shares (expense_id, member_id, amount) values ('exp_2', 'm1', 1)"),
    ).rejects.toThrow("expense_shares_member_fkey");
  } finally {
    for (const dataSource of [before, after, second]) await dataSource.destroy();
    await database.drop();
  }
});

/** A connection that is lost after so many statements. */
function lostAfter(runner: QueryRunner, statements: number): QueryRunner {
  let left = statements;
  const query = async (text: string, values?: unknown[]) => {
    if (left-- <= 0) throw new Error("lost");
    return runner.query(text, values);
  };
  return { query } as unknown as QueryRunner;
}

test("is begun again where it was interrupted, and leads back", async () => {
  const database = await emptyDatabase();
  const { name } = AmountsByGroupAndDay1797000100000;
  // What came later refers to these keys.
  const until = migrations.slice(0, migrations.indexOf(AmountsByGroupAndDay1797000100000) + 1);
  const dataSource = await openDatabase(database.url, { entities: [], migrations: until });
  const pool = poolOf(dataSource);
  try {
    await migrate(dataSource);
    const { rows: keys } = await pool.query(KEYS);
    expect(keys.map(({ key }) => key)).toEqual([
      "expenses: PRIMARY KEY (group_id, id)",
      "expenses: UNIQUE (id)",
      "settlements: PRIMARY KEY (group_id, id)",
      "settlements: UNIQUE (id)",
    ]);
    // Whoever died before this was noted does all of it again.
    await pool.query("delete from migrations where name = $1", [name]);
    await migrate(dataSource);
    expect((await pool.query(KEYS)).rows).toEqual(keys);

    const runner = dataSource.createQueryRunner();
    const migration = new AmountsByGroupAndDay1797000100000();
    await migration.down(runner);
    let interruptions = 0;
    for (let isDone = false; !isDone; ) {
      isDone = await migration.up(lostAfter(runner, interruptions)).then(
        () => true,
        (error: Error) => error.message !== "lost" && Promise.reject(error),
      );
      if (!isDone) interruptions += 1;
    }
    await runner.release();
    expect(interruptions).toBeGreaterThan(20);
    expect((await pool.query(KEYS)).rows).toEqual(keys);
  } finally {
    await dataSource.destroy();
    await database.drop();
  }
});
