import type { DayRange } from "../../kernel/calendar.js";
import { decimalText } from "../../kernel/decimal.js";
import { roundHalfToEven } from "../../kernel/exchange.js";
import { spendingFigures } from "../analytics/spending-figures.service.js";
import { ofGroup, type SpendingReader, spendingScope } from "../analytics/spending-scope.js";
import type { Budget } from "./budget.entity.js";
import { currentPeriod, daysGone, periodsSince } from "./budget-period.js";

/** Where a budget stands, in minor units of its currency. */
export interface BudgetFigures {
  readonly period: DayRange;
  readonly spent: bigint;
  /** What has gone over from earlier periods; below zero where more was spent than planned. */
  readonly carried: bigint;
}

type Planned = Pick<
  Budget,
  | "groupId"
  | "categoryId"
  | "currency"
  | "limitMinor"
  | "period"
  | "fromDay"
  | "toDay"
  | "rollOver"
  | "since"
  | "carriedBefore"
>;

/** Where it stands on a day; of somebody's own the reader's viewer is whose it is. */
export async function budgetFigures(source: SpendingReader, budget: Planned, today: string): Promise<BudgetFigures> {
  const { groupId, categoryId, currency } = budget;
  const scope = groupId === null ? await spendingScope(source, null) : ofGroup(groupId);
  const spentIn = async (range: DayRange) => {
    const question = { scope, range, currency, convert: true, categoryId, memberId: null };
    const { mine, total } = await spendingFigures(source, question);
    return groupId === null ? mine : total;
  };
  const period = currentPeriod(budget, today);
  const spent = await spentIn(period);
  return { period, spent, carried: await carriedInto(budget, period, spentIn) };
}

/** What was not spent of each period since, or, below zero, was spent beyond it. */
async function carriedInto(
  { rollOver, period, since, limitMinor, carriedBefore }: Planned,
  current: DayRange,
  spentIn: (range: DayRange) => Promise<bigint>,
): Promise<bigint> {
  if (!rollOver || period === "RANGE") return 0n;
  const before = periodsSince(period, since, current);
  if (!before) return BigInt(carriedBefore);
  return BigInt(carriedBefore) + before.count * limitMinor - (await spentIn(before.days));
}

/** What there is to spend in the period. */
export function availableIn({ limitMinor }: Pick<Budget, "limitMinor">, { carried }: BudgetFigures): bigint {
  return limitMinor + carried;
}

/**
 * The part of what there is that was spent, by the part of the days that have begun, to two decimals: above one it goes
 * faster than the time. Where nothing is left from before the first day on, the limit alone stands for what there is.
 */
export function paceOf(budget: Pick<Budget, "limitMinor">, figures: BudgetFigures, today: string): string {
  const { gone, all } = daysGone(figures.period, today);
  if (gone === 0) return decimalText(0n, 2);
  const available = availableIn(budget, figures);
  const base = available > 0n ? available : budget.limitMinor;
  return decimalText(roundHalfToEven(figures.spent * BigInt(all) * 100n, base * BigInt(gone)), 2);
}

/** Which of the thresholds are reached. */
export function reachedThresholds(
  budget: Pick<Budget, "limitMinor" | "thresholds">,
  figures: BudgetFigures,
): readonly number[] {
  const available = availableIn(budget, figures);
  if (figures.spent <= 0n) return [];
  return budget.thresholds.filter((threshold) => figures.spent * 100n >= BigInt(threshold) * available);
}
