import { quietEvent } from "../../platform/events/event-type.js";
import type { Budget } from "./budget.entity.js";

/** Only a group's budgets have events: what somebody plans for themselves is nobody else's news. */
export const budgetCreated = quietEvent<Budget>("budget.created");
export const budgetUpdated = quietEvent<Budget>("budget.updated");
export const budgetDeleted = quietEvent<Budget>("budget.deleted");
export const budgetRestored = quietEvent<Budget>("budget.restored");

export const budgetEvents = [budgetCreated, budgetUpdated, budgetDeleted, budgetRestored];
