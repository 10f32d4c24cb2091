import { z } from "zod";
import { groupToday, homeToday } from "../../kernel/today.js";
import { poolOf } from "../../platform/database.js";
import type { Job } from "../../platform/jobs/job.js";
import { entities, poolReader } from "../../platform/reader.js";
import { type Tx, write } from "../../platform/write.js";
import type { Writer } from "../../platform/writer.js";
import { type SpendingReader, spendingReader } from "../analytics/spending-scope.js";
import { Group } from "../groups/group.entity.js";
import { announce } from "../notifications/notice.service.js";
import { NotificationKind } from "../notifications/preference.js";
import { userById } from "../users/user.loader.js";
import type { Budget } from "./budget.entity.js";
import { budgetsByGroup, budgetsOfUser } from "./budget.loader.js";
import { availableIn, type BudgetFigures, budgetFigures, reachedThresholds } from "./budget-figures.service.js";

/** Whose budgets are to be looked at: somebody's own, or a group's. */
interface Planner {
  readonly userId: string | null;
  readonly groupId: string | null;
}

/**
 * Looks whether a budget has reached a threshold, and tells whom it concerns: once for each threshold in every period,
 * whatever is taken back meanwhile, and of several that are reached at once the highest.
 */
export const thresholdJob: Job<Planner> = {
  name: "budgets.look",
  kind: "events",
  attempts: 10,
  payload: z.object({ userId: z.string().nullable(), groupId: z.string().nullable() }),
  run: (services, _signal, planner) => write(services, (tx) => lookAt(tx, planner)),
};

/** A new period can begin beyond a threshold, by what was entered ahead. */
export const allThresholdsJob: Job = {
  name: "budgets.look-all",
  kind: "upkeep",
  schedule: "15 4 * * *",
  attempts: 5,
  async run(services) {
    const planners = await poolReader(poolOf(services.dataSource)).rows<Planner>(
      "select distinct user_id, group_id from budgets where deleted_at is null and thresholds <> '{}'",
    );
    await write(services, (tx) => lookSoon(tx, planners));
  },
};

/** Has these be looked at once this has committed. */
export async function lookSoon(tx: Writer, planners: readonly Planner[]): Promise<void> {
  const at = new Date();
  const jobs = planners.map((planner) => {
    const whose = planner.groupId ?? planner.userId!;
    return { payload: planner, key: whose, at, order: whose };
  });
  await tx.enqueueEach(thresholdJob, jobs);
}

async function lookAt(tx: Tx, { userId, groupId }: Planner): Promise<void> {
  const source = spendingReader(tx, userId ?? "");
  if (groupId !== null) return lookAtGroup(tx, source, groupId);
  const user = await userById(tx).load(userId!);
  if (!user) return;
  for (const budget of await budgetsOfUser(tx, user.id)) {
    await lookAtBudget(tx, source, budget, { today: homeToday(user), userIds: [user.id], name: null });
  }
}

async function lookAtGroup(tx: Tx, source: SpendingReader, groupId: string): Promise<void> {
  const [group] = entities(Group, await tx.rows("select * from groups where id = $1", [groupId]));
  if (!group) return;
  const budgets = await budgetsByGroup(tx).load(groupId);
  const people = await tx.rows<{ userId: string }>(
    "select distinct user_id from members where group_id = $1 and user_id is not null and left_at is null order by 1",
    [groupId],
  );
  const told = { today: groupToday(group), userIds: people.map(({ userId }) => userId), name: group.name };
  for (const budget of budgets) await lookAtBudget(tx, source, budget, told);
}

interface Told {
  readonly today: string;
  readonly userIds: readonly string[];
  /** The group's, where it is a group's. */
  readonly name: string | null;
}

async function lookAtBudget(tx: Tx, source: SpendingReader, budget: Budget, told: Told): Promise<void> {
  if (budget.thresholds.length === 0) return;
  const figures = await budgetFigures(source, budget, told.today);
  const reached = reachedThresholds(budget, figures);
  if (reached.length === 0) return;
  const isNew = await tx.rows<{ threshold: number }>(
    `insert into budget_notices (budget_id, period_from, threshold) select $1, $2, unnest($3::int[])
     on conflict do nothing returning threshold`,
    [budget.id, figures.period.from, reached],
  );
  if (isNew.length === 0) return;
  const threshold = Math.max(...isNew.map((row) => row.threshold));
  await announce(tx, {
    userIds: told.userIds,
    kind: NotificationKind.BUDGET,
    groupId: budget.groupId,
    subjectId: budget.id,
    what: await announcementOf(tx, budget, figures, threshold, told.name),
    once: `${budget.id} ${figures.period.from} ${threshold}`,
  });
}

async function announcementOf(tx: Tx, budget: Budget, figures: BudgetFigures, threshold: number, name: string | null) {
  const { categoryId, currency } = budget;
  const [category] =
    categoryId === null
      ? []
      : await tx.rows<{ name: string }>("select name from categories where id = $1", [categoryId]);
  const moneyOf = (minor: bigint) => ({ minor: String(minor), currency });
  return {
    of: "budget",
    about: category?.name ?? name,
    isCategory: category !== undefined,
    threshold,
    spent: moneyOf(figures.spent),
    limit: moneyOf(availableIn(budget, figures)),
  } as const;
}
