import type { Module } from "../../platform/module.js";
import { ledgerChecks } from "./ledger.checks.js";
import { checkLedgerJob } from "./ledger-check.service.js";
import { GroupLedgerFields, LedgerViolationFields } from "./ledger-health.fields.js";
import { PairDebt, Posting, RunningBalance } from "./posting.entity.js";
import { settledWhenLeaving } from "./settled-when-leaving.projection.js";

export const ledger: Module = {
  name: "ledger",
  projections: [settledWhenLeaving],
  entities: [Posting, RunningBalance, PairDebt],
  tables: ["ledger_checks"],
  resolvers: [GroupLedgerFields, LedgerViolationFields],
  checks: ledgerChecks,
  jobs: [checkLedgerJob],
};
