import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { Viewer } from "../../platform/actor.js";
import { entities, type Reader } from "../../platform/reader.js";
import { Receipt, ReceiptLine, ReceiptPage } from "./receipt.entity.js";

/** All of a receipt's row, which is called `r`. */
export const RECEIPT_COLUMNS = `r.id, r.group_id, r.expense_id, r.state, r.problem, r.currency,
  r.reading as stored_reading, r.as_read, r.round, r.tries, r.progress, r.queued_at, r.locale, r.content_hash,
  r.document_key, r.document_name, r.uploaded_by_id, r.version, r.created_at, r.deleted_at`;

/** All of a line's row `l`, and the currency of its receipt `r`. */
const LINE_COLUMNS = `l.id, l.group_id, l.receipt_id, l.position, l.name, l.quantity, l.minor, l.kind, l.confidence,
  l.place, r.currency`;

/** Receipts by id, if the viewer is in their group and they were not deleted; null for all others. */
export function receiptForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Receipt | null>(async (ids) => {
    const rows = await reader.rows(
      `select ${RECEIPT_COLUMNS} from receipts r
       join members v on v.group_id = r.group_id and v.user_id = $2 and v.left_at is null
       where r.id = any($1) and r.deleted_at is null`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(entities(Receipt, rows).map((receipt) => [receipt.id, receipt]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** Lines by id, if the viewer is in their group and the receipt was not deleted; null for all others. */
export function lineForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, ReceiptLine | null>(async (ids) => {
    const rows = await reader.rows(
      `select ${LINE_COLUMNS} from receipt_lines l
       join receipts r on r.id = l.receipt_id and r.deleted_at is null
       join members v on v.group_id = l.group_id and v.user_id = $2 and v.left_at is null
       where l.id = any($1)`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(entities(ReceiptLine, rows).map((line) => [line.id, line]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** The receipts of expenses that the viewer may see, oldest first. */
export function receiptsByExpense(reader: Reader) {
  return new DataLoader<string, Receipt[]>(async (expenseIds) => {
    const rows = await reader.rows(
      `select ${RECEIPT_COLUMNS} from receipts r where r.expense_id = any($1) and r.deleted_at is null order by r.id`,
      [expenseIds],
    );
    const byExpense = groupBy(entities(Receipt, rows), ({ expenseId }) => expenseId!);
    return expenseIds.map((id) => byExpense.get(id) ?? []);
  });
}

/** The pages of receipts that the viewer may see, in their order. */
export function pagesByReceipt(reader: Reader) {
  return new DataLoader<string, ReceiptPage[]>(async (receiptIds) => {
    const rows = await reader.rows(
      "select * from receipt_pages where receipt_id = any($1) order by receipt_id, position",
      [receiptIds],
    );
    const byReceipt = groupBy(entities(ReceiptPage, rows), ({ receiptId }) => receiptId);
    return receiptIds.map((id) => byReceipt.get(id) ?? []);
  });
}

/** The lines of receipts that the viewer may see, in their order. */
export function linesByReceipt(reader: Reader) {
  return new DataLoader<string, ReceiptLine[]>(async (receiptIds) => {
    const rows = await reader.rows(
      `select ${LINE_COLUMNS} from receipt_lines l join receipts r on r.id = l.receipt_id
       where l.receipt_id = any($1) order by l.receipt_id, l.position`,
      [receiptIds],
    );
    const byReceipt = groupBy(entities(ReceiptLine, rows), ({ receiptId }) => receiptId);
    return receiptIds.map((id) => byReceipt.get(id) ?? []);
  });
}

/** Who had how much of a line. */
export interface LineClaim {
  readonly lineId: string;
  readonly memberId: string;
  readonly weight: string;
}

/** The claims of lines that the viewer may see, in the order in which their people joined the group. */
export function claimsByLine(reader: Reader) {
  return new DataLoader<string, LineClaim[]>(async (lineIds) => {
    const rows = await reader.rows<LineClaim>(
      `select c.line_id, c.member_id, c.weight from receipt_claims c join members m on m.id = c.member_id
       where c.line_id = any($1) order by c.line_id, m.position`,
      [lineIds],
    );
    const byLine = groupBy(rows, ({ lineId }) => lineId);
    return lineIds.map((id) => byLine.get(id) ?? []);
  });
}

/** An earlier receipt of the same group, not deleted, that the very same files were sent for; null where there is none. */
export function sameBefore(reader: Reader) {
  return new DataLoader<Receipt, Receipt | null, string>(
    async (receipts) => {
      const rows = await reader.rows(
        `select distinct on (later.id) later.id as later_id, ${RECEIPT_COLUMNS} from receipts later
         join receipts r on r.group_id = later.group_id and r.content_hash = later.content_hash
           and r.deleted_at is null and r.id < later.id
         where later.id = any($1) order by later.id, r.id`,
        [receipts.map(({ id }) => id)],
      );
      const found = new Map(rows.map((row) => [(row as { laterId: string }).laterId, row]));
      return receipts.map(({ id }) => (found.has(id) ? entities(Receipt, [found.get(id)!])[0]! : null));
    },
    { cacheKeyFn: ({ id }) => id },
  );
}
