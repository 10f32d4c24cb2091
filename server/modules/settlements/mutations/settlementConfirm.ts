import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext } from "../../../platform/context.js";
import { DryRun } from "../../../platform/schema/dry-run.js";
import { ConflictError, ForbiddenError, NotFoundError, resultOf } from "../../../platform/schema/refusals.js";
import { Settlement, SettlementStatus } from "../settlement.entity.js";
import { requireAnswerer, takeStep } from "../settlement.service.js";

@InputType({ description: "Which settlement arrived." })
export class SettlementConfirmInput {
  @Field(() => ID, { description: "Of the settlement." })
  id!: string;

  @Field(() => Int, { description: "The version that the person saw." })
  version!: number;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @DryRun()
  dryRun?: boolean | null;
}

@ObjectType({ description: "The settlement counts." })
export class SettlementConfirmPayload {
  @Field(() => Settlement, { description: "The settlement as it is now." })
  readonly settlement: Settlement;

  constructor(settlement: Settlement) {
    this.settlement = settlement;
  }
}

const SettlementConfirmResult = resultOf(
  "SettlementConfirmResult",
  SettlementConfirmPayload,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class SettlementConfirmResolver {
  @Mutation(() => SettlementConfirmResult, {
    description:
      "Says that the payment arrived; only now it counts. By the receiver, or by an ADMIN for one without an account. One payment that settles in several groups counts in all of them, by the one of the two who did not record it.",
  })
  async settlementConfirm(
    @Arg("input", { description: "Which settlement." }) input: SettlementConfirmInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof SettlementConfirmResult> {
    const settlement = await takeStep(ctx, input, {
      mutation: "settlementConfirm",
      from: [SettlementStatus.PENDING],
      to: SettlementStatus.CONFIRMED,
      requireRight: requireAnswerer,
    });
    return new SettlementConfirmPayload(settlement);
  }
}
