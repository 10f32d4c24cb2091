import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { DateTimeScalar } from "../../platform/schema/scalars.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { User } from "./user.entity.js";
import { userById } from "./user.loader.js";

@Resolver(() => User)
export class UserFields {
  @ViewersOwn()
  @FieldResolver(() => String, { nullable: true, description: "Null for everyone but oneself." })
  email(@Root() user: User, @Ctx() ctx: AppContext): string | null {
    return isSelf(user, ctx) ? user.email : null;
  }

  @ViewersOwn()
  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description:
      "When this account goes with all that nobody else shares, because it has no address; each use puts it off. Null for an account that has one, and for everyone but oneself.",
  })
  guestUntil(@Root() user: User, @Ctx() ctx: AppContext): Date | null {
    return isSelf(user, ctx) ? user.guestUntil : null;
  }

  @ViewersOwn()
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether others see that one is there, and what one looks at. Null for everyone but oneself.",
  })
  showsPresence(@Root() user: User, @Ctx() ctx: AppContext): boolean | null {
    return isSelf(user, ctx) ? user.showsPresence : null;
  }

  @Query(() => User, { nullable: true, description: "Who is signed in; null for nobody." })
  async viewer(@Ctx() ctx: AppContext): Promise<User | null> {
    const viewer = ctx.viewerOrNull;
    return viewer ? ctx.loader(userById).load(viewer.userId) : null;
  }
}

/** Whoever has just registered or signed in is shown to themselves before there is a viewer. */
export function isSelf(user: User, ctx: AppContext): boolean {
  return user.openedSessionId !== undefined || ctx.viewerOrNull?.userId === user.id;
}
