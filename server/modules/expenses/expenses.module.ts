import type { Module } from "../../platform/module.js";
import { Category } from "./category.entity.js";
import { DefaultSplitFields, GroupDefaultSplitFields } from "./default-split.fields.js";
import { visibleExpense } from "./expense.access.js";
import { Expense } from "./expense.entity.js";
import { expenseEvents } from "./expense.events.js";
import {
  categoryNode,
  ExpenseFields,
  ExpenseShareFields,
  GroupExpenseFields,
  SplitPartFields,
} from "./expense.fields.js";
import { ExpenseReceiptFields, ReceiptExpenseFields } from "./expense-receipts.fields.js";
import { ExpenseRightsFields } from "./expense-rights.fields.js";
import { expenseChecks } from "./expenses.checks.js";
import { DefaultSplitSetResolver } from "./mutations/defaultSplitSet.js";
import { ExpenseCreateResolver } from "./mutations/expenseCreate.js";
import { ExpenseDeleteResolver } from "./mutations/expenseDelete.js";
import { ExpenseRestoreResolver } from "./mutations/expenseRestore.js";
import { ExpenseUpdateResolver } from "./mutations/expenseUpdate.js";
import { ReceiptAttachResolver } from "./mutations/receiptAttach.js";

import { GroupProposalFields, TitledCategoryFields } from "./proposal.fields.js";

export const expenses: Module = {
  name: "expenses",
  ids: { exp: Expense, cat: Category },
  entities: [Expense, Category],
  events: expenseEvents,
  tables: ["default_splits", "expense_payers", "expense_shares"],
  resolvers: [
    ExpenseRightsFields,
    GroupExpenseFields,
    GroupProposalFields,
    TitledCategoryFields,
    ExpenseFields,
    ExpenseShareFields,
    SplitPartFields,
    ExpenseCreateResolver,
    ExpenseUpdateResolver,
    ExpenseDeleteResolver,
    ExpenseRestoreResolver,
    GroupDefaultSplitFields,
    DefaultSplitFields,
    DefaultSplitSetResolver,
    ExpenseReceiptFields,
    ReceiptExpenseFields,
    ReceiptAttachResolver,
  ],
  nodes: { exp: visibleExpense, cat: categoryNode },
  checks: expenseChecks,
};
