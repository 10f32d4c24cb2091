import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext } from "../../../platform/context.js";
import { entities, poolOf, poolReader } from "../../../platform/database.js";
import {
  InvalidCredentialsError,
  InvalidFields,
  InvalidInputError,
  Refusal,
  resultOf,
} from "../../../platform/schema/refusals.js";
import { emailFrom } from "../../../platform/schema/texts.js";
import { User } from "../../users/user.entity.js";
import { passwordMatches } from "../password.adapter.js";
import { Session } from "../session.entity.js";
import { openSession, sessionAnswer } from "../session.service.js";

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
    await ctx.services.rateLimits.take("SIGN_IN_ADDRESS", ctx.transport.ip);
    await ctx.services.rateLimits.take("SIGN_IN", `${ctx.transport.ip} ${email}`);
    const user = await userByEmail(ctx, email);
    const matches = await passwordMatches(user?.passwordHash ?? null, input.password);
    if (!user || !matches) throw new Refusal(new InvalidCredentialsError());
    const opened = await ctx.write((tx) => openSession(tx, user.id), { reserved: true });
    const session = await sessionAnswer(ctx, { ...opened, userId: user.id }, input.cookie ?? false);
    return new SessionCreatePayload(Object.assign(user, { isViewer: true }), session);
  }
}

function credentialsFrom(input: SessionCreateInput): string {
  const invalid = new InvalidFields();
  const email = emailFrom(input.email, invalid, ["email"]);
  if (input.password === "") invalid.add(["password"], "REQUIRED", "This cannot be empty.");
  if (Buffer.byteLength(input.password) > 1024) invalid.add(["password"], "TOO_LONG", "At most 1,024 bytes.");
  invalid.refuse();
  return email;
}

async function userByEmail(ctx: AppContext, email: string): Promise<User | null> {
  const reader = poolReader(poolOf(ctx.services.reserved));
  return entities(User, await reader.rows<User>("select * from users where email = $1", [email]))[0] ?? null;
}
