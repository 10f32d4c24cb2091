import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import { requireCurrency } from "../../../platform/schema/money.js";
import { ConflictError, InvalidFields, InvalidInputError, resultOf } from "../../../platform/schema/refusals.js";
import { CurrencyCodeScalar } from "../../../platform/schema/scalars.js";
import { textFrom } from "../../../platform/schema/texts.js";
import type { Tx } from "../../../platform/write.js";
import { localeFrom, NAME_MAX, timeZoneFrom } from "../profile.js";
import { User } from "../user.entity.js";
import { userById } from "../user.loader.js";
import { userRenamed } from "../user-renamed.js";

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
}

@ObjectType({ description: "The profile was changed." })
export class UserUpdatePayload {
  @Field(() => User, { description: "The viewer as it is now." })
  readonly user: User;

  constructor(user: User) {
    this.user = user;
  }
}

const UserUpdateResult = resultOf("UserUpdateResult", UserUpdatePayload, InvalidInputError, ConflictError);

@Resolver()
export class UserUpdateResolver {
  @Mutation(() => UserUpdateResult, { description: "Changes the viewer's own profile." })
  async userUpdate(
    @Arg("input", { description: "What to change." }) input: UserUpdateInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof UserUpdateResult> {
    const { userId } = ctx.viewer;
    await ctx.write((tx) => updateUser(tx, userId, input), { scope: "ACCOUNT" });
    return new UserUpdatePayload((await ctx.loader(userById).load(userId))!);
  }
}

async function updateUser(tx: Tx, userId: string, input: UserUpdateInput): Promise<void> {
  const profile = profileFrom(input);
  const request = requestToChange({ userId }, "userUpdate", input);
  const [before] = await tx.rows<{ name: string }>("select name from users where id = $1 for no key update", [userId]);
  if (await tx.replayOf(request)) return;
  await tx.update(User, userId, profile);
  if (profile.name !== undefined && profile.name !== before!.name) await announceName(tx, userId, before!.name);
  await tx.remember(request, userId);
}

/** To be called once the account is locked. The name shows everywhere from the commit on; whoever keeps logs is told by a job. */
export async function announceName(tx: Tx, userId: string, before: string): Promise<void> {
  await tx.run(
    "update users set renamed_from = coalesce(renamed_from, $2), renamed_at = clock_timestamp() where id = $1",
    [userId, before],
  );
  await tx.enqueue(userRenamed, { userId }, { key: userId });
}

function profileFrom(input: UserUpdateInput) {
  const invalid = new InvalidFields();
  for (const field of ["name", "preferredCurrency", "locale", "timeZone", "showsPresence"] as const) {
    if (input[field] === null) invalid.add([field], "REQUIRED", "This cannot be empty.");
  }
  const { preferredCurrency, locale, timeZone } = input;
  const { name } = input;
  if (preferredCurrency) requireCurrency(preferredCurrency, [], invalid, ["preferredCurrency"]);
  const profile = {
    name: typeof name === "string" ? textFrom(name, { min: 1, max: NAME_MAX }, invalid, ["name"]) : undefined,
    preferredCurrency: preferredCurrency ?? undefined,
    locale: typeof locale === "string" ? localeFrom(locale, invalid, ["locale"]) : undefined,
    showsPresence: input.showsPresence ?? undefined,
    timeZone: typeof timeZone === "string" ? timeZoneFrom(timeZone, invalid, ["timeZone"]) : undefined,
  };
  invalid.refuse();
  return profile;
}
