import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import "reflect-metadata";
import { withDatabase } from "../app/command-database.js";
import { readConfig } from "../app/config.js";
import { projections } from "../app/follows.js";
import type { DayRange } from "../kernel/calendar.js";
import { Decimal } from "../kernel/decimal.js";
import { newId } from "../kernel/ids.js";
import {
  type SpendingQuestion,
  spendingByCategory,
  spendingByMember,
  spendingSummary,
  spendingTrend,
} from "../modules/analytics/spending-figures.service.js";
import { spendingReader, spendingScope } from "../modules/analytics/spending-scope.js";
import { SplitMode } from "../modules/expenses/expense.entity.js";
import { createExpense } from "../modules/expenses/mutations/expenseCreate.js";
import { poolOf } from "../platform/database.js";
import { Snapshot } from "../platform/reader.js";
import { type Writing, write, writingAlone } from "../platform/write.js";
import { manyExpenses, seedExpenses } from "./many-expenses.js";

/**
 * `npm run bench`: what a year of 200,000 expenses takes to be understood, as ratios in one run, and what keeping the
 * sums costs those who write. Medians; compare them with each other, not with another machine's.
 */
const ROUNDS = 15;

const YEAR = { from: "2025-01-01", to: "2025-12-31" };
const MONTH = { from: "2025-06-01", to: "2025-06-30" };
const group = manyExpenses();
const { userId, groupId, memberIds } = group;
const viewer = { kind: "SESSION", userId, sessionId: newId("ses"), scopes: ["READ", "WRITE"] } as never;

/** What is asked for by a page of statistics. */
async function statistics(services: Writing, range: DayRange, convert: boolean): Promise<void> {
  const snapshot = new Snapshot(poolOf(services.dataSource));
  const source = spendingReader(snapshot, userId);
  const scope = await spendingScope(source, [groupId]);
  const question: SpendingQuestion = { scope, range, currency: "EUR", convert, categoryId: null, memberId: null };
  await spendingSummary(source, question);
  await spendingTrend(source, question, "MONTH");
  await spendingByCategory(source, question);
  await spendingByMember(source, question);
  await snapshot.end();
}

/** The same in one currency from the expenses themselves. */
const PLAIN = [
  `select sum(e.total) filter (where e.total > 0), count(*) filter (where e.total > 0) from expenses e
   where e.group_id = $1 and e.incurred_on between $2 and $3 and e.deleted_at is null and e.currency = 'EUR'`,
  `select sum(s.amount) filter (where e.total > 0), -sum(s.amount) filter (where e.total < 0)
   from expenses e join expense_shares s on s.expense_id = e.id and s.member_id = $4
   where e.group_id = $1 and e.incurred_on between $2 and $3 and e.deleted_at is null and e.currency = 'EUR'`,
  `select sum(p.amount) from expenses e join expense_payers p on p.expense_id = e.id and p.member_id = $4
   where e.group_id = $1 and e.incurred_on between $2 and $3 and e.deleted_at is null and e.currency = 'EUR' and e.total > 0`,
  ...["date_trunc('month', e.incurred_on)", "e.category_id"].flatMap((key) => [
    `select ${key}, sum(e.total), count(*) from expenses e
     where e.group_id = $1 and e.incurred_on between $2 and $3 and e.deleted_at is null and e.currency = 'EUR' and e.total > 0 group by 1`,
    `select ${key}, sum(s.amount) from expenses e join expense_shares s on s.expense_id = e.id and s.member_id = $4
     where e.group_id = $1 and e.incurred_on between $2 and $3 and e.deleted_at is null and e.currency = 'EUR' and e.total > 0 group by 1`,
  ]),
  `select s.member_id, sum(s.amount), count(*) from expenses e join expense_shares s on s.expense_id = e.id
   where e.group_id = $1 and e.incurred_on between $2 and $3 and e.deleted_at is null and e.currency = 'EUR' and e.total > 0 group by 1`,
  `select p.member_id, sum(p.amount) from expenses e join expense_payers p on p.expense_id = e.id
   where e.group_id = $1 and e.incurred_on between $2 and $3 and e.deleted_at is null and e.currency = 'EUR' and e.total > 0 group by 1`,
];

