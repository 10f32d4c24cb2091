import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { isRegion } from "../../../kernel/region.js";
import type { AppContext } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import { requireCurrency } from "../../../platform/schema/money.js";
import {
  ConflictError,
  InvalidFields,
  InvalidInputError,
  invalidField,
  resultOf,
} from "../../../platform/schema/refusals.js";
import { CurrencyCodeScalar } from "../../../platform/schema/scalars.js";
import { textFrom } from "../../../platform/schema/texts.js";
import type { Tx } from "../../../platform/write.js";
import { dropUploads } from "../../uploads/upload.service.js";
import { announceName } from "../../users/announce-name.js";
import { localeFrom, NAME_MAX, timeZoneFrom } from "../../users/profile.js";
import { User } from "../../users/user.entity.js";
import { userById } from "../../users/user.loader.js";
import { dropAvatar, keepAvatar } from "../avatar.service.js";

@InputType({ description: "Changes the viewer's own profile; what is left out stays." })
export class UserUpdateInput {
  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => String, { nullable: true, description: "1 to 100 characters." })
  name?: string | null;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: "Proposed for new groups." })
  preferredCurrency?: string | null;

  @Field(() => String, { nullable: true, description: 'A BCP 47 language tag, such as "de-AT".' })
  locale?: string | null;

  @Field(() => String, { nullable: true, description: 'An IANA time zone, such as "Europe/Vienna".' })
  timeZone?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether others see that one is there, and what one looks at." })
  showsPresence?: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description: "A file of one's own that was sent with the purpose AVATAR; null takes the picture away.",
  })
  avatarUploadId?: string | null;

  @Field(() => String, { nullable: true, description: "What one does, 1 to 100 characters; null takes it away." })
  occupation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where one lives, as two letters of ISO 3166-1, such as "PT"; null takes it away.',
  })
  country?: string | null;
}

@ObjectType({ description: "The profile was changed." })
export class UserUpdatePayload {
  @Field(() => User, { description: "The viewer as it is now." })
  readonly user: User;

  constructor(user: User) {
    this.user = user;
  }
}

const OCCUPATION_MAX = 100;

const UserUpdateResult = resultOf("UserUpdateResult", UserUpdatePayload, InvalidInputError, ConflictError);

@Resolver()
export class UserUpdateResolver {
  @Mutation(() => UserUpdateResult, { description: "Changes the viewer's own profile." })
  async userUpdate(
    @Arg("input", { description: "What to change." }) input: UserUpdateInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof UserUpdateResult> {
    const { userId } = ctx.viewer;
    const avatarKey = await newAvatar(ctx, input);
    await ctx.write((tx) => updateUser(tx, userId, input, avatarKey), { scope: "ACCOUNT" });
    return new UserUpdatePayload((await ctx.loader(userById).load(userId))!);
  }
}

/**
 * The key of a new picture, which is looked into before anything is locked; null where it is to go, undefined where it
 * stays, or where this very request was carried out before: its file has gone with that.
 */
async function newAvatar(ctx: AppContext, input: UserUpdateInput): Promise<string | null | undefined> {
  const { avatarUploadId } = input;
  if (avatarUploadId === null || avatarUploadId === undefined) return avatarUploadId;
  const { userId } = ctx.viewer;
  const request = requestToChange({ userId }, "userUpdate", input);
  const invalid = new InvalidFields();
  profileFrom(input, invalid);
  const wasDone = () => ctx.write(async (tx) => (await tx.replayOf(request)) !== null, { scope: "ACCOUNT" });
  if (await wasDone()) return undefined;
  invalid.refuse();
  const key = await keepAvatar(ctx.services, userId, avatarUploadId, invalid);
  if (invalid.any && (await wasDone())) return undefined;
  invalid.refuse();
  return key;
}

async function updateUser(
  tx: Tx,
  userId: string,
  input: UserUpdateInput,
  avatarKey: string | null | undefined,
): Promise<void> {
  const invalid = new InvalidFields();
  const profile = profileFrom(input, invalid);
  invalid.refuse();
  const request = requestToChange({ userId }, "userUpdate", input);
  const [before] = await tx.rows<{ name: string; avatarKey: string | null }>(
    "select name, avatar_key from users where id = $1 for no key update",
    [userId],
  );
  if (await tx.replayOf(request)) return;
  await tx.update(User, userId, { ...profile, avatarKey });
  if (avatarKey !== undefined && avatarKey !== before!.avatarKey) await dropAvatar(tx, before!.avatarKey);
  if (input.avatarUploadId && !(await dropUploads(tx, userId, [input.avatarUploadId]))) {
    throw invalidField(["avatarUploadId"], "NOT_ALLOWED", "This picture has been used meanwhile.");
  }
  if (profile.name !== undefined && profile.name !== before!.name) await announceName(tx, userId, before!.name);
  await tx.remember(request, userId);
}

/** What the profile becomes; undefined stays. What is wrong goes into `invalid`. */
function profileFrom(input: UserUpdateInput, invalid: InvalidFields) {
  for (const field of ["name", "preferredCurrency", "locale", "timeZone", "showsPresence"] as const) {
    if (input[field] === null) invalid.add([field], "REQUIRED", "This cannot be empty.");
  }
  const { preferredCurrency, locale, timeZone } = input;
  const { name, occupation } = input;
  if (preferredCurrency) requireCurrency(preferredCurrency, [], invalid, ["preferredCurrency"]);
  const profile = {
    name: typeof name === "string" ? textFrom(name, { min: 1, max: NAME_MAX }, invalid, ["name"]) : undefined,
    preferredCurrency: preferredCurrency ?? undefined,
    locale: typeof locale === "string" ? localeFrom(locale, invalid, ["locale"]) : undefined,
    showsPresence: input.showsPresence ?? undefined,
    timeZone: typeof timeZone === "string" ? timeZoneFrom(timeZone, invalid, ["timeZone"]) : undefined,
    occupation:
      typeof occupation === "string"
        ? textFrom(occupation, { min: 1, max: OCCUPATION_MAX }, invalid, ["occupation"])
        : occupation,
    country: input.country,
  };
  if (typeof input.country === "string" && !isRegion(input.country)) {
    invalid.add(["country"], "NOT_ALLOWED", 'A country is two letters of ISO 3166-1, such as "PT".');
  }
  return profile;
}
