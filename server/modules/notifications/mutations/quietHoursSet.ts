import { Field, InputType, ObjectType } from "type-graphql";
import type { Viewer } from "../../../platform/actor.js";
import { requestToChange } from "../../../platform/requests.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, InvalidFields, InvalidInputError } from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { User } from "../../users/user.entity.js";
import { userById } from "../../users/user.loader.js";
import { isTimeOfDay } from "../due.js";
import { lockPeople } from "../notice.service.js";

@InputType({ description: "When the viewer wants to be told, in their own time zone; what is left out stays." })
export class QuietHoursSetInput {
  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'When quiet hours begin: "22:00"; null with `to`: there are none.',
  })
  from?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'When they end: "07:00", on the next day where that is earlier.',
  })
  to?: string | null;

  @Field(() => String, { nullable: true, description: 'When mails of a day or a week go out: "08:00".' })
  digestAt?: string | null;
}

@ObjectType({ description: "It holds for what is told from now on." })
export class QuietHoursSetPayload {
  @Field(() => User, { description: "The viewer as it is now." })
  readonly user: User;

  constructor(user: User) {
    this.user = user;
  }
}

async function setQuietHours(tx: Tx, viewer: Viewer, input: QuietHoursSetInput): Promise<void> {
  const { userId } = viewer;
  refuseBad(input);
  const { from, to, digestAt } = input;
  const request = requestToChange(viewer, "quietHoursSet", input);
  await lockPeople(tx, [userId]);
  if ((await tx.replayOf(request)) !== null) return;
  await tx.run(
    `update notification_people set quiet_from = case when $2 then $3 else quiet_from end,
       quiet_to = case when $2 then $4 else quiet_to end, digest_at = coalesce($5, digest_at) where user_id = $1`,
    [userId, from !== undefined, from ?? null, to ?? null, digestAt ?? null],
  );
  await tx.remember(request, userId);
}

function refuseBad({ from, to, digestAt }: QuietHoursSetInput): void {
  const invalid = new InvalidFields();
  const times = { from, to, digestAt };
  for (const [field, time] of Object.entries(times)) {
    if (typeof time === "string" && !isTimeOfDay(time)) {
      invalid.add([field], "MALFORMED", 'This is not a time of day such as "22:00".');
    }
  }
  if (digestAt === null) invalid.add(["digestAt"], "REQUIRED", "This cannot be empty.");
  if (from === undefined ? to !== undefined : to === undefined || (from === null) !== (to === null)) {
    invalid.add(["to"], "NOT_ALLOWED", "Quiet hours have a beginning and an end, or there are none.");
  } else if (typeof from === "string" && from === to) {
    invalid.add(["to"], "DUPLICATE", "Quiet hours end at another time than they begin.");
  }
  invalid.refuse();
}

export const QuietHoursSetResolver = mutation({
  name: "quietHoursSet",
  description: "Sets when the viewer is not to be disturbed, and when mails of a day or a week go out.",
  input: QuietHoursSetInput,
  inputDescription: "When.",
  answers: [QuietHoursSetPayload, InvalidInputError, ConflictError],
  scope: "ACCOUNT",
  write: setQuietHours,
  payload: async (ctx) => new QuietHoursSetPayload((await ctx.loader(userById).load(ctx.viewer.userId))!),
});
