import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext } from "../../../platform/context.js";
import { NotFoundError, notFound, Refusal, resultOf } from "../../../platform/schema/refusals.js";
import { InvalidCredentialsError } from "../invalid-credentials.js";
import { revokeSession, sessionOfToken, userOfSession } from "../session.service.js";

@InputType({
  description:
    "Ends one session, access tokens and sockets included: of the viewer's sessions the one with this id; or that of the refresh token; or the cookie's; or else the bearer's own.",
})
export class SessionRevokeInput {
  @Field(() => ID, {
    nullable: true,
    description:
      "Of one of the viewer's sessions, so it takes an access token; it goes before a refresh token and the cookie.",
  })
  id?: string | null;

  @Field(() => String, { nullable: true, description: "Any refresh token of the session." })
  refreshToken?: string | null;
}

@ObjectType({ description: "The session has ended." })
export class SessionRevokePayload {
  @Field({ description: "Always true." })
  readonly ok: boolean = true;
}

const SessionRevokeResult = resultOf(
  "SessionRevokeResult",
  SessionRevokePayload,
  NotFoundError,
  InvalidCredentialsError,
);

@Resolver()
export class SessionRevokeResolver {
  @Mutation(() => SessionRevokeResult, { description: "Signs out, here or elsewhere. Doing it twice is one effect." })
  async sessionRevoke(
    @Arg("input", { description: "Which session." }) input: SessionRevokeInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof SessionRevokeResult> {
    if (typeof input.id === "string") await revokeById(ctx, input.id);
    else await revokeByToken(ctx, input.refreshToken ?? ctx.transport.cookie);
    return new SessionRevokePayload();
  }
}

/** The cookie is another session's, and stays, unless it is this one's. */
async function revokeById(ctx: AppContext, id: string): Promise<void> {
  const { userId } = ctx.viewer;
  const { cookie } = ctx.transport;
  const ofCookie = await ctx.write(
    async (tx) => {
      if ((await userOfSession(tx, id)) !== userId) throw notFound();
      await revokeSession(tx, id);
      return cookie === null ? null : sessionOfToken(tx, cookie);
    },
    { reserved: true, scope: "ACCOUNT" },
  );
  if (ofCookie === id) ctx.transport.setCookie(null, null);
}

async function revokeByToken(ctx: AppContext, refreshToken: string | null): Promise<void> {
  const revoked = await ctx.write(
    async (tx) => {
      const sessionId =
        refreshToken === null ? ctx.viewerOrNull && ctx.session.sessionId : await sessionOfToken(tx, refreshToken);
      if (!sessionId) return false;
      await revokeSession(tx, sessionId);
      return true;
    },
    { reserved: true, scope: "ACCOUNT" },
  );
  if (ctx.transport.cookie) ctx.transport.setCookie(null, null);
  if (!revoked) throw new Refusal(new InvalidCredentialsError("There is no such session."));
}
