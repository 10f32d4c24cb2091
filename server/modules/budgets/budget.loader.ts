import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { Viewer } from "../../platform/actor.js";
import { entities, type Reader } from "../../platform/reader.js";
import { Budget } from "./budget.entity.js";

/** Budgets by id, deleted ones too, that are the viewer's own or of a group that they are in; null for all others. */
export function budgetForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Budget | null>(async (ids) => {
    const rows = await reader.rows(
      `select b.* from budgets b where b.id = any($1) and (b.user_id = $2 or exists (
         select from members v where v.group_id = b.group_id and v.user_id = $2 and v.left_at is null))`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(entities(Budget, rows).map((budget) => [budget.id, budget]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** A group's budgets, oldest first. */
export function budgetsByGroup(reader: Reader) {
  return new DataLoader<string, Budget[]>(async (groupIds) => {
    const rows = await reader.rows(
      "select * from budgets where group_id = any($1) and deleted_at is null order by group_id, created_at, id",
      [groupIds],
    );
    const byGroup = groupBy(entities(Budget, rows), (budget) => budget.groupId!);
    return groupIds.map((groupId) => byGroup.get(groupId) ?? []);
  });
}

/** What people plan for themselves, oldest first; callers ask for their own. */
export async function budgetsOfUser(reader: Reader, userId: string): Promise<Budget[]> {
  const rows = await reader.rows(
    "select * from budgets where user_id = $1 and deleted_at is null order by created_at, id",
    [userId],
  );
  return entities(Budget, rows);
}
