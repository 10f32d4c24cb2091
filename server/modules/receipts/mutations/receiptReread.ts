import { Field, ID, InputType, ObjectType } from "type-graphql";
import { made } from "../../../platform/made.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "../../../platform/schema/refusals.js";
import { groupWrite } from "../../groups/group-write.js";
import { RECEIPT_LIMITS } from "../limits.js";
import { knownReceipt } from "../receipt.access.js";
import { Receipt, ReceiptState } from "../receipt.entity.js";
import { receiptUpdated } from "../receipt.events.js";
import { loadReceipt, queueReading, receiptWritten, saveReceipt } from "../receipt.service.js";

@InputType({ description: "Which receipt is to be read again." })
export class ReceiptRereadInput {
  @Field(() => ID, { description: "Of the receipt." })
  id!: string;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "The receipt waits to be read." })
export class ReceiptRereadPayload {
  @Field(() => Receipt, { description: "The receipt as it is now." })
  readonly receipt: Receipt;

  constructor(receipt: Receipt) {
    this.receipt = receipt;
  }
}

export const rereadReceipt = groupWrite<ReceiptRereadInput>({
  mutation: "receiptReread",
  act: "record",
  group: { of: "receipts" },
  async work({ tx, input }) {
    const before = await loadReceipt(tx, input.id);
    // Whoever asks for what happens anyway has nothing more to wait for.
    if (before.state === ReceiptState.QUEUED || before.state === ReceiptState.READING) {
      return { type: null, subjectId: before.id };
    }
    const after = made(Receipt, { ...(await queueReading(tx, before)), version: before.version + 1 });
    await saveReceipt(tx, after);
    return receiptWritten(receiptUpdated, before, after, [
      { field: "state", before: before.state, after: after.state },
    ]);
  },
});

export const ReceiptRereadResolver = mutation({
  name: "receiptReread",
  description:
    "Has a receipt read from the beginning: what is read takes the place of what was read or corrected. A line that says the same stays that line, with its claims.",
  input: ReceiptRereadInput,
  inputDescription: "Which receipt.",
  answers: [ReceiptRereadPayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  before: (ctx) => ctx.services.rateLimits.take(RECEIPT_LIMITS.RECEIPTS, ctx.viewer.userId),
  write: rereadReceipt,
  payload: async (ctx, id) => new ReceiptRereadPayload(await knownReceipt(ctx, id)),
});
