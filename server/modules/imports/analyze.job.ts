import { poolOf } from "../../platform/database.js";
import type { Job } from "../../platform/jobs/job.js";

/** Entries from which an import is large enough to change what the planner should believe. */
export const ANALYZED_FROM = 1000;

const TABLES =
  "expenses, expense_payers, expense_shares, settlements, postings, group_events, import_rows, balances, pair_debts";

/** Has PostgreSQL look at the tables again after a large import, and not only when its own turn comes. */
export const analyzeJob: Job = {
  name: "imports.analyze",
  kind: "upkeep",
  attempts: 3,
  async run({ dataSource }) {
    await poolOf(dataSource).query(`analyze ${TABLES}`);
  },
};
