import type { Money } from "../../kernel/money.js";
import type { Reader } from "../../platform/reader.js";
import { EXPENSE_COLUMNS, expensesFrom } from "../expenses/expense.loader.js";
import { allocationsOf } from "../expenses/split.js";

/** Expenses of which it is computed who got the odd units, and as many as their shares are so many at most. */
const EXPENSES_MAX = 1_000;
const SHARES_MAX = 50_000;

const LATEST = `
  with latest as materialized (
    select e.id, e.incurred_on from expenses e
    where e.group_id = $1 and e.deleted_at is null and e.split->>'mode' <> 'EXACT'
    order by e.incurred_on desc, e.id desc limit ${EXPENSES_MAX}),
  counted as (
    select l.id, sum((select count(*) from expense_shares s where s.group_id = $1 and s.expense_id = l.id))
      over (order by l.incurred_on desc, l.id desc) as shares
    from latest l)
  select ${EXPENSE_COLUMNS} from expenses e
  where e.id = any(array(select id from counted where shares <= $2)) order by e.incurred_on desc, e.id desc`;

/** The odd units of each member over the latest expenses that rounding was needed for, by currency code. */
export async function oddUnitsOf(
  reader: Reader,
  groupId: string,
  sharesMax = SHARES_MAX,
): Promise<Map<string, Money[]>> {
  const rows = await reader.rows(LATEST, [groupId, sharesMax]);
  const odd = new Map<string, Map<string, bigint>>();
  for (const expense of expensesFrom(rows)) {
    for (const [memberId, { oddUnits }] of allocationsOf(expense)) {
      const own = odd.get(memberId) ?? new Map<string, bigint>();
      own.set(expense.currency, (own.get(expense.currency) ?? 0n) + oddUnits);
      odd.set(memberId, own);
    }
  }
  return new Map([...odd].map(([memberId, own]) => [memberId, inOrder(own)]));
}

function inOrder(own: ReadonlyMap<string, bigint>): Money[] {
  const amounts = [...own].map(([currency, minor]) => ({ currency, minor }));
  return amounts.filter(({ minor }) => minor !== 0n).sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
