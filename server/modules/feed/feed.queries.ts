import { Ctx, Query, Resolver } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { Cost } from "../../platform/schema/cost.js";
import { feedCursor, feedOf } from "./feed.loader.js";

@Resolver()
export class FeedQueries {
  @Cost(1)
  @Query(() => String, {
    description:
      "Where `viewerEvents` stands now. Ask for it before what you begin with: an event that comes between is then told, and none is left out.",
  })
  async viewerEventCursor(@Ctx() ctx: AppContext): Promise<string> {
    const { length } = await feedOf(ctx.reader, ctx.session.userId);
    return feedCursor(length);
  }
}
