import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import type { Violation } from "../../platform/checks.js";
import type { AppContext } from "../../platform/context.js";
import { Cost } from "../../platform/schema/cost.js";
import { Node } from "../../platform/schema/node.js";
import { Group } from "../groups/group.entity.js";

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
  readonly violations!: Violation[];
}

@Resolver(() => Group)
export class GroupLedgerFields {
  @Cost(100)
  @FieldResolver(() => LedgerHealth, {
    description: "Recomputes everything of this group from its postings, and names whatever disagrees.",
  })
  async ledgerHealth(@Root() group: Group, @Ctx() ctx: AppContext): Promise<LedgerHealth> {
    const violations: Violation[] = [];
    for (const check of ctx.services.checks) violations.push(...(await check(ctx.reader, group.id)));
    return Object.assign(new LedgerHealth(), {
      ok: violations.length === 0,
      violations: violations.map((violation) => Object.assign(new LedgerViolation(), violation)),
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
