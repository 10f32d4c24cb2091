import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext } from "../../../platform/context.js";
import { poolOf } from "../../../platform/database.js";
import { poolReader } from "../../../platform/reader.js";
import { earlierAnswer, type Request, requestToChange } from "../../../platform/requests.js";
import {
  ConflictError,
  InvalidFields,
  InvalidInputError,
  resultOf,
  wrongState,
} from "../../../platform/schema/refusals.js";
import { emailFrom, textFrom } from "../../../platform/schema/texts.js";
import type { Tx } from "../../../platform/write.js";
import { EmailTakenError } from "../../auth/email-taken.js";
import { AUTH_LIMITS } from "../../auth/limits.js";
import { requireFreeAddress } from "../../auth/mutations/userRegister.js";
import { fingerprintOf, hashPassword } from "../../auth/password.adapter.js";
import { requirePassword } from "../../auth/password.js";
import { giveCredentials } from "../../auth/password.service.js";
import { shortenTokens } from "../../auth/session.service.js";
import { announceName } from "../../users/announce-name.js";
import { NAME_MAX } from "../../users/profile.js";
import { User } from "../../users/user.entity.js";
import { isGuest, userById } from "../../users/user.loader.js";

@InputType({ description: "What a guest will sign in with." })
export class GuestKeepInput {
  @Field({ description: "Must not have an account yet." })
  email!: string;

  @Field({ description: "At least 10 characters, at most 1,024 bytes." })
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: "What others call this person, 1 to 100 characters; what it is already, where it is left out.",
  })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "The account stays." })
export class GuestKeepPayload {
  @Field(() => User, { description: "The viewer, who is no guest any more." })
  readonly user: User;

  constructor(user: User) {
    this.user = user;
  }
}

const GuestKeepResult = resultOf(
  "GuestKeepResult",
  GuestKeepPayload,
  InvalidInputError,
  EmailTakenError,
  ConflictError,
);

/** What a guest adds, as it will be stored. */
interface Added {
  readonly email: string;
  /** Null for the name that there is. */
  readonly name: string | null;
  readonly passwordHash: string;
}

@Resolver()
export class GuestKeepResolver {
  @Mutation(() => GuestKeepResult, {
    description:
      "Gives the viewer, a guest, an address and a password: the account stays, with its groups and this session. Refuses with STATE whoever is no guest.",
  })
  async guestKeep(
    @Arg("input", { description: "What to sign in with." }) input: GuestKeepInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof GuestKeepResult> {
    const { userId } = ctx.session;
    // It makes somebody who has an address, and says of an address whether it is taken: as registering does.
    await ctx.services.rateLimits.take(AUTH_LIMITS.REGISTER, ctx.transport.network);
    const form = formFrom(input);
    const request = await requestFor(userId, input);
    if (!(await isSettled(ctx, userId, request))) {
      const added = { ...form, passwordHash: await hashPassword(input.password) };
      await ctx.write((tx) => keepGuest(tx, userId, request, added), { reserved: true, scope: "ACCOUNT" });
    }
    return new GuestKeepPayload((await ctx.loader(userById).load(userId))!);
  }
}

function formFrom(input: GuestKeepInput): { email: string; name: string | null } {
  const invalid = new InvalidFields();
  const email = emailFrom(input.email, invalid, ["email"]);
  requirePassword(input.password, invalid, ["password"]);
  const given = input.name ?? null;
  const name = given === null ? null : textFrom(given, { min: 1, max: NAME_MAX }, invalid, ["name"]);
  invalid.refuse();
  return { email, name };
}

/** What is remembered of a request must not be a way to its password: it is a slow hash of it. */
async function requestFor(userId: string, input: GuestKeepInput): Promise<Request> {
  const { password, requestId = null, ...rest } = input;
  const name = `guestKeep ${userId} ${requestId}`;
  const hash = requestId === null ? null : await fingerprintOf([password], name);
  return requestToChange({ userId }, "guestKeep", { ...rest, requestId, ...(hash !== null && { password: hash }) });
}

/** Whether this request was carried out; asked before a password is hashed, which takes long, as is who may. */
async function isSettled(ctx: AppContext, userId: string, request: Request): Promise<boolean> {
  const reader = poolReader(poolOf(ctx.services.reserved));
  // In this order: where the same request has just ended the guest, it is remembered by then.
  const isStillGuest = await isGuest(reader, { userId });
  const earlier = await earlierAnswer(request, reader);
  if (earlier === null && !isStillGuest) throw noGuest(userId);
  return earlier !== null;
}

async function keepGuest(tx: Tx, userId: string, request: Request, { email, name, passwordHash }: Added) {
  // Tokens before the account, as where they are changed.
  await shortenTokens(tx, userId);
  const [user] = await tx.rows<{ name: string; isGuest: boolean }>(
    "select name, guest_until is not null as is_guest from users where id = $1 for no key update",
    [userId],
  );
  // The same request may have come twice at once: the other one was first.
  if ((await tx.replayOf(request)) !== null) return;
  if (!user!.isGuest) throw noGuest(userId);
  await requireFreeAddress(tx, email);
  await giveCredentials(tx, userId, email, passwordHash);
  if (name !== null && name !== user!.name) {
    await tx.update(User, userId, { name });
    await announceName(tx, userId, user!.name);
  }
  await tx.remember(request, userId);
}

function noGuest(userId: string) {
  return wrongState("This account has an address and a password already.", userId);
}
