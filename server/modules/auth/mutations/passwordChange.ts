import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { tellAccount } from "../../../platform/account-news.js";
import type { SessionActor } from "../../../platform/actor.js";
import type { AppContext } from "../../../platform/context.js";
import { poolOf } from "../../../platform/database.js";
import { poolReader } from "../../../platform/reader.js";
import { type Request, requestToChange } from "../../../platform/requests.js";
import {
  ConflictError,
  InvalidFields,
  InvalidInputError,
  invalidField,
  Refusal,
  resultOf,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { InvalidCredentialsError } from "../invalid-credentials.js";
import { AUTH_LIMITS } from "../limits.js";
import { fingerprintOf, hashPassword, passwordMatches } from "../password.adapter.js";
import { requirePassword, requireSomePassword } from "../password.js";
import { lockPassword, passwordHashOf, setPassword } from "../password.service.js";
import { deviceOf, revokeSessions } from "../session.service.js";

@InputType({ description: "The viewer's new password, and the old one." })
export class PasswordChangeInput {
  @Field({ description: "As it is now." })
  currentPassword!: string;

  @Field({ description: "At least 10 characters, at most 1,024 bytes." })
  newPassword!: string;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "The password was changed." })
export class PasswordChangePayload {
  @Field({ description: "Always true." })
  readonly ok: boolean = true;
}

const PasswordChangeResult = resultOf(
  "PasswordChangeResult",
  PasswordChangePayload,
  InvalidInputError,
  InvalidCredentialsError,
);

@Resolver()
export class PasswordChangeResolver {
  @Mutation(() => PasswordChangeResult, {
    description:
      "Changes the viewer's password and ends all other sessions: their access tokens and sockets at once. Links for a new password that were sent before are of no more use.",
  })
  async passwordChange(
    @Arg("input", { description: "The old password and the new one." }) input: PasswordChangeInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof PasswordChangeResult> {
    const viewer = ctx.session;
    requireWellFormed(input);
    await ctx.services.rateLimits.take(AUTH_LIMITS.PASSWORD_CHANGE, viewer.userId);
    const request = await requestFor(viewer, input);
    const isReplay =
      request.key !== null && (await ctx.write((tx) => replayOf(tx, request), { reserved: true, scope: "ACCOUNT" }));
    if (isReplay) return new PasswordChangePayload();
    const before = await passwordHashOf(poolReader(poolOf(ctx.services.reserved)), viewer.userId);
    if (before === null) throw new Refusal(new InvalidCredentialsError("A guest has no password yet."));
    if (!(await passwordMatches(before, input.currentPassword))) throw wrongPassword();
    const after = await hashPassword(input.newPassword);
    await ctx.write(
      async (tx) => {
        if (!(await changePassword(tx, viewer, request, before, after))) return;
        await tellAccount(ctx.services, tx, viewer.userId, {
          what: "PASSWORD_CHANGED",
          device: deviceOf(ctx).userAgent,
        });
      },
      { reserved: true, scope: "ACCOUNT" },
    );
    return new PasswordChangePayload();
  }
}

function requireWellFormed(input: PasswordChangeInput): void {
  const invalid = new InvalidFields();
  requireSomePassword(input.currentPassword, invalid, ["currentPassword"]);
  requirePassword(input.newPassword, invalid, ["newPassword"]);
  invalid.refuse();
}

function wrongPassword(): Refusal {
  return new Refusal(new InvalidCredentialsError("The current password is wrong."));
}

/** What is remembered of a request must not be a way to its passwords: it is a slow hash of them. */
async function requestFor(viewer: SessionActor, input: PasswordChangeInput): Promise<Request> {
  const { requestId = null, currentPassword, newPassword } = input;
  const name = `passwordChange ${viewer.userId} ${requestId}`;
  const passwords = requestId === null ? null : await fingerprintOf([currentPassword, newPassword], name);
  return requestToChange(viewer, "passwordChange", { requestId, ...(passwords !== null && { passwords }) });
}

/** Whether it was changed now, and not by the same request before. */
async function changePassword(
  tx: Tx,
  viewer: SessionActor,
  request: Request,
  before: string,
  after: string,
): Promise<boolean> {
  const unchanged = await lockPassword(tx, viewer.userId, before);
  // The same request may have come twice at once: the other one was first.
  if (await replayOf(tx, request)) return false;
  if (!unchanged) throw wrongPassword();
  await setPassword(tx, viewer.userId, after);
  await revokeSessions(tx, viewer.userId, viewer.sessionId);
  await tx.remember(request, viewer.userId);
  return true;
}

/** Whether this request was carried out before; the same id with other passwords is a mistake in the input. */
async function replayOf(tx: Tx, request: Request): Promise<boolean> {
  try {
    return (await tx.replayOf(request)) !== null;
  } catch (error) {
    if (!(error instanceof Refusal && error.userError instanceof ConflictError)) throw error;
    throw invalidField(["requestId"], "NOT_ALLOWED", error.userError.message);
  }
}
