import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { Decimal } from "../../../kernel/decimal.js";
import { WEIGHT_DECIMALS, WEIGHT_MAX } from "../../../kernel/split.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  type InvalidFields,
  InvalidInputError,
  NotFoundError,
  notFound,
  wrongState,
} from "../../../platform/schema/refusals.js";
import { DecimalScalar } from "../../../platform/schema/scalars.js";
import { SplitItemKind } from "../../bills/bill.js";
import { groupWrite } from "../../groups/group-write.js";
import { knownReceipt } from "../receipt.access.js";
import { Receipt } from "../receipt.entity.js";
import { receiptClaimed } from "../receipt.events.js";
import { linesOf, loadReceipt } from "../receipt.service.js";

@InputType({ description: "Somebody had a line of a receipt, or a part of it." })
export class ReceiptLineClaimInput {
  @Field(() => ID, { description: "Of the receipt." })
  receiptId!: string;

  @Field(() => ID, { description: "Of the line: an ITEM." })
  lineId!: string;

  @Field(() => ID, { description: "Of the member who had it; anybody may say it of anybody." })
  memberId!: string;

  @Field(() => DecimalScalar, {
    description: 'Who claim one line share it by their weights: two of three beers weigh 2. "0" takes a claim back.',
  })
  weight!: Decimal;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "It is known who had it." })
export class ReceiptLineClaimPayload {
  @Field(() => Receipt, { description: "The receipt as it is now." })
  readonly receipt: Receipt;

  constructor(receipt: Receipt) {
    this.receipt = receipt;
  }
}

/** Two who tap at the same time both count: a claim is of one person and one line, and asks for no version. */
export const claimLine = groupWrite<ReceiptLineClaimInput>({
  mutation: "receiptLineClaim",
  act: "record",
  group: { of: "receipts", by: ({ receiptId }) => receiptId },
  async work({ tx, locked, input, invalid }) {
    const receipt = await loadReceipt(tx, input.receiptId);
    const { weight, memberId } = input;
    if (receipt.expenseId !== null)
      throw wrongState("This receipt belongs to an expense; change that.", receipt.expenseId);
    const line = (await linesOf(tx, receipt)).find(({ id }) => id === input.lineId);
    if (!line) throw notFound();
    if (line.kind !== SplitItemKind.ITEM)
      invalid.add(["lineId"], "NOT_ALLOWED", "Only what somebody had can be claimed.");
    const member = locked.member(memberId);
    // What is claimed of somebody who has left since can still be taken back.
    if (!member || (member.leftAt !== null && weight.units !== 0n)) {
      invalid.add(["memberId"], "UNKNOWN_MEMBER", "There is no such person in this group.");
    }
    requireWeight(weight, invalid);
    invalid.refuse();
    const [before] = await tx.rows<{ weight: string }>(
      "select weight from receipt_claims where line_id = $1 and member_id = $2",
      [line.id, memberId],
    );
    const after = weight.units === 0n ? null : weight.canonical();
    if ((before?.weight ?? null) === after) return { type: null, subjectId: receipt.id };
    if (after === null) {
      await tx.run("delete from receipt_claims where line_id = $1 and member_id = $2", [line.id, memberId]);
    } else {
      await tx.run(
        `insert into receipt_claims (line_id, member_id, group_id, receipt_id, weight) values ($1, $2, $3, $4, $5)
         on conflict (line_id, member_id) do update set weight = excluded.weight`,
        [line.id, memberId, receipt.groupId, receipt.id, after],
      );
    }
    tx.wake(receipt.id);
    const claims = (of: string | null) => of && { claims: [{ name: line.name, weight: of }] };
    return {
      type: receiptClaimed,
      subjectId: receipt.id,
      changes: [
        { field: "claims", memberId, before: claims(before?.weight ?? null) || null, after: claims(after) || null },
      ],
      things: () => [{ before: receipt, after: receipt }],
    };
  },
});

function requireWeight(weight: Decimal, invalid: InvalidFields): void {
  const units = weight.scaledTo(WEIGHT_DECIMALS);
  if (units === null) {
    invalid.add(["weight"], "TOO_MANY_DECIMALS", `A weight has at most ${WEIGHT_DECIMALS} decimals.`);
  } else if (units < 0n || units > WEIGHT_MAX * 10n ** BigInt(WEIGHT_DECIMALS)) {
    invalid.add(["weight"], "OUT_OF_RANGE", "A weight is not below zero, and not that large.");
  }
}

export const ReceiptLineClaimResolver = mutation({
  name: "receiptLineClaim",
  description:
    "Says who had a line, for everybody who looks at the receipt to see at once. Nobody is told of it otherwise, and no balance moves before the receipt becomes an expense.",
  input: ReceiptLineClaimInput,
  inputDescription: "Who had what.",
  answers: [ReceiptLineClaimPayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: claimLine,
  payload: async (ctx, id) => new ReceiptLineClaimPayload(await knownReceipt(ctx, id)),
});
