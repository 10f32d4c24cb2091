import { rangeBefore, yearBefore } from "../../kernel/calendar.js";
import { homeToday } from "../../kernel/today.js";
import type { Reader } from "../../platform/reader.js";
import {
  type SpendingFigures,
  type SpendingQuestion,
  spendingByCategory,
  spendingByGroup,
  spendingByMember,
  spendingSummary,
  spendingTrend,
} from "../analytics/spending-figures.service.js";
import {
  allSpendingLines,
  type SpendingLedger,
  type SpendingLine,
  spendingLedger,
} from "../analytics/spending-rows.service.js";
import { type SpendingReader, spendingScope } from "../analytics/spending-scope.js";
import { allCategories } from "../expenses/category.loader.js";
import { categoryWord } from "../expenses/category-words.js";
import { groupNameFor } from "../groups/group.loader.js";
import type { User } from "../users/user.entity.js";
import type { Report } from "./report.entity.js";
import type { PersonSpending, ReportContent, ReportRow, Spending } from "./report-content.js";
import { reportNumbers } from "./report-numbers.js";

/** What a report says, and the groups that it speaks of, in the state of the database that `source` reads. */
export async function contentOf(
  source: SpendingReader,
  report: Report,
  user: Pick<User, "name" | "locale" | "timeZone">,
): Promise<{ readonly content: ReportContent; readonly groupIds: readonly string[] }> {
  const scope = await spendingScope(source, report.groupId === null ? null : [report.groupId]);
  const range = { from: report.fromDay, to: report.toDay };
  const { currency } = report;
  const question: SpendingQuestion = { scope, range, currency, convert: true, categoryId: null, memberId: null };
  const figures = await spendingSummary(source, question);
  const groupNames = await namesOfGroups(source, scope.groupIds);
  const ledger = await spendingLedger(source, question);
  const { locale } = user;
  const categories = await categoryNames(source.reader, locale);
  return {
    groupIds: scope.groupIds,
    content: {
      locale,
      title: report.groupId === null ? user.name : groupNames.get(report.groupId)!,
      range,
      currency,
      madeOn: homeToday(user),
      figures,
      compared: await comparedTo(source, question),
      unconverted: figures.unconverted,
      ratesAsOf: figures.ratesAsOf,
      months: await monthsOf(source, question, locale),
      categories: spendingOf(await spendingByCategory(source, question), categories),
      groups: report.groupId === null ? spendingOf(await spendingByGroup(source, question), groupNames) : [],
      people: report.groupId === null ? [] : await peopleOf(source, question),
      count: ledger.figures.count,
      rows: () => rowsOf(source, ledger, { groupNames, categories }),
    },
  };
}

async function comparedTo(source: SpendingReader, question: SpendingQuestion): Promise<ReportContent["compared"]> {
  const [before, ago] = [rangeBefore(question.range), yearBefore(question.range)];
  if (before === null || ago === null) return null;
  return {
    previous: await spendingSummary(source, { ...question, range: before }),
    yearBefore: await spendingSummary(source, { ...question, range: ago }),
  };
}

async function monthsOf(source: SpendingReader, question: SpendingQuestion, locale: string): Promise<Spending[]> {
  const { month } = reportNumbers(locale);
  const points = await spendingTrend(source, question, "MONTH");
  return points.map(({ from, mine, total, count }) => ({ label: month(from), mine, total, count }));
}

/** The largest total first. */
function spendingOf(figures: ReadonlyMap<string, SpendingFigures>, names: ReadonlyMap<string, string>): Spending[] {
  return [...figures]
    .map(([id, { mine, total, count }]) => ({ label: names.get(id)!, mine, total, count }))
    .sort((a, b) => (a.total === b.total ? 0 : a.total > b.total ? -1 : 1));
}

async function peopleOf(source: SpendingReader, question: SpendingQuestion): Promise<PersonSpending[]> {
  const people = await spendingByMember(source, question);
  const rows = await source.reader.rows<{ id: string; name: string }>(
    "select m.id, coalesce(u.name, m.name) as name from members m left join users u on u.id = m.user_id where m.id = any($1)",
    [people.map(({ memberId }) => memberId)],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return people.map(({ memberId, borne, paid, count }) => ({ name: names.get(memberId)!, borne, paid, count }));
}

async function namesOfGroups({ reader, viewer }: SpendingReader, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await reader.rows<{ id: string; name: string }>(
    `select g.id, ${groupNameFor("$2")} as name from groups g where g.id = any($1)`,
    [ids, viewer.userId],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function categoryNames(reader: Reader, locale: string): Promise<Map<string, string>> {
  const categories = await allCategories(reader);
  return new Map(categories.map(({ id, name }) => [id, categoryWord(name, locale)]));
}

interface Names {
  readonly groupNames: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, string>;
}

async function* rowsOf(source: SpendingReader, ledger: SpendingLedger, names: Names): AsyncGenerator<ReportRow[]> {
  for await (const lines of allSpendingLines(source, ledger)) yield describedRows(source.reader, lines, names);
}

interface ExpenseWords {
  readonly id: string;
  readonly groupId: string;
  readonly title: string;
  readonly categoryId: string;
  readonly total: bigint;
  readonly currency: string;
  readonly payers: readonly string[];
}

/** Expenses by their ids, with the names of those who paid, the largest part first; nobody where that is not known. */
const EXPENSES = `
  select e.id, e.group_id, e.title, e.category_id, e.total, e.currency, case when e.payers_known then array(
    select coalesce(u.name, m.name) from expense_payers p
    join members m on m.id = p.member_id left join users u on u.id = m.user_id
    where p.expense_id = e.id order by p.amount desc, m.position) else '{}' end as payers
  from expenses e where e.id = any($1)`;

async function describedRows(reader: Reader, lines: readonly SpendingLine[], names: Names): Promise<ReportRow[]> {
  const expenses = await reader.rows<ExpenseWords>(EXPENSES, [lines.map(({ expenseId }) => expenseId)]);
  const byId = new Map(expenses.map((expense) => [expense.id, expense]));
  return lines.map(({ expenseId, day, total, mine }) => {
    const expense = byId.get(expenseId)!;
    return {
      day,
      group: names.groupNames.get(expense.groupId)!,
      title: expense.title,
      category: names.categories.get(expense.categoryId)!,
      payers: expense.payers,
      amount: { minor: expense.total, currency: expense.currency },
      total,
      mine,
    };
  });
}
