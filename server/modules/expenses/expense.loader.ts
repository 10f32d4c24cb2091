import DataLoader from "dataloader";
import type { Viewer } from "../../platform/actor.js";
import { entities, type Reader } from "../../platform/reader.js";
import { Expense } from "./expense.entity.js";

type Amounts = [memberId: string, amount: string][];

/** An expense with its payers and shares in one row: they cannot be of different versions. */
export const EXPENSE_COLUMNS = `e.id, e.group_id, e.title, e.notes, e.total, e.currency, e.incurred_on, e.category_id,
  (select c.name from categories c where c.id = e.category_id) as category_name, e.split as stored_split,
  e.conversion as original, e.payers_known, e.import_id, e.created_by_id, e.version, e.created_at, e.updated_at, e.deleted_at,
  (select json_agg(json_build_array(p.member_id, p.amount::text) order by m.position)
     from expense_payers p join members m on m.id = p.member_id where p.expense_id = e.id) as payer_rows,
  (select json_agg(json_build_array(s.member_id, s.amount::text) order by m.position)
     from expense_shares s join members m on m.id = s.member_id where s.expense_id = e.id) as share_rows`;

export function expensesFrom(rows: readonly object[]): Expense[] {
  return entities(Expense, rows).map((expense) => {
    expense.payerRows = amounts(expense.payerRows as unknown as Amounts);
    expense.shareRows = amounts(expense.shareRows as unknown as Amounts);
    return expense;
  });
}

function amounts(rows: Amounts) {
  return rows.map(([memberId, amount]) => ({ memberId, minor: BigInt(amount) }));
}

/** Expenses by id, deleted ones too, if the viewer is in their group; null for all others. */
export function expenseForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Expense | null>(async (ids) => {
    const rows = await reader.rows(
      `select ${EXPENSE_COLUMNS} from expenses e
       join members v on v.group_id = e.group_id and v.user_id = $2 and v.left_at is null
       where e.id = any($1)`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(expensesFrom(rows).map((expense) => [expense.id, expense]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
