import { moneyEvent, quietEvent } from "../../platform/events/event-type.js";
import type { Expense, StoredSplit } from "./expense.entity.js";

export const expenseCreated = moneyEvent<Expense>("expense.created");
export const expenseUpdated = moneyEvent<Expense>("expense.updated");
export const expenseDeleted = moneyEvent<Expense>("expense.deleted");
export const expenseRestored = moneyEvent<Expense>("expense.restored");
export const defaultSplitSet = quietEvent<StoredSplit>("default_split.set");

export const expenseEvents = [expenseCreated, expenseUpdated, expenseDeleted, expenseRestored, defaultSplitSet];
