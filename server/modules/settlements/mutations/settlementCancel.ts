import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext } from "../../../platform/context.js";
import { DryRun } from "../../../platform/schema/dry-run.js";
import { ConflictError, ForbiddenError, NotFoundError, resultOf } from "../../../platform/schema/refusals.js";
import { Settlement, SettlementStatus } from "../settlement.entity.js";
import { requireCanceller, takeStep } from "../settlement.service.js";

@InputType({ description: "Which settlement to take back." })
export class SettlementCancelInput {
  @Field(() => ID, { description: "Of the settlement." })
  id!: string;

  @Field(() => Int, { description: "The version that the person saw." })
  version!: number;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @DryRun()
  dryRun?: boolean | null;
}

@ObjectType({ description: "The settlement was taken back." })
export class SettlementCancelPayload {
  @Field(() => Settlement, { description: "The settlement as it is now." })
  readonly settlement: Settlement;

  constructor(settlement: Settlement) {
    this.settlement = settlement;
  }
}

const SettlementCancelResult = resultOf(
  "SettlementCancelResult",
  SettlementCancelPayload,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class SettlementCancelResolver {
  @Mutation(() => SettlementCancelResult, {
    description:
      "Takes a settlement back; one that counted is reversed. By any MEMBER; one payment that settles in several groups is taken back in all of them, by one of the two.",
  })
  async settlementCancel(
    @Arg("input", { description: "Which settlement." }) input: SettlementCancelInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof SettlementCancelResult> {
    const settlement = await takeStep(ctx, input, {
      mutation: "settlementCancel",
      from: [SettlementStatus.PENDING, SettlementStatus.CONFIRMED],
      to: SettlementStatus.CANCELLED,
      requireRight: requireCanceller,
    });
    return new SettlementCancelPayload(settlement);
  }
}
