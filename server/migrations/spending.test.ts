import { expect, test } from "@jest/globals";
import { openDatabase, poolOf } from "../platform/database.js";
import { migrate } from "../platform/migrate.js";
import { emptyDatabase } from "../test/database.js";
import { Spending1801100000000 } from "./1801100000000-spending.js";
import { migrations } from "./all.js";

const WRITE = `
  insert into expenses (id, group_id, title, total, currency, incurred_on, category_id, split, payers_known, deleted_at)
  select 'exp_' || n, 'g' || n % 2, 'Dinner', case when n % 5 = 0 then -10 else 10 end, 'EUR', date '2026-01-01' + n % 50,
    (select min(id) from categories), '{}', n % 7 <> 0, case when n % 11 = 0 then now() end
  from generate_series($1::int, $2::int) n`;
const AMOUNTS = (table: string) => `
  insert into ${table} (group_id, expense_id, day, member_id, amount)
  select group_id, id, incurred_on, 'm' || right(group_id, 1), total from expenses where id = any(
    select 'exp_' || n from generate_series($1::int, $2::int) n)`;

test("adds up what is there, and notes the groups in which the release before writes afterwards", async () => {
  const database = await emptyDatabase();
  const until = migrations.indexOf(Spending1801100000000);
  const before = await openDatabase(database.url, { entities: [], migrations: migrations.slice(0, until) });
  const after = await openDatabase(database.url, { entities: [], migrations });
  const old = poolOf(before);
  const write = async (from: number, to: number) => {
    await old.query(WRITE, [from, to]);
    for (const table of ["expense_payers", "expense_shares"]) await old.query(AMOUNTS(table), [from, to]);
  };
  const noted = async () => (await old.query("select group_id from stale_spending")).rows;
  try {
    await migrate(before);
    await old.query(`
      insert into groups (id, name, currency, time_zone) values ('g0', 'Flat', 'EUR', 'UTC'), ('g1', 'Trip', 'EUR', 'UTC');
      insert into members (id, group_id, position, name, role) values
        ('m0', 'g0', 0, 'Ana', 'ADMIN'), ('m1', 'g1', 0, 'Ben', 'ADMIN')`);
    await write(1, 1000);
    await migrate(after);

    const sums = `
      select group_id, grain, sum(spent)::int as spent, sum(income)::int as income, sum(count)::int as count,
        sum(net_count)::int as net
      from group_spending group by 1, 2 order by 1, 2`;
    const counted = `
      select group_id, 'DAY' as grain, sum(greatest(total, 0))::int as spent, -sum(least(total, 0))::int as income,
        count(*) filter (where total > 0)::int as count, count(*) filter (where total > 0 and not payers_known)::int as net
      from expenses where deleted_at is null group by 1`;
    const { rows } = await old.query(counted);
    expect((await old.query(sums)).rows).toEqual(
      rows.sort((a, b) => (a.group_id < b.group_id ? -1 : 1)).flatMap((row) => [row, { ...row, grain: "MONTH" }]),
    );
    const members = `select m.member_id, m.grain, sum(m.borne)::int as borne, sum(m.paid)::int as paid, sum(m.count)::int as count
      from member_spending m group by 1, 2 order by 1, 2`;
    const [group] = rows;
    expect((await old.query(members)).rows[0]).toEqual({
      member_id: "m0",
      grain: "DAY",
      borne: group.spent,
      paid: group.spent,
      count: group.count,
    });
    expect(await noted()).toEqual([]);
    await write(1002, 1002);
    expect(await noted()).toEqual([{ group_id: "g0" }]);
  } finally {
    for (const dataSource of [before, after]) await dataSource.destroy();
    await database.drop();
  }
});
