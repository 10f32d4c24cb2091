import { type Follower, typesOf } from "../../platform/events/follower.js";
import { expenseCreated, expenseRestored, expenseUpdated } from "../expenses/expense.events.js";
import { importCommitted, importUndone } from "../imports/import.events.js";
import { budgetCreated, budgetRestored, budgetUpdated } from "./budget.events.js";
import { lookSoon } from "./threshold.job.js";

/** Who bears something of these expenses, or of what these imports brought, and is in the group. */
const BEARERS = `
  with touched as materialized (
    select id from expenses where group_id = $1 and id = any($2)
    union select unnest(subject_ids) from import_rows where group_id = $1 and import_id = any($2)),
  bearers as materialized (
    select distinct s.member_id from touched t join expense_shares s on s.group_id = $1 and s.expense_id = t.id)
  select distinct m.user_id from bearers b join members m on m.group_id = $1 and m.id = b.member_id
  where m.user_id is not null and m.left_at is null`;

/** Has budgets be looked at that more may have been spent of. */
export const thresholdFollower: Follower = {
  name: "budget-thresholds",
  begins: "WITH_THE_NEXT_EVENT",
  follows: typesOf(
    expenseCreated,
    expenseUpdated,
    expenseRestored,
    importCommitted,
    importUndone,
    budgetCreated,
    budgetRestored,
    budgetUpdated,
  ),
  async follow(tx, events) {
    const { groupId } = events[0]!;
    const subjectIds = [...new Set(events.map(({ subjectId }) => subjectId))];
    const bearers = await tx.rows<{ userId: string }>(BEARERS, [groupId, subjectIds]);
    const people = await tx.rows<{ userId: string }>(
      "select distinct user_id from budgets where user_id = any($1) and deleted_at is null order by user_id",
      [bearers.map(({ userId }) => userId)],
    );
    const ofGroup = await tx.rows("select from budgets where group_id = $1 and deleted_at is null limit 1", [groupId]);
    await lookSoon(tx, [
      ...people.map(({ userId }) => ({ userId, groupId: null })),
      ...ofGroup.map(() => ({ userId: null, groupId })),
    ]);
  },
};
