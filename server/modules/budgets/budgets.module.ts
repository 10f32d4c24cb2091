import type { Module } from "../../platform/module.js";
import { sqlRetention } from "../../platform/retention.js";
import { visibleBudget } from "./budget.access.js";
import { Budget } from "./budget.entity.js";
import { budgetEvents } from "./budget.events.js";
import { BudgetFields, GroupBudgetFields, UserBudgetFields } from "./budget.fields.js";
import { BudgetCreateResolver } from "./mutations/budgetCreate.js";
import { BudgetDeleteResolver } from "./mutations/budgetDelete.js";
import { BudgetRestoreResolver } from "./mutations/budgetRestore.js";
import { BudgetUpdateResolver } from "./mutations/budgetUpdate.js";
import { thresholdFollower } from "./threshold.follower.js";
import { allThresholdsJob, thresholdJob } from "./threshold.job.js";

export const budgets: Module = {
  name: "budgets",
  ids: { bud: Budget },
  entities: [Budget],
  tables: ["budget_notices"],
  events: budgetEvents,
  resolvers: [
    GroupBudgetFields,
    UserBudgetFields,
    BudgetFields,
    BudgetCreateResolver,
    BudgetUpdateResolver,
    BudgetDeleteResolver,
    BudgetRestoreResolver,
  ],
  nodes: { bud: visibleBudget },
  followers: [thresholdFollower],
  jobs: [thresholdJob, allThresholdsJob],
  endAccount: (tx, userId) => tx.run("delete from budgets where user_id = $1", [userId]),
  retention: [
    sqlRetention(
      "deleted budgets",
      "budgets",
      "old.user_id is not null and old.deleted_at < now() - interval '30 days'",
    ),
    sqlRetention("notices of budgets", "budget_notices", "old.at < now() - interval '2 years'"),
  ],
};
