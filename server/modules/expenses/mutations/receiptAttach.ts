import { Field, ID, InputType, ObjectType } from "type-graphql";
import { isId } from "../../../kernel/ids.js";
import type { ChangedValue } from "../../../platform/events/event.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { groupWrite } from "../../groups/group-write.js";
import { knownReceipt } from "../../receipts/receipt.access.js";
import { Receipt } from "../../receipts/receipt.entity.js";
import { receiptAttached } from "../../receipts/receipt.events.js";
import { loadReceipt, receiptWritten } from "../../receipts/receipt.service.js";
import { attachReceipt, detachReceipt, RECEIPTS_MAX } from "../attached-receipts.service.js";

@InputType({ description: "Which expense a receipt belongs to." })
export class ReceiptAttachInput {
  @Field(() => ID, { description: "Of the receipt." })
  id!: string;

  @Field(() => ID, { nullable: true, description: "Of an expense of the same group; null: it belongs to none." })
  expenseId?: string | null;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "The receipt belongs there." })
export class ReceiptAttachPayload {
  @Field(() => Receipt, { description: "The receipt as it is now." })
  readonly receipt: Receipt;

  constructor(receipt: Receipt) {
    this.receipt = receipt;
  }
}

export const attach = groupWrite<ReceiptAttachInput>({
  mutation: "receiptAttach",
  act: "record",
  group: { of: "receipts" },
  async work({ tx, locked, input, invalid }) {
    const before = await loadReceipt(tx, input.id);
    const expenseId = input.expenseId ?? null;
    if (before.expenseId === expenseId) return { type: null, subjectId: before.id };
    const title = expenseId === null ? null : await titleOf(tx, locked.group.id, expenseId);
    if (expenseId !== null && title === null) {
      invalid.add(["expenseId"], "NOT_ALLOWED", "There is no such expense in this group.");
    } else if (expenseId !== null && (await countOf(tx, expenseId)) >= RECEIPTS_MAX) {
      invalid.add(["expenseId"], "TOO_LONG", `An expense has at most ${RECEIPTS_MAX} receipts.`);
    }
    invalid.refuse();
    const was = before.expenseId === null ? null : await titleOf(tx, locked.group.id, before.expenseId, true);
    const after = expenseId === null ? await detachReceipt(tx, before) : await attachReceipt(tx, before, expenseId);
    return receiptWritten(receiptAttached, before, after, [
      { field: "expense", before: named(before.expenseId, was), after: named(expenseId, title) },
    ]);
  },
});

/** What an expense of the group is called; null where there is none. One that was deleted gets no new receipts. */
async function titleOf(tx: Tx, groupId: string, id: string, deleted = false): Promise<string | null> {
  if (!isId("exp", id)) return null;
  const [row] = await tx.rows<{ title: string }>(
    "select title from expenses where group_id = $1 and id = $2 and (deleted_at is null or $3)",
    [groupId, id, deleted],
  );
  return row?.title ?? null;
}

async function countOf(tx: Tx, expenseId: string): Promise<number> {
  const rows = await tx.rows("select from receipts where expense_id = $1 and deleted_at is null", [expenseId]);
  return rows.length;
}

function named(id: string | null, title: string | null): ChangedValue | null {
  return id === null || title === null ? null : { id, title };
}

export const ReceiptAttachResolver = mutation({
  name: "receiptAttach",
  description:
    "Has a receipt belong to an expense, or to none. It stays as it is: what it says moves no balance, and one that waits to be read is not read before somebody asks for it.",
  input: ReceiptAttachInput,
  inputDescription: "Which receipt, and where it belongs.",
  answers: [ReceiptAttachPayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: attach,
  payload: async (ctx, id) => new ReceiptAttachPayload(await knownReceipt(ctx, id)),
});
