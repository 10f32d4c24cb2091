import { Field, InputType, ObjectType } from "type-graphql";
import type { Viewer } from "../../../platform/actor.js";
import { requestToChange } from "../../../platform/requests.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, InvalidFields, InvalidInputError } from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { User } from "../../users/user.entity.js";
import { userById } from "../../users/user.loader.js";
import { lockPeople } from "../notice.service.js";
import { preferencesByUser } from "../notification-settings.loader.js";
import { type Choice, NotificationKind, NotificationPace } from "../preference.js";

@InputType({ description: "How the viewer wants to be told of one kind of thing; what is left out stays." })
export class NotificationPreferenceSetInput {
  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => NotificationKind, { description: "Of what." })
  kind!: NotificationKind;

  @Field(() => Boolean, { nullable: true, description: "Whether it stands in the list of notifications." })
  inApp?: boolean | null;

  @Field(() => NotificationPace, { nullable: true, description: "Whether, and how soon, by mail." })
  email?: NotificationPace | null;

  @Field(() => Boolean, { nullable: true, description: "Whether to browsers and devices that take pushes." })
  push?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Whether to confirmed phones." })
  sms?: boolean | null;
}

@ObjectType({ description: "It holds for what is told from now on." })
export class NotificationPreferenceSetPayload {
  @Field(() => User, { description: "The viewer as it is now." })
  readonly user: User;

  constructor(user: User) {
    this.user = user;
  }
}

async function setPreference(tx: Tx, viewer: Viewer, input: NotificationPreferenceSetInput): Promise<void> {
  const { userId } = viewer;
  const { kind } = input;
  const chosen = choiceFrom(input);
  const request = requestToChange(viewer, "notificationPreferenceSet", input);
  await lockPeople(tx, [userId]);
  if ((await tx.replayOf(request)) !== null) return;
  const before = (await preferencesByUser(tx).load(userId)).find((preference) => preference.kind === kind)!;
  const { inApp, email, push, sms } = { ...before, ...chosen };
  await tx.run(
    `insert into notification_preferences (user_id, kind, in_app, email, push, sms) values ($1, $2, $3, $4, $5, $6)
     on conflict (user_id, kind) do update set in_app = $3, email = $4, push = $5, sms = $6`,
    [userId, kind, inApp, email, push, sms],
  );
  await tx.remember(request, userId);
}

/** What is said; a field that is left out is not in it. */
function choiceFrom(input: NotificationPreferenceSetInput): Partial<Choice> {
  const invalid = new InvalidFields();
  const fields = ["inApp", "email", "push", "sms"] as const;
  for (const field of fields) if (input[field] === null) invalid.add([field], "REQUIRED", "This cannot be empty.");
  invalid.refuse();
  return Object.fromEntries(fields.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]])));
}

export const NotificationPreferenceSetResolver = mutation({
  name: "notificationPreferenceSet",
  description: "Sets how the viewer wants to be told of one kind of thing, from now on.",
  input: NotificationPreferenceSetInput,
  inputDescription: "Of what, and how.",
  answers: [NotificationPreferenceSetPayload, InvalidInputError, ConflictError],
  scope: "ACCOUNT",
  write: setPreference,
  payload: async (ctx) => new NotificationPreferenceSetPayload((await ctx.loader(userById).load(ctx.viewer.userId))!),
});
