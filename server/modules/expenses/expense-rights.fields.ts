import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { Cost } from "../../platform/schema/cost.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { seatOf, shownGroup } from "../groups/group.access.js";
import { may } from "../groups/rights.js";
import { Expense } from "./expense.entity.js";

@ObjectType({ description: "What the viewer may do with an expense as it is, as the server would decide it now." })
export class ExpenseRights {
  @Field({ description: "Change it." })
  readonly edit!: boolean;

  @Field({ description: "Delete it; false where it is deleted." })
  readonly delete!: boolean;

  @Field({ description: "Restore it; false where it is not deleted." })
  readonly restore!: boolean;
}

@Resolver(() => Expense)
export class ExpenseRightsFields {
  @Cost(1)
  @ViewersOwn()
  @FieldResolver(() => ExpenseRights, { description: "What the viewer may do with it." })
  async viewerCan(@Root() expense: Expense, @Ctx() ctx: AppContext): Promise<ExpenseRights> {
    const seat = await seatOf(ctx, await shownGroup(ctx, expense.groupId));
    const records = may(ctx.viewer, seat, "record");
    const isDeleted = expense.deletedAt !== null;
    return made(ExpenseRights, {
      edit: records && !isDeleted,
      delete: records && !isDeleted,
      restore: records && isDeleted,
    });
  }
}
