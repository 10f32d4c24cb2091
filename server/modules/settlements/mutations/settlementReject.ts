import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext } from "../../../platform/context.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
  resultOf,
} from "../../../platform/schema/refusals.js";
import { textFrom } from "../../../platform/schema/texts.js";
import { Settlement, SettlementStatus } from "../settlement.entity.js";
import { requireAnswerer, takeStep } from "../settlement.service.js";

@InputType({ description: "Which settlement did not arrive." })
export class SettlementRejectInput {
  @Field(() => ID, { description: "Of the settlement." })
  id!: string;

  @Field(() => Int, { description: "The version that the person saw." })
  version!: number;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => String, { nullable: true, description: "Why; at most 500 characters." })
  reason?: string | null;
}

@ObjectType({ description: "The settlement was rejected." })
export class SettlementRejectPayload {
  @Field(() => Settlement, { description: "The settlement as it is now." })
  readonly settlement: Settlement;

  constructor(settlement: Settlement) {
    this.settlement = settlement;
  }
}

const SettlementRejectResult = resultOf(
  "SettlementRejectResult",
  SettlementRejectPayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class SettlementRejectResolver {
  @Mutation(() => SettlementRejectResult, {
    description:
      "Says that the payment did not arrive. By the receiver, or by an ADMIN for one without an account. One payment that settles in several groups is rejected in all of them, by the one of the two who did not record it.",
  })
  async settlementReject(
    @Arg("input", { description: "Which settlement." }) input: SettlementRejectInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof SettlementRejectResult> {
    const settlement = await takeStep(ctx, input, {
      mutation: "settlementReject",
      from: [SettlementStatus.PENDING],
      to: SettlementStatus.REJECTED,
      requireRight: requireAnswerer,
      rejectReason: reasonFrom(input.reason),
    });
    return new SettlementRejectPayload(settlement);
  }
}

const REASON_MAX = 500;

function reasonFrom(reason: string | null | undefined): string | null {
  if (reason === null || reason === undefined) return null;
  const invalid = new InvalidFields();
  const text = textFrom(reason, { min: 0, max: REASON_MAX, multiline: true }, invalid, ["reason"]);
  invalid.refuse();
  return text || null;
}
