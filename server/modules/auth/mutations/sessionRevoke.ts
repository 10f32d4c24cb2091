import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext } from "../../../platform/context.js";
import { InvalidCredentialsError, Refusal, resultOf } from "../../../platform/schema/refusals.js";
import { revokeSession, sessionOfToken } from "../session.service.js";

@InputType({
  description:
    "Ends the session of this refresh token (or the cookie's, or else the bearer's own): access tokens and sockets included.",
})
export class SessionRevokeInput {
  @Field(() => String, { nullable: true, description: "Any refresh token of the session." })
  refreshToken?: string | null;
}

@ObjectType({ description: "The session has ended." })
export class SessionRevokePayload {
  @Field({ description: "Always true." })
  readonly ok: boolean = true;
}

const SessionRevokeResult = resultOf("SessionRevokeResult", SessionRevokePayload, InvalidCredentialsError);

@Resolver()
export class SessionRevokeResolver {
  @Mutation(() => SessionRevokeResult, { description: "Signs out." })
  async sessionRevoke(
    @Arg("input", { description: "Which session." }) input: SessionRevokeInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof SessionRevokeResult> {
    const revoked = await ctx.write(
      async (tx) => {
        const refreshToken = input.refreshToken ?? ctx.transport.cookie;
        const sessionId = refreshToken === null ? ctx.viewerOrNull?.sessionId : await sessionOfToken(tx, refreshToken);
        if (!sessionId) return false;
        await revokeSession(tx, sessionId);
        return true;
      },
      { reserved: true },
    );
    if (ctx.transport.cookie) ctx.transport.setCookie(null, null);
    if (!revoked) throw new Refusal(new InvalidCredentialsError("There is no such session."));
    return new SessionRevokePayload();
  }
}
