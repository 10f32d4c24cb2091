import { isId } from "../../kernel/ids.js";
import type { RecordedChange } from "../../platform/events/event.js";
import { made } from "../../platform/made.js";
import { entities } from "../../platform/reader.js";
import { type InvalidFields, wrongState } from "../../platform/schema/refusals.js";
import type { Tx } from "../../platform/write.js";
import { Receipt } from "../receipts/receipt.entity.js";
import { RECEIPT_COLUMNS } from "../receipts/receipt.loader.js";
import { saveReceipt, withoutReading } from "../receipts/receipt.service.js";
import type { Expense } from "./expense.entity.js";

/** An expense has no more receipts. */
export const RECEIPTS_MAX = 20;

/**
 * From now on an expense has these receipts, and no others; its group must be locked. Those that the group does not have
 * go into `invalid`; one that belongs to another expense, which was not deleted, is a conflict with that. Answers what
 * changed.
 */
export async function attachReceipts(
  tx: Tx,
  expense: Expense,
  receiptIds: readonly string[],
  invalid: InvalidFields,
): Promise<RecordedChange[]> {
  const { id, groupId } = expense;
  if (receiptIds.length > RECEIPTS_MAX) {
    invalid.add(["receiptIds"], "TOO_LONG", `An expense has at most ${RECEIPTS_MAX} receipts.`);
    return [];
  }
  const rows = await tx.rows(
    `select ${RECEIPT_COLUMNS} from receipts r
     where r.group_id = $1 and (r.id = any($2) or r.expense_id = $3) and r.deleted_at is null order by r.id for update`,
    [groupId, receiptIds.filter((each) => isId("rcp", each)), id],
  );
  const receipts = entities(Receipt, rows);
  for (const [index, receiptId] of receiptIds.entries()) {
    const path = ["receiptIds", String(index)];
    if (receiptIds.indexOf(receiptId) < index) invalid.add(path, "DUPLICATE", "This receipt is named twice.");
    else if (!receipts.some((receipt) => receipt.id === receiptId)) {
      invalid.add(path, "NOT_ALLOWED", "There is no such receipt in this group.");
    }
  }
  if (invalid.any) return [];
  const before = receipts.filter(({ expenseId }) => expenseId === id);
  for (const receipt of receipts) {
    const belongs = receiptIds.includes(receipt.id);
    if (belongs && receipt.expenseId !== id) await attachReceipt(tx, receipt, id);
    if (!belongs) await detachReceipt(tx, receipt);
  }
  const isSame = before.length === receiptIds.length && before.every((receipt) => receiptIds.includes(receipt.id));
  return isSame ? [] : [{ field: "receipts", before: String(before.length), after: String(receiptIds.length) }];
}

/** Has a receipt belong to an expense of its group; one that waits to be read is not read any more. */
export async function attachReceipt(tx: Tx, receipt: Receipt, expenseId: string): Promise<Receipt> {
  await requireFree(tx, receipt);
  const after = made(Receipt, { ...withoutReading(receipt), expenseId, version: receipt.version + 1 });
  await saveReceipt(tx, after);
  return after;
}

/** Has a receipt belong to nothing. */
export async function detachReceipt(tx: Tx, receipt: Receipt): Promise<Receipt> {
  const after = made(Receipt, { ...receipt, expenseId: null, version: receipt.version + 1 });
  await saveReceipt(tx, after);
  return after;
}

/** An expense that was deleted lets go of its receipts once another wants them. */
async function requireFree(tx: Tx, { expenseId }: Receipt): Promise<void> {
  if (expenseId === null) return;
  const living = await tx.rows("select from expenses where id = $1 and deleted_at is null", [expenseId]);
  if (living.length > 0) throw wrongState("This receipt belongs to another expense.", expenseId);
}
