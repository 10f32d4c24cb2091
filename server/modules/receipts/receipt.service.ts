import { newId } from "../../kernel/ids.js";
import { made } from "../../platform/made.js";
import { entities, type Reader } from "../../platform/reader.js";
import { notFound } from "../../platform/schema/refusals.js";
import type { Tx } from "../../platform/write.js";
import type { LineKind, PlaceOnPage } from "../../reader/receipt-reading.js";
import { SplitItemKind } from "../bills/bill.js";
import type { Written } from "../groups/group-write.js";
import { READING } from "./reading-queue.js";
import { Receipt, ReceiptLine, ReceiptState } from "./receipt.entity.js";
import { receiptUpdated } from "./receipt.events.js";
import { RECEIPT_COLUMNS } from "./receipt.loader.js";

/**
 * The receipt as it is now; its group must be locked, and so is its row from now on: a reading begins without the group.
 * One that was deleted is not there any more.
 */
export async function loadReceipt(tx: Reader, id: string): Promise<Receipt> {
  const rows = await tx.rows(
    `select ${RECEIPT_COLUMNS} from receipts r where r.id = $1 and r.deleted_at is null for update`,
    [id],
  );
  const [receipt] = entities(Receipt, rows);
  if (!receipt) throw notFound();
  return receipt;
}

/** Writes what can change of a receipt, and rings for those who look at it. */
export async function saveReceipt(tx: Tx, receipt: Receipt): Promise<void> {
  const { id, expenseId, state, problem, currency, storedReading, asRead, round, tries, progress } = receipt;
  await tx.run(
    `update receipts set expense_id = $2, state = $3, problem = $4, currency = $5, reading = $6, as_read = $7,
       round = $8, tries = $9, progress = $10, queued_at = $11, version = $12, deleted_at = $13 where id = $1`,
    [
      id,
      expenseId,
      state,
      problem,
      currency,
      storedReading && JSON.stringify(storedReading),
      asRead && JSON.stringify(asRead),
      round,
      tries,
      progress,
      receipt.queuedAt,
      receipt.version,
      receipt.deletedAt,
    ],
  );
  tx.wake(id);
}

/** A line as it is to be written; without an id it is a new one. */
export interface NewLine {
  readonly id: string | null;
  readonly name: string;
  readonly quantity: string;
  readonly minor: bigint;
  readonly kind: LineKind;
  readonly confidence: number;
  readonly place: PlaceOnPage | null;
}

/** The lines of a receipt, in their order. */
export async function linesOf(tx: Reader, receipt: Pick<Receipt, "id" | "currency">): Promise<ReceiptLine[]> {
  const rows = await tx.rows(
    "select *, $2::text as currency from receipt_lines where receipt_id = $1 order by position",
    [receipt.id, receipt.currency],
  );
  return entities(ReceiptLine, rows);
}

/** From now on the receipt has these lines, in this order; what was claimed stays with the line's id, and goes with it. */
export async function replaceLines(tx: Tx, receipt: Receipt, lines: readonly NewLine[]): Promise<void> {
  const rows = lines.map((line, position) =>
    made(ReceiptLine, {
      ...line,
      id: line.id ?? newId("rln"),
      groupId: receipt.groupId,
      receiptId: receipt.id,
      position,
      kind: SplitItemKind[line.kind],
      currency: receipt.currency,
    }),
  );
  await tx.run("delete from receipt_lines where receipt_id = $1 and id <> all($2)", [
    receipt.id,
    rows.map(({ id }) => id),
  ]);
  // What nobody had, as a tax, nobody can claim.
  await tx.run("delete from receipt_claims where receipt_id = $1 and line_id = any($2)", [
    receipt.id,
    rows.filter(({ kind }) => kind !== SplitItemKind.ITEM).map(({ id }) => id),
  ]);
  await tx.run(
    `insert into receipt_lines (id, group_id, receipt_id, position, name, quantity, minor, kind, confidence, place)
     select l.id, $1, $2, l.position, l.name, l.quantity, l.minor, l.kind, l.confidence, l.place
     from jsonb_to_recordset($3::jsonb) as l (id text, position integer, name text, quantity text, minor bigint,
       kind text, confidence real, place jsonb)
     on conflict (id) do update set position = excluded.position, name = excluded.name, quantity = excluded.quantity,
       minor = excluded.minor, kind = excluded.kind, confidence = excluded.confidence, place = excluded.place`,
    [receipt.groupId, receipt.id, JSON.stringify(rows.map((row) => ({ ...row, minor: String(row.minor) })))],
  );
}

/** Puts a receipt at the end of the queue, to be read from the beginning. */
export async function queueReading(tx: Tx, receipt: Receipt): Promise<Receipt> {
  const { round } = receipt;
  await tx.enqueue(READING, { receiptId: receipt.id, round: round + 1 });
  return made(Receipt, {
    ...receipt,
    state: ReceiptState.QUEUED,
    problem: null,
    round: round + 1,
    tries: 0,
    progress: 0,
    queuedAt: new Date(),
  });
}

/** Of a receipt that belongs to an expense before its turn came: nobody waits for what it says. */
export function withoutReading(receipt: Receipt): Receipt {
  if (receipt.state !== ReceiptState.QUEUED) return receipt;
  return made(Receipt, { ...receipt, state: ReceiptState.READ, round: receipt.round + 1 });
}

/** The event of a receipt that was changed. */
export function receiptWritten(
  type: typeof receiptUpdated,
  before: Receipt | null,
  after: Receipt,
  changes: NonNullable<Extract<Written<Receipt>, { readonly post?: undefined }>["changes"]> = [],
): Written {
  return {
    type,
    subjectId: after.id,
    subjectVersion: after.version,
    changes,
    things: () => [{ before, after }],
  };
}
