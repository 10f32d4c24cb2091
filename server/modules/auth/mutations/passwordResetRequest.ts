import { createHash } from "node:crypto";
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext } from "../../../platform/context.js";
import { InvalidFields, InvalidInputError, resultOf } from "../../../platform/schema/refusals.js";
import { emailFrom } from "../../../platform/schema/texts.js";
import { AUTH_LIMITS } from "../limits.js";
import { passwordResetJob } from "../password-reset.job.js";

@InputType({ description: "Whose password was forgotten." })
export class PasswordResetRequestInput {
  @Field({ description: "Of the account." })
  email!: string;
}

@ObjectType({ description: "If there is an account with this address, a letter is on its way to it." })
export class PasswordResetRequestPayload {
  @Field({ description: "Always true, whether or not there is such an account." })
  readonly ok: boolean = true;
}

const PasswordResetRequestResult = resultOf(
  "PasswordResetRequestResult",
  PasswordResetRequestPayload,
  InvalidInputError,
);

@Resolver()
export class PasswordResetRequestResolver {
  @Mutation(() => PasswordResetRequestResult, {
    description:
      "Sends a link by which a new password can be chosen, once and within an hour. The answer, and the time it takes, is the same whether or not there is such an account.",
  })
  async passwordResetRequest(
    @Arg("input", { description: "Whose password was forgotten." }) input: PasswordResetRequestInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof PasswordResetRequestResult> {
    const invalid = new InvalidFields();
    const email = emailFrom(input.email, invalid, ["email"]);
    invalid.refuse();
    const { rateLimits } = ctx.services;
    await rateLimits.take(AUTH_LIMITS.PASSWORD_RESET_ADDRESS, ctx.transport.network);
    await rateLimits.take(AUTH_LIMITS.PASSWORD_RESET_EMAIL, email);
    // Whether anybody has this address is looked up by the job: nobody can tell from here.
    const key = createHash("sha256").update(email).digest("base64url");
    await ctx.write((tx) => tx.enqueue(passwordResetJob, { email }, { key }), { reserved: true, scope: "ACCOUNT" });
    return new PasswordResetRequestPayload();
  }
}
