import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { tellAccount } from "../../../platform/account-news.js";
import type { SessionActor } from "../../../platform/actor.js";
import type { AppContext } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import { ConflictError, resultOf } from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { deviceOf, revokeSessions } from "../session.service.js";

@InputType({ description: "Ends all of the viewer's sessions but the one that asks." })
export class SessionsRevokeOthersInput {
  @Field(() => String, { nullable: true, description: "The same request id within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "The viewer is signed in here alone." })
export class SessionsRevokeOthersPayload {
  @Field({ description: "Always true." })
  readonly ok: boolean = true;
}

const SessionsRevokeOthersResult = resultOf("SessionsRevokeOthersResult", SessionsRevokeOthersPayload, ConflictError);

@Resolver()
export class SessionsRevokeOthersResolver {
  @Mutation(() => SessionsRevokeOthersResult, {
    description: "Signs the viewer out everywhere else: access tokens and sockets of all other sessions end at once.",
  })
  async sessionsRevokeOthers(
    @Arg("input", { description: "Which request it is." }) input: SessionsRevokeOthersInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof SessionsRevokeOthersResult> {
    const viewer = ctx.session;
    await ctx.write(
      async (tx) => {
        if (!(await revokeOthers(tx, viewer, input))) return;
        await tellAccount(ctx.services, tx, viewer.userId, { what: "SESSIONS_ENDED", device: deviceOf(ctx).userAgent });
      },
      { reserved: true, scope: "ACCOUNT" },
    );
    return new SessionsRevokeOthersPayload();
  }
}

/** Whether this request ended any, and not the same one before. */
async function revokeOthers(tx: Tx, viewer: SessionActor, input: SessionsRevokeOthersInput): Promise<boolean> {
  const request = requestToChange(viewer, "sessionsRevokeOthers", input);
  await tx.run("select id from users where id = $1 for no key update", [viewer.userId]);
  if (await tx.replayOf(request)) return false;
  const ended = await revokeSessions(tx, viewer.userId, viewer.sessionId);
  await tx.remember(request, viewer.userId);
  return ended > 0;
}
