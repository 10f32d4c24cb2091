import { isId } from "../../kernel/ids.js";
import type { RecordedChange } from "../../platform/events/event.js";
import type { EventType } from "../../platform/events/event-type.js";
import { made } from "../../platform/made.js";
import { requireCurrency } from "../../platform/schema/money.js";
import { InvalidFields } from "../../platform/schema/refusals.js";
import { textFrom } from "../../platform/schema/texts.js";
import type { Tx } from "../../platform/write.js";
import type { LockedGroup } from "../groups/group.access.js";
import type { Written } from "../groups/group-write.js";
import { MEMBERS_MAX } from "../groups/member.js";
import type { Entry } from "../ledger/entry.js";
import { currenciesOf, postEntries, repostEntry } from "../ledger/ledger.service.js";
import type { Category } from "./category.entity.js";
import { defaultCategory } from "./category.loader.js";
import { Expense } from "./expense.entity.js";
import { changesBetween, type EnteredPayer, entryOf, sameEntry } from "./expense.js";
import { EXPENSE_COLUMNS, expensesFrom } from "./expense.loader.js";
import type { PayerInput } from "./split.input.js";
import { type EnteredSplit, namedIn } from "./split.js";

export const TITLE_MAX = 200;
const NOTES_MAX = 5000;

export function titleFrom(title: string, invalid: InvalidFields): string {
  return textFrom(title, { min: 1, max: TITLE_MAX }, invalid, ["title"]);
}

/** Empty notes are none. */
export function notesFrom(notes: string | null | undefined, invalid: InvalidFields): string | null {
  if (notes === null || notes === undefined) return null;
  return textFrom(notes, { min: 0, max: NOTES_MAX, multiline: true }, invalid, ["notes"]) || null;
}

/** What was entered about who paid. */
export function payersFrom(payers: readonly PayerInput[], invalid: InvalidFields): EnteredPayer[] {
  if (payers.length > MEMBERS_MAX) invalid.add(["payers"], "TOO_LONG", `At most ${MEMBERS_MAX} payers.`);
  return payers.slice(0, MEMBERS_MAX).map(({ memberId, amount }) => ({ memberId, amount: amount ?? null }));
}

/** An expense may name those who are in the group, and those whom it named before. */
export function requireMembers(
  locked: LockedGroup,
  named: { payers?: readonly { memberId: string }[] | undefined; split?: EnteredSplit | undefined },
  namedBefore: ReadonlySet<string>,
  invalid: InvalidFields,
): void {
  const allowed = new Set(locked.present.map((member) => member.id));
  const payers = (named.payers ?? []).map(({ memberId }, index) => ({
    memberId,
    path: ["payers", String(index), "memberId"],
  }));
  for (const { memberId, path } of [...payers, ...(named.split ? namedIn(named.split) : [])]) {
    if (allowed.has(memberId) || (namedBefore.has(memberId) && locked.member(memberId))) continue;
    invalid.add(path, "UNKNOWN_MEMBER", "There is no such person in this group.");
  }
}

/** A withdrawn currency is accepted only where the group holds it already. */
export async function requireGroupCurrency(
  tx: Tx,
  groupId: string,
  currency: string,
  invalid: InvalidFields,
  path: readonly string[],
): Promise<void> {
  requireCurrency(currency, await currenciesOf(tx, groupId), invalid, path);
}

/** The category that was named, or General where none was. */
export async function categoryFrom(
  tx: Tx,
  categoryId: string | null | undefined,
  invalid: InvalidFields,
): Promise<Pick<Category, "id" | "name">> {
  if (categoryId === null || categoryId === undefined) return defaultCategory(tx);
  const rows = isId("cat", categoryId)
    ? await tx.rows<Pick<Category, "id" | "name">>("select id, name from categories where id = $1", [categoryId])
    : [];
  if (rows[0]) return rows[0];
  invalid.add(["categoryId"], "NOT_ALLOWED", "There is no such category.");
  return { id: categoryId, name: "" };
}

/** The expense as it is now; the group must be locked and the id known to be in it. */
export async function loadExpense(tx: Tx, id: string): Promise<Expense> {
  const rows = await tx.rows(`select ${EXPENSE_COLUMNS} from expenses e where e.id = $1`, [id]);
  return expensesFrom(rows)[0]!;
}

/** Writes who paid and who bears it; with `replace`, in the place of what was there. */
export async function writeAmounts(tx: Tx, expense: Expense, replace: boolean): Promise<void> {
  for (const [table, rows] of [
    ["expense_payers", expense.payerRows],
    ["expense_shares", expense.shareRows],
  ] as const) {
    const { id, groupId, incurredOn } = expense;
    if (replace) await tx.run(`delete from ${table} where expense_id = $1`, [id]);
    await tx.run(
      `insert into ${table} (group_id, expense_id, day, member_id, amount)
       select $1, $2, $3, member_id, amount from unnest($4::text[], $5::bigint[]) as r (member_id, amount)`,
      [groupId, id, incurredOn, rows.map((row) => row.memberId), rows.map((row) => row.minor)],
    );
  }
}

/** Deletes or restores an expense; answers it as it is then. */
export async function markDeleted(tx: Tx, before: Expense, deleted: boolean): Promise<Expense> {
  const now = new Date();
  const after = made(Expense, {
    ...before,
    deletedAt: deleted ? now : null,
    version: before.version + 1,
    updatedAt: now,
  });
  await tx.run("update expenses set deleted_at = $2, version = $3, updated_at = $4 where id = $1", [
    after.id,
    after.deletedAt,
    after.version,
    after.updatedAt,
  ]);
  return after;
}

/** The event of a written expense, with what else was changed of it, and the move of the balances from what it did to what it does. */
export function expenseWritten(
  type: EventType<Expense, "BALANCES">,
  tx: Tx,
  { group }: LockedGroup,
  before: Expense | null,
  after: Expense,
  besides: readonly RecordedChange[] = [],
): Written {
  const changesDeleted = before !== null && (before.deletedAt === null) !== (after.deletedAt === null);
  return {
    type,
    subjectId: after.id,
    subjectVersion: after.version,
    changes: changesDeleted ? [] : [...changesBetween(before, after), ...besides],
    things: () => [{ before, after }],
    async post(eventSeq) {
      const [old, now] = [countingEntry(before), countingEntry(after)];
      if (old && now && sameEntry(old, now)) return;
      // A new expense has posted nothing that could stand.
      if (before === null && now) return postEntries(tx, group, eventSeq, [now]);
      await repostEntry(tx, group, eventSeq, old, now);
    },
  };
}

/** What an expense does to the balances; nothing where there is none, or it is deleted. */
function countingEntry(expense: Expense | null): Entry | null {
  return expense && expense.deletedAt === null ? entryOf(expense) : null;
}
