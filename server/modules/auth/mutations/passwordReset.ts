import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { tellAccount } from "../../../platform/account-news.js";
import type { AppContext } from "../../../platform/context.js";
import { poolOf } from "../../../platform/database.js";
import { poolReader } from "../../../platform/reader.js";
import {
  InvalidFields,
  InvalidInputError,
  NotFoundError,
  notFound,
  resultOf,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { AUTH_LIMITS } from "../limits.js";
import { hashPassword } from "../password.adapter.js";
import { requirePassword } from "../password.js";
import { setPassword } from "../password.service.js";
import { spendResetToken, userOfResetToken } from "../password-reset.service.js";
import { deviceOf, revokeSessions } from "../session.service.js";

@InputType({ description: "A new password by the link of a letter." })
export class PasswordResetInput {
  @Field({ description: "From the link." })
  token!: string;

  @Field({ description: "The new one: at least 10 characters, at most 1,024 bytes." })
  password!: string;
}

@ObjectType({ description: "The password was changed." })
export class PasswordResetPayload {
  @Field({ description: "Always true." })
  readonly ok: boolean = true;
}

const PasswordResetResult = resultOf("PasswordResetResult", PasswordResetPayload, InvalidInputError, NotFoundError);

@Resolver()
export class PasswordResetResolver {
  @Mutation(() => PasswordResetResult, {
    description:
      "Sets a new password by the link of a letter, which works once and for an hour; an unknown, used or expired one is NotFoundError. Ends all sessions of the account and every other link.",
  })
  async passwordReset(
    @Arg("input", { description: "The link's token and the new password." }) input: PasswordResetInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof PasswordResetResult> {
    const invalid = new InvalidFields();
    requirePassword(input.password, invalid, ["password"]);
    invalid.refuse();
    await ctx.services.rateLimits.take(AUTH_LIMITS.PASSWORD_RESET_LINK, ctx.transport.network);
    // Only a link that is good is worth the work of a hash.
    if ((await userOfResetToken(poolReader(poolOf(ctx.services.reserved)), input.token)) === null) throw notFound();
    const passwordHash = await hashPassword(input.password);
    await ctx.write(
      async (tx) => {
        const userId = await resetPassword(tx, input.token, passwordHash);
        await tellAccount(ctx.services, tx, userId, { what: "PASSWORD_CHANGED", device: deviceOf(ctx).userAgent });
      },
      { reserved: true, scope: "ACCOUNT" },
    );
    return new PasswordResetPayload();
  }
}

async function resetPassword(tx: Tx, token: string, passwordHash: string): Promise<string> {
  const userId = await spendResetToken(tx, token);
  if (userId === null) throw notFound();
  await setPassword(tx, userId, passwordHash);
  await revokeSessions(tx, userId, null);
  return userId;
}
