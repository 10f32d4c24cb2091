import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { Cost } from "../../platform/schema/cost.js";
import { pageSize } from "../../platform/schema/pages.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { GroupEvent } from "../activity/group-event.entity.js";
import { Receipt } from "../receipts/receipt.entity.js";
import { visibleSettlements } from "../settlements/settlement.access.js";
import { Settlement } from "../settlements/settlement.entity.js";
import { User } from "../users/user.entity.js";
import { isSelf } from "../users/user.fields.js";
import { receiptsToReview, recentEvents, settlementsToConfirm } from "./home.loader.js";

@ObjectType({ description: "What waits for somebody's word, over all the groups that they are in." })
export class ViewerWaiting {
  @Cost(5)
  @Field(() => [Settlement], {
    description: "Payments to them that nobody has confirmed or rejected yet, oldest first, at most 20.",
  })
  readonly toConfirm!: Settlement[];

  @Cost(5)
  @Field(() => [Receipt], {
    description: "Receipts of theirs that were read and belong to no expense yet, newest first, at most 20.",
  })
  readonly toReview!: Receipt[];
}

@Resolver(() => User)
export class HomeFields {
  @Cost(10)
  @ViewersOwn()
  @FieldResolver(() => ViewerWaiting, { description: "What waits for this person; nothing for everyone but oneself." })
  async waiting(@Root() user: User, @Ctx() ctx: AppContext): Promise<ViewerWaiting> {
    if (!isSelf(user, ctx)) return made(ViewerWaiting, { toConfirm: [], toReview: [] });
    const ids = await settlementsToConfirm(ctx.reader, user.id);
    return made(ViewerWaiting, {
      toConfirm: await visibleSettlements(ctx, ids),
      toReview: await receiptsToReview(ctx.reader, user.id),
    });
  }

  @Cost(10)
  @ViewersOwn()
  @FieldResolver(() => [GroupEvent], {
    description:
      "What happened last in the groups that this person is in, newest first; empty for everyone but oneself.",
  })
  recentEvents(
    @Root() user: User,
    @Arg("first", () => Int, { defaultValue: 10, description: "How many, 1 to 100." }) first: number,
    @Ctx() ctx: AppContext,
  ): Promise<GroupEvent[]> | GroupEvent[] {
    const limit = pageSize(first);
    return isSelf(user, ctx) ? recentEvents(ctx.reader, user.id, limit) : [];
  }
}
