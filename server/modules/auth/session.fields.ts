import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { Cost } from "../../platform/schema/cost.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { User } from "../users/user.entity.js";
import { isSelf } from "../users/user.fields.js";
import { UserSession } from "./session.entity.js";
import { type LiveSession, SESSIONS_MAX, sessionForViewer, sessionsByUser } from "./session.loader.js";

@Resolver(() => User)
export class UserSessionFields {
  @Cost(5)
  @ViewersOwn()
  @FieldResolver(() => [UserSession], {
    description: `Where this person is signed in, used last first, at most ${SESSIONS_MAX}; empty for everyone but oneself.`,
  })
  async sessions(@Root() user: User, @Ctx() ctx: AppContext): Promise<UserSession[]> {
    if (!isSelf(user, ctx)) return [];
    const currentId = user.openedSessionId ?? ctx.session.sessionId;
    const sessions = await ctx.loader(sessionsByUser).load(user.id);
    return sessions.map((session) => shown(session, currentId));
  }
}

/** One of the viewer's own sessions; null for every other id. */
export async function visibleSession(ctx: AppContext, id: string): Promise<UserSession | null> {
  const { sessionId } = ctx.session;
  const session = await ctx.loader(sessionForViewer).load(id);
  return session && shown(session, sessionId);
}

function shown({ userId: _, ...session }: LiveSession, currentId: string): UserSession {
  return made(UserSession, { ...session, current: session.id === currentId });
}
