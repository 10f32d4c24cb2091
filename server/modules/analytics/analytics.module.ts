import type { Module } from "../../platform/module.js";
import { analyticsChecks } from "./analytics.checks.js";
import { GroupAnalyticsFields } from "./group-analytics.fields.js";
import { recountSpendingJob } from "./recount.job.js";
import { spendingOfExpenses, spendingOfImports } from "./spending.projection.js";
import { SpendingQueries } from "./spending.queries.js";

export const analytics: Module = {
  name: "analytics",
  tables: ["group_spending", "member_spending", "stale_spending"],
  resolvers: [SpendingQueries, GroupAnalyticsFields],
  projections: [spendingOfExpenses, spendingOfImports],
  checks: analyticsChecks,
  jobs: [recountSpendingJob],
};
