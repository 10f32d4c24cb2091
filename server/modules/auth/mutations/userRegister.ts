import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import type { AppContext } from "../../../platform/context.js";
import { made } from "../../../platform/made.js";
import { InvalidFields, InvalidInputError, Refusal, resultOf } from "../../../platform/schema/refusals.js";
import { CurrencyCodeScalar } from "../../../platform/schema/scalars.js";
import { emailFrom, textFrom } from "../../../platform/schema/texts.js";
import type { Tx } from "../../../platform/write.js";
import { NAME_MAX, newProfileFrom } from "../../users/profile.js";
import { User } from "../../users/user.entity.js";
import { EmailTakenError } from "../email-taken.js";
import { AUTH_LIMITS } from "../limits.js";
import { hashPassword } from "../password.adapter.js";
import { requirePassword } from "../password.js";
import { Session } from "../session.entity.js";
import { deviceOf, openSession, sessionAnswer } from "../session.service.js";

@InputType({ description: "A new account." })
export class UserRegisterInput {
  @Field({ description: "Must not have an account yet." })
  email!: string;

  @Field({ description: "At least 10 characters, at most 1,024 bytes." })
  password!: string;

  @Field({ description: "What others call this person, 1 to 100 characters." })
  name!: string;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: "EUR, where it is left out." })
  preferredCurrency?: string | null;

  @Field(() => String, { nullable: true, description: 'A BCP 47 language tag; "en", where it is left out.' })
  locale?: string | null;

  @Field(() => String, { nullable: true, description: 'An IANA time zone; "UTC", where it is left out.' })
  timeZone?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "For browsers: the refresh token goes into an HttpOnly, SameSite=Strict cookie instead of the payload.",
  })
  cookie?: boolean | null;
}

@ObjectType({ description: "The account was made, and its first session." })
export class UserRegisterPayload {
  @Field(() => User, { description: "The new account." })
  readonly user: User;

  @Field(() => Session, { description: "A session of this account." })
  readonly session: Session;

  constructor(user: User, session: Session) {
    this.user = user;
    this.session = session;
  }
}

const UserRegisterResult = resultOf("UserRegisterResult", UserRegisterPayload, InvalidInputError, EmailTakenError);

@Resolver()
export class UserRegisterResolver {
  @Mutation(() => UserRegisterResult, { description: "Makes an account and signs it in." })
  async userRegister(
    @Arg("input", { description: "The new account." }) input: UserRegisterInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof UserRegisterResult> {
    await ctx.services.rateLimits.take(AUTH_LIMITS.REGISTER, ctx.transport.network);
    const account = accountFrom(input);
    const passwordHash = await hashPassword(input.password);
    const { user, ...opened } = await ctx.write(
      async (tx) => {
        const user = await insertUser(tx, { ...account, passwordHash });
        return { user, ...(await openSession(tx, user.id, deviceOf(ctx))) };
      },
      { reserved: true, scope: "ACCOUNT" },
    );
    user.openedSessionId = opened.sessionId;
    return new UserRegisterPayload(
      user,
      await sessionAnswer(ctx, { ...opened, userId: user.id }, input.cookie ?? false),
    );
  }
}

interface Account extends Pick<User, "name" | "preferredCurrency" | "locale" | "timeZone"> {
  readonly email: string;
}

function accountFrom(input: UserRegisterInput): Account {
  const invalid = new InvalidFields();
  const account = {
    email: emailFrom(input.email, invalid, ["email"]),
    name: textFrom(input.name, { min: 1, max: NAME_MAX }, invalid, ["name"]),
    ...newProfileFrom(input, invalid),
  };
  requirePassword(input.password, invalid, ["password"]);
  invalid.refuse();
  return account;
}

/** Also used by the demo's seed. */
export async function insertUser(tx: Tx, account: Account & { passwordHash: string }): Promise<User> {
  await requireFreeAddress(tx, account.email);
  const { passwordHash, ...profile } = account;
  const user = made(User, {
    ...profile,
    id: newId("usr"),
    createdAt: new Date(),
    guestUntil: null,
    showsPresence: true,
    avatarKey: null,
    occupation: null,
    country: null,
  });
  await tx.run(
    `insert into users (id, email, password_hash, name, preferred_currency, locale, time_zone, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [user.id, user.email, passwordHash, user.name, user.preferredCurrency, user.locale, user.timeZone, user.createdAt],
  );
  return user;
}

/** Refuses an address that somebody signs in with. */
export async function requireFreeAddress(tx: Tx, email: string): Promise<void> {
  const [taken] = await tx.rows("select id from users where email = $1", [email]);
  if (taken) throw new Refusal(new EmailTakenError());
}
