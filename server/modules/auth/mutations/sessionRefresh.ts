import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext } from "../../../platform/context.js";
import { Refusal, resultOf } from "../../../platform/schema/refusals.js";
import { InvalidCredentialsError } from "../invalid-credentials.js";
import { Session } from "../session.entity.js";
import { deviceOf, rotate, sessionAnswer } from "../session.service.js";

@InputType({ description: "Without a token, the cookie's is meant (and the Origin is checked)." })
export class SessionRefreshInput {
  @Field(() => String, { nullable: true, description: "The newest refresh token of the session." })
  refreshToken?: string | null;
}

@ObjectType({ description: "The session goes on." })
export class SessionRefreshPayload {
  @Field(() => Session, { description: "New tokens; the old refresh token is spent." })
  readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }
}

const SessionRefreshResult = resultOf("SessionRefreshResult", SessionRefreshPayload, InvalidCredentialsError);

@Resolver()
export class SessionRefreshResolver {
  @Mutation(() => SessionRefreshResult, { description: "Changes a refresh token for new tokens." })
  async sessionRefresh(
    @Arg("input", { description: "Which session." }) input: SessionRefreshInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof SessionRefreshResult> {
    const fromCookie = (input.refreshToken ?? null) === null;
    const refreshToken = input.refreshToken ?? ctx.transport.cookie;
    const rotated = refreshToken
      ? await ctx.write((tx) => rotate(tx, ctx.services.secret, refreshToken, deviceOf(ctx)), {
          reserved: true,
          scope: "ACCOUNT",
        })
      : null;
    if (rotated) return new SessionRefreshPayload(await sessionAnswer(ctx, rotated, fromCookie));
    if (fromCookie && ctx.transport.cookie) ctx.transport.setCookie(null, null);
    throw new Refusal(new InvalidCredentialsError("This session has ended; sign in again."));
  }
}
