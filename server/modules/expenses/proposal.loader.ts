import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { Viewer } from "../../platform/actor.js";
import type { Reader } from "../../platform/reader.js";
import type { Expense } from "./expense.entity.js";
import { EXPENSE_COLUMNS, expensesFrom } from "./expense.loader.js";

/** How many expenses of a group say what the next one may be for. */
export const TITLES_MAX = 100;

/** What the viewer entered last in each group, by hand and not deleted; null where there is nothing. */
export function lastEnteredByGroup(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Expense | null>(async (groupIds) => {
    const rows = await reader.rows(
      `select e.* from members v cross join lateral (
         select ${EXPENSE_COLUMNS} from expenses e
         where e.group_id = v.group_id and e.created_by_id = v.id and e.deleted_at is null and e.import_id is null
         order by e.created_at desc, e.id desc limit 1) e
       where v.group_id = any($1) and v.user_id = $2 and v.left_at is null`,
      [groupIds, viewer?.userId ?? null],
    );
    const byGroup = new Map(expensesFrom(rows).map((expense) => [expense.groupId, expense]));
    return groupIds.map((id) => byGroup.get(id) ?? null);
  });
}

interface TitleRow {
  readonly groupId: string;
  readonly title: string;
  readonly categoryId: string;
}

/** The titles of each group's newest expenses, newest first and each once; callers hold ids that the viewer may see. */
export function titlesByGroup(reader: Reader) {
  return new DataLoader<string, TitleRow[]>(async (groupIds) => {
    const rows = await reader.rows<TitleRow>(
      `select e.group_id, e.title, e.category_id from unnest($1::text[]) as g (id) cross join lateral (
         select group_id, title, category_id, incurred_on, id from expenses
         where group_id = g.id and deleted_at is null order by incurred_on desc, id desc limit ${TITLES_MAX}) e
       order by e.group_id, e.incurred_on desc, e.id desc`,
      [groupIds],
    );
    const byGroup = groupBy(rows, (row) => row.groupId);
    return groupIds.map((id) => newestOfEach(byGroup.get(id) ?? []));
  });
}

function newestOfEach(rows: readonly TitleRow[]): TitleRow[] {
  const titles = new Map<string, TitleRow>();
  for (const row of rows) if (!titles.has(row.title)) titles.set(row.title, row);
  return [...titles.values()];
}
