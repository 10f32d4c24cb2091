import { Field, ID, InputType, ObjectType } from "type-graphql";
import { made } from "../../../platform/made.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "../../../platform/schema/refusals.js";
import { knownGroup } from "../../groups/group.access.js";
import { Group } from "../../groups/group.entity.js";
import { groupWrite } from "../../groups/group-write.js";
import { Receipt } from "../receipt.entity.js";
import { receiptDeleted } from "../receipt.events.js";
import { loadReceipt, receiptWritten, saveReceipt } from "../receipt.service.js";
import { removeReceiptFilesJob } from "../receipt-files.job.js";

@InputType({ description: "Which receipt goes." })
export class ReceiptDeleteInput {
  @Field(() => ID, { description: "Of the receipt." })
  id!: string;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "The receipt is gone, with its images and what it said." })
export class ReceiptDeletePayload {
  @Field(() => ID, { description: "Of the receipt that was." })
  readonly receiptId: string;

  @Field(() => Group, { description: "Whose it was." })
  readonly group: Group;

  constructor(receiptId: string, group: Group) {
    this.receiptId = receiptId;
    this.group = group;
  }
}

/** What it says goes at once, its files as soon as the storage does so: a photo of a receipt may show more than a sum. */
export const deleteReceipt = groupWrite<ReceiptDeleteInput>({
  mutation: "receiptDelete",
  act: "record",
  group: { of: "receipts" },
  async work({ tx, input }) {
    const before = await loadReceipt(tx, input.id);
    const after = made(Receipt, {
      ...before,
      expenseId: null,
      storedReading: null,
      asRead: null,
      documentKey: null,
      documentName: null,
      round: before.round + 1,
      version: before.version + 1,
      deletedAt: new Date(),
    });
    await saveReceipt(tx, after);
    for (const table of ["receipt_claims", "receipt_lines", "receipt_texts", "receipt_pages"]) {
      await tx.run(`delete from ${table} where receipt_id = $1`, [before.id]);
    }
    await tx.enqueue(removeReceiptFilesJob, { receiptId: before.id });
    return receiptWritten(receiptDeleted, before, after);
  },
});

export const ReceiptDeleteResolver = mutation({
  name: "receiptDelete",
  description:
    "Throws a receipt away: its images, what it says and who had what. An expense that it belonged to stays.",
  input: ReceiptDeleteInput,
  inputDescription: "Which receipt.",
  answers: [ReceiptDeletePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: deleteReceipt,
  payload: async (ctx, id) => new ReceiptDeletePayload(id, await groupOfReceipt(ctx, id)),
});

async function groupOfReceipt(ctx: Parameters<typeof knownGroup>[0], id: string): Promise<Group> {
  const [row] = await ctx.reader.rows<{ groupId: string }>("select group_id from receipts where id = $1", [id]);
  return knownGroup(ctx, row!.groupId);
}
