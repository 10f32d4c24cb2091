import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import { dayBefore } from "../../../kernel/local-date.js";
import { groupToday } from "../../../kernel/today.js";
import { sessionActor } from "../../../platform/actor.js";
import type { AppContext } from "../../../platform/context.js";
import { made } from "../../../platform/made.js";
import { InvalidFields, InvalidInputError, resultOf } from "../../../platform/schema/refusals.js";
import { CurrencyCodeScalar } from "../../../platform/schema/scalars.js";
import type { Tx } from "../../../platform/write.js";
import { Session } from "../../auth/session.entity.js";
import { type Device, deviceOf, openSession, sessionAnswer } from "../../auth/session.service.js";
import { knownGroup } from "../../groups/group.access.js";
import { Group } from "../../groups/group.entity.js";
import { GUEST_DAYS } from "../../users/guest.js";
import { newProfileFrom } from "../../users/profile.js";
import { User } from "../../users/user.entity.js";
import { userById } from "../../users/user.loader.js";
import { fillDemoGroup } from "../demo-group.service.js";
import { type DemoLanguage, demoHoliday, demoLanguage } from "../demo-holiday.js";
import { GUEST_LIMITS } from "../limits.js";

@InputType({ description: "Who wants to look around." })
export class GuestCreateInput {
  @Field(() => String, {
    nullable: true,
    description: 'A BCP 47 language tag, which says in what language the group is; "en", where it is left out.',
  })
  locale?: string | null;

  @Field(() => String, { nullable: true, description: 'An IANA time zone; "UTC", where it is left out.' })
  timeZone?: string | null;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: "The group's, too; EUR, where it is left out." })
  preferredCurrency?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "For browsers: the refresh token goes into an HttpOnly, SameSite=Strict cookie instead of the payload.",
  })
  cookie?: boolean | null;
}

@ObjectType({ description: "There is a guest, signed in, with a group to play with." })
export class GuestCreatePayload {
  @Field(() => User, { description: "The new account." })
  readonly user: User;

  @Field(() => Session, { description: `Its session. A refresh token of a guest lives ${GUEST_DAYS} days.` })
  readonly session: Session;

  @Field(() => Group, { description: "A group of this guest alone, filled with what two weeks of four people cost." })
  readonly group: Group;

  constructor(user: User, session: Session, group: Group) {
    this.user = user;
    this.session = session;
    this.group = group;
  }
}

const GuestCreateResult = resultOf("GuestCreateResult", GuestCreatePayload, InvalidInputError);

const NAMES: Readonly<Record<DemoLanguage, string>> = { en: "Guest", de: "Gast" };

@Resolver()
export class GuestCreateResolver {
  @Mutation(() => GuestCreateResult, {
    description: `Makes an account without an address, with a demo group of its own, and signs it in: the rest of the operation is this guest's. A guest does what others do, but sends no mail; after ${GUEST_DAYS} days without use the account goes, with every group that nobody else was ever in, and is a member without an account in the others.`,
  })
  async guestCreate(
    @Arg("input", { description: "Who wants to look around." }) input: GuestCreateInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof GuestCreateResult> {
    await ctx.services.rateLimits.take(GUEST_LIMITS.GUESTS, ctx.transport.network);
    const invalid = new InvalidFields();
    const profile = newProfileFrom(input, invalid);
    invalid.refuse();
    const { groupId, viewer, ...opened } = await ctx.write((tx) => makeGuest(tx, profile, deviceOf(ctx)), {
      scope: "ACCOUNT",
    });
    const session = await sessionAnswer(ctx, { ...opened, userId: viewer.userId }, input.cookie ?? false);
    await ctx.goOnAs(viewer);
    const user = (await ctx.loader(userById).load(viewer.userId))!;
    return new GuestCreatePayload(user, session, await knownGroup(ctx, groupId));
  }
}

async function makeGuest(tx: Tx, profile: ReturnType<typeof newProfileFrom>, device: Device) {
  const language = demoLanguage(profile.locale);
  const user = made(User, {
    ...profile,
    id: newId("usr"),
    name: NAMES[language],
    email: null,
    createdAt: new Date(),
    showsPresence: true,
    avatarKey: null,
    occupation: null,
    country: null,
    guestUntil: new Date(Date.now() + GUEST_DAYS * 24 * 3600 * 1000),
  });
  await tx.insert(User, user);
  const opened = await openSession(tx, user.id, device, "guest");
  const viewer = sessionActor(user.id, opened.sessionId);
  const demo = demoHoliday(language, profile.preferredCurrency);
  const groupId = await fillDemoGroup(tx, viewer, demo, (daysAgo) => dayAgo(groupToday(profile), daysAgo));
  return { ...opened, viewer, groupId };
}

function dayAgo(day: string, days: number): string {
  return days === 0 ? day : dayAgo(dayBefore(day), days - 1);
}
