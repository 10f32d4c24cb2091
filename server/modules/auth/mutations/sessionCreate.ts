import { setTimeout as sleep } from "node:timers/promises";
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { tellAccount } from "../../../platform/account-news.js";
import type { AppContext } from "../../../platform/context.js";
import { InvalidFields, InvalidInputError, Refusal, resultOf } from "../../../platform/schema/refusals.js";
import { emailFrom } from "../../../platform/schema/texts.js";
import type { Tx } from "../../../platform/write.js";
import { User } from "../../users/user.entity.js";
import { InvalidCredentialsError } from "../invalid-credentials.js";
import { AUTH_LIMITS } from "../limits.js";
import { passwordMatches } from "../password.adapter.js";
import { requireSomePassword } from "../password.js";
import { type AccountWithPassword, accountOf, lockPassword } from "../password.service.js";
import { Session } from "../session.entity.js";
import { deviceOf, knowsDevice, openSession, sessionAnswer } from "../session.service.js";
import { signInDelay } from "../sign-in-delay.js";

@InputType({ description: "Who signs in." })
export class SessionCreateInput {
  @Field({ description: "Of the account." })
  email!: string;

  @Field({ description: "Of the account." })
  password!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "For browsers: the refresh token goes into an HttpOnly, SameSite=Strict cookie instead of the payload.",
  })
  cookie?: boolean | null;
}

@ObjectType({ description: "Signed in." })
export class SessionCreatePayload {
  @Field(() => User, { description: "Who signed in." })
  readonly user: User;

  @Field(() => Session, { description: "A new session of this account." })
  readonly session: Session;

  constructor(user: User, session: Session) {
    this.user = user;
    this.session = session;
  }
}

const SessionCreateResult = resultOf(
  "SessionCreateResult",
  SessionCreatePayload,
  InvalidInputError,
  InvalidCredentialsError,
);

@Resolver()
export class SessionCreateResolver {
  @Mutation(() => SessionCreateResult, { description: "Signs in with e-mail address and password." })
  async sessionCreate(
    @Arg("input", { description: "Who signs in." }) input: SessionCreateInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof SessionCreateResult> {
    const email = credentialsFrom(input);
    const { network } = ctx.transport;
    const { rateLimits } = ctx.services;
    await rateLimits.take(AUTH_LIMITS.SIGN_IN_ADDRESS, network);
    await rateLimits.take(AUTH_LIMITS.SIGN_IN, `${network} ${email}`);
    await sleep(signInDelay(await rateLimits.count(AUTH_LIMITS.SIGN_IN_ACCOUNT, email)));
    const account = await accountOf(ctx, email);
    const matches = await passwordMatches(account?.passwordHash ?? null, input.password);
    const opened =
      account && matches
        ? await ctx.write((tx) => signIn(ctx, tx, account), { reserved: true, scope: "ACCOUNT" })
        : null;
    if (!account || !opened) throw new Refusal(new InvalidCredentialsError());
    await rateLimits.forget(AUTH_LIMITS.SIGN_IN_ACCOUNT, email);
    const { user } = account;
    const session = await sessionAnswer(ctx, { ...opened, userId: user.id }, input.cookie ?? false);
    return new SessionCreatePayload(Object.assign(user, { openedSessionId: opened.sessionId }), session);
  }
}

/** Nobody comes in by a password that was replaced while it was compared: its sessions have been ended already. */
async function signIn(ctx: AppContext, tx: Tx, { user, passwordHash }: AccountWithPassword) {
  if (!(await lockPassword(tx, user.id, passwordHash))) return null;
  const device = deviceOf(ctx);
  const isKnown = await knowsDevice(tx, user.id, device);
  const opened = await openSession(tx, user.id, device);
  if (!isKnown) await tellAccount(ctx.services, tx, user.id, { what: "SIGNED_IN", device: device.userAgent });
  return opened;
}

function credentialsFrom(input: SessionCreateInput): string {
  const invalid = new InvalidFields();
  const email = emailFrom(input.email, invalid, ["email"]);
  requireSomePassword(input.password, invalid, ["password"]);
  invalid.refuse();
  return email;
}
