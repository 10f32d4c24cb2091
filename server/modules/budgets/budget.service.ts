import type { DayRange } from "../../kernel/calendar.js";
import { daysIn } from "../../kernel/calendar.js";
import { isId } from "../../kernel/ids.js";
import type { Money } from "../../kernel/money.js";
import { groupToday, homeToday } from "../../kernel/today.js";
import { changedMoney, type RecordedChange } from "../../platform/events/event.js";
import { entities } from "../../platform/reader.js";
import type { MoneyInput } from "../../platform/schema/money.js";
import { moneyFrom, requireCurrency } from "../../platform/schema/money.js";
import { InvalidFields, notFound, wrongState } from "../../platform/schema/refusals.js";
import type { Tx } from "../../platform/write.js";
import type { Category } from "../expenses/category.entity.js";
import { categoryFrom } from "../expenses/expense.service.js";
import type { Group } from "../groups/group.entity.js";
import { currenciesOf } from "../ledger/ledger.service.js";
import { userOf } from "../users/user.loader.js";
import { Budget, BudgetPeriod } from "./budget.entity.js";
import { currentPeriod } from "./budget-period.js";

/** As many as one person, or one group, may have. */
const BUDGETS_MAX = 50;
export const THRESHOLDS_MAX = 10;
const THRESHOLD_MAX = 1_000;
export const THRESHOLDS_DEFAULT: readonly number[] = [80, 100];
const DAYS_MAX = 3_660;
const LAST_DAY = "9998-12-31";

/** What a budget says, whoever's it is. */
export type BudgetTerms = Pick<
  Budget,
  "categoryId" | "limitMinor" | "currency" | "period" | "fromDay" | "toDay" | "thresholds" | "rollOver"
>;

/** What is entered of it; what is left out is undefined. */
export interface EnteredTerms {
  readonly limit?: MoneyInput | null;
  readonly period?: BudgetPeriod | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly thresholds?: readonly number[] | null;
  readonly rollOver?: boolean | null;
}

/** The terms that were entered, what is left out as it was before; what is wrong goes into `invalid`. */
export function termsFrom(entered: EnteredTerms, before: BudgetTerms, invalid: InvalidFields): BudgetTerms {
  const limit = limitFrom(entered.limit, { minor: before.limitMinor, currency: before.currency }, invalid);
  const period = entered.period ?? before.period;
  const isRange = period === BudgetPeriod.RANGE;
  const wasRange = before.period === BudgetPeriod.RANGE;
  const fromDay = entered.from ?? (isRange && wasRange ? before.fromDay : null);
  const toDay = entered.to ?? (isRange && wasRange ? before.toDay : null);
  if (isRange) requireDays(fromDay, toDay, invalid);
  else refuseDays(fromDay, toDay, invalid);
  const rollOver = entered.rollOver ?? (isRange ? false : before.rollOver);
  if (isRange && rollOver) invalid.add(["rollOver"], "NOT_ALLOWED", "Nothing comes after a range.");
  return {
    categoryId: before.categoryId,
    limitMinor: limit.minor,
    currency: limit.currency,
    period,
    fromDay,
    toDay,
    thresholds: thresholdsFrom(entered.thresholds ?? before.thresholds, invalid),
    rollOver,
  };
}

function limitFrom(limit: MoneyInput | null | undefined, before: Money, invalid: InvalidFields): Money {
  if (!limit) return before;
  const money = moneyFrom(limit, invalid, ["limit"]);
  if (limit.amount.units <= 0n) invalid.add(["limit", "amount"], "OUT_OF_RANGE", "A limit is above zero.");
  return money;
}

function requireDays(from: string | null, to: string | null, invalid: InvalidFields): void {
  if (from === null) invalid.add(["from"], "REQUIRED", "Say from which day.");
  if (to === null) invalid.add(["to"], "REQUIRED", "Say to which day.");
  if (from === null || to === null) return;
  if (to < from) invalid.add(["to"], "OUT_OF_RANGE", "The last day is not before the first.");
  else if (to > LAST_DAY) invalid.add(["to"], "OUT_OF_RANGE", `No day is after ${LAST_DAY}.`);
  else if (daysIn({ from, to } satisfies DayRange) > DAYS_MAX) {
    invalid.add(["to"], "OUT_OF_RANGE", "A range has at most ten years.");
  }
}

function refuseDays(from: string | null, to: string | null, invalid: InvalidFields): void {
  if (from !== null) invalid.add(["from"], "NOT_ALLOWED", "Only a range has days of its own.");
  if (to !== null) invalid.add(["to"], "NOT_ALLOWED", "Only a range has days of its own.");
}