async function plainly({ dataSource }: Writing): Promise<void> {
  for (const text of PLAIN) {
    const values = [groupId, YEAR.from, YEAR.to, memberIds[0]];
    await poolOf(dataSource).query(text, text.includes("$4") ? values : values.slice(0, 3));
  }
}

/** One more expense of so many members. */
function spend(writing: Writing, count: number): Promise<string> {
  const amount = Decimal.parse(`${count}.00`)!;
  const parts = memberIds.slice(0, count).map((memberId) => ({ memberId }));
  const [payer] = parts;
  return write(writing, (tx) =>
    createExpense(tx, viewer, {
      groupId,
      title: "Dinner",
      total: { amount, currency: "EUR" },
      incurredOn: "2025-06-15",
      payers: [payer!],
      split: { mode: SplitMode.EQUAL, parts },
    }),
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[numbers.length >> 1]!;
}

/** Medians of each, done in turn, so that a machine that drifts drifts for all. */
async function medians<Name extends string>(
  works: Record<Name, () => Promise<unknown>>,
  rounds: number,
): Promise<Record<Name, number>> {
  const names = Object.keys(works) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -3; round < rounds; round++) {
    for (const name of round % 2 ? names : [...names].reverse()) {
      const took = await timed(works[name]);
      if (round >= 0) times.get(name)!.push(took);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name)!)])) as Record<Name, number>;
}

/** How many statements a write takes. */
async function statementsOf(writing: Writing, count: number): Promise<number> {
  const client = pg.Client.prototype as { query: (this: void, ...given: never[]) => unknown };
  const { query } = client;
  let statements = 0;
  client.query = function (this: unknown, ...given: never[]) {
    statements += 1;
    return Reflect.apply(query, this, given);
  } as typeof query;
  await spend(writing, count);
  client.query = query;
  return statements;
}

function line(what: string, value: string, bound: string): void {
  process.stdout.write(`${what.padEnd(60)} ${value.padStart(9)}   ${bound}\n`);
}

const dataDir = mkdtempSync(join(tmpdir(), "expense-tracker-spending-"));
const config = readConfig({ ...process.env, DATA_DIR: dataDir, LOG_LEVEL: "silent" });
try {
  await withDatabase(config, async (dataSource) => {
    const writing = writingAlone(dataSource, projections);
    const without = writingAlone(
      dataSource,
      projections.filter(({ name }) => !name.startsWith("spending-")),
    );
    await seedExpenses(writing, group);
    const { month, year, days, plain } = await medians(
      {
        month: () => statistics(writing, MONTH, false),
        year: () => statistics(writing, YEAR, false),
        days: () => statistics(writing, YEAR, true),
        plain: () => plainly(writing),
      },
      ROUNDS,
    );
    const ratio = (one: number, other: number) => (one / other).toPrecision(3);
    line("statistics of a month in one currency", `${month.toPrecision(3)} ms`, "");
    line("of a year of 200,000 expenses in one currency, to a month's", ratio(year, month), "at most 3");
    line("of a year where each day converts, to a month's", ratio(days, month), "at most 12");
    line("of a year, to plain SQL over the expenses", ratio(year, plain), "at most 0.05");
    for (const count of [4, memberIds.length]) {
      const writes = await medians(
        { kept: () => spend(writing, count), none: () => spend(without, count) },
        4 * ROUNDS,
      );
      const more = (await statementsOf(writing, count)) - (await statementsOf(without, count));
      const bound = count === 4 ? "at most 1.3" : "";
      line(`a write of ${count} shares, to one that keeps no sums`, ratio(writes.kept, writes.none), bound);
      line("  statements more", String(more), "1");
    }
  });
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
