import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { Cost } from "../../platform/schema/cost.js";
import { Node } from "../../platform/schema/node.js";
import { DateTimeScalar } from "../../platform/schema/scalars.js";
import { Group } from "../groups/group.entity.js";
import { ledgerFinding } from "./ledger-check.service.js";

@ObjectType({ description: "One thing that should not be." })
export class LedgerViolation {
  @Field({ description: "The rule that is broken." })
  readonly rule!: string;

  @Field({ description: "What disagrees with what, in English." })
  readonly message!: string;

  readonly subjectId!: string | null;
}

@ObjectType({ description: "What a recount of everything found." })
export class LedgerHealth {
  @Field({ description: "Whether nothing disagrees." })
  readonly ok!: boolean;

  @Cost(2)
  @Field(() => [LedgerViolation], { description: "Whatever disagrees." })
  readonly violations!: LedgerViolation[];

  @Field(() => DateTimeScalar, { description: "When it was counted." })
  readonly checkedAt!: Date;

  @Field(() => Int, { description: "The number of the last event that it covers." })
  readonly throughSeq!: number;
}

@Resolver(() => Group)
export class GroupLedgerFields {
  @Cost(100)
  @FieldResolver(() => LedgerHealth, {
    description:
      "Recomputes everything of this group from its postings, and names whatever disagrees. In a very large group a job does so, and the answer says as of which event.",
  })
  async ledgerHealth(@Root() group: Group, @Ctx() ctx: AppContext): Promise<LedgerHealth> {
    const { throughSeq, checkedAt, violations } = await ledgerFinding(ctx, group);
    return made(LedgerHealth, {
      ok: violations.length === 0,
      throughSeq,
      checkedAt,
      violations: violations.map((violation) => made(LedgerViolation, violation)),
    });
  }
}

@Resolver(() => LedgerViolation)
export class LedgerViolationFields {
  @Cost(2)
  @FieldResolver(() => Node, { nullable: true, description: "What it is about." })
  subject(@Root() violation: LedgerViolation, @Ctx() ctx: AppContext): Promise<Node | null> | null {
    return violation.subjectId === null ? null : ctx.services.node(ctx, violation.subjectId);
  }
}