function thresholdsFrom(thresholds: readonly number[], invalid: InvalidFields): number[] {
  if (thresholds.length > THRESHOLDS_MAX) {
    invalid.add(["thresholds"], "TOO_LONG", `At most ${THRESHOLDS_MAX} thresholds.`);
  }
  const seen = new Set<number>();
  for (const [index, threshold] of thresholds.slice(0, THRESHOLDS_MAX).entries()) {
    const path = ["thresholds", String(index)];
    if (threshold < 1 || threshold > THRESHOLD_MAX) {
      invalid.add(path, "OUT_OF_RANGE", `A threshold is 1 to ${THRESHOLD_MAX} percent.`);
    } else if (seen.has(threshold)) invalid.add(path, "DUPLICATE", "This threshold is there twice.");
    seen.add(threshold);
  }
  return [...seen].sort((a, b) => a - b);
}

/** Nothing that a budget needs can be emptied. */
export function refuseEmptied(input: EnteredTerms, invalid: InvalidFields): void {
  for (const field of ["limit", "period", "thresholds", "rollOver"] as const) {
    if (input[field] === null) invalid.add([field], "REQUIRED", "This cannot be empty.");
  }
}

/** What must be known of the database: the category, and whether the currency is still one. */
export async function requireTerms(
  tx: Tx,
  { currency }: Pick<BudgetTerms, "currency">,
  categoryId: string | null | undefined,
  groupId: string | null,
  invalid: InvalidFields,
): Promise<Pick<Category, "id" | "name"> | null> {
  requireCurrency(currency, groupId === null ? [] : await currenciesOf(tx, groupId), invalid, ["limit", "currency"]);
  return categoryId === null || categoryId === undefined ? null : categoryFrom(tx, categoryId, invalid);
}

/** Whoever plans for themselves plans one thing after the other. */
export async function lockPlanner(tx: Tx, userId: string): Promise<void> {
  await tx.run("select from users where id = $1 for no key update", [userId]);
}

/** Refuses one too many; whose they are must be locked. */
export async function requireRoom(tx: Tx, { userId, groupId }: Pick<Budget, "userId" | "groupId">): Promise<void> {
  const column = groupId === null ? "user_id" : "group_id";
  const rows = await tx.rows(`select from budgets where ${column} = $1 and deleted_at is null`, [groupId ?? userId]);
  if (rows.length >= BUDGETS_MAX) throw wrongState(`There are ${BUDGETS_MAX} budgets: delete one first.`, null);
}

/** The budget as it is now, a deleted one too; whose it is must be locked. */
export async function storedBudget(tx: Tx, id: string): Promise<Budget> {
  const [budget] = entities(Budget, await tx.rows("select * from budgets where id = $1", [id]));
  // It may have been forgotten since it was looked for.
  if (!budget) throw notFound();
  return budget;
}

/** The same; one that was deleted is refused. */
export async function loadBudget(tx: Tx, id: string): Promise<Budget> {
  const budget = await storedBudget(tx, id);
  if (budget.deletedAt !== null) throw wrongState("This budget is deleted.", id);
  return budget;
}

/** Whose budget this is; a stranger learns nothing of it. */
export async function placeOf(tx: Tx, id: string): Promise<Pick<Budget, "userId" | "groupId">> {
  if (!isId("bud", id)) throw notFound();
  const [place] = await tx.before.rows<Pick<Budget, "userId" | "groupId">>(
    "select user_id, group_id from budgets where id = $1",
    [id],
  );
  if (!place) throw notFound();
  return place;
}

/** What day it is for a budget: for a group the group's, else the one where the person lives. */
export async function budgetToday(tx: Tx, group: Pick<Group, "timeZone"> | null, userId: string): Promise<string> {
  return group ? groupToday(group) : homeToday(await userOf(tx, { userId }));
}

/** The first day from which what is left goes over, for terms that are new on this day. */
export function sinceOf(terms: BudgetTerms, today: string): string {
  return currentPeriod(terms, today).from;
}

/** What differs between two versions, field by field. */
export function budgetChanges(
  before: BudgetTerms | null,
  after: BudgetTerms,
  categories: {
    readonly before: Pick<Category, "id" | "name"> | null;
    readonly after: Pick<Category, "id" | "name"> | null;
  },
): RecordedChange[] {
  const limitOf = ({ limitMinor, currency }: BudgetTerms) => changedMoney({ minor: limitMinor, currency });
  const titled = (category: Pick<Category, "id" | "name"> | null) =>
    category && { id: category.id, title: category.name };
  const isOther = before === null || before.limitMinor !== after.limitMinor || before.currency !== after.currency;
  return [
    ...(isOther ? [{ field: "limit", before: before && limitOf(before), after: limitOf(after) }] : []),
    ...(before?.period === after.period
      ? []
      : [{ field: "period", before: before?.period ?? null, after: after.period }]),
    ...(categories.before?.id === categories.after?.id
      ? []
      : [{ field: "category", before: titled(categories.before), after: titled(categories.after) }]),
  ];
}
