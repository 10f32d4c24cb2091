import { Field, InputType, ObjectType } from "type-graphql";
import type { Viewer } from "../../../platform/actor.js";
import { requestToChange } from "../../../platform/requests.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError } from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { User } from "../../users/user.entity.js";
import { userById } from "../../users/user.loader.js";
import { lockPeople } from "../notice.service.js";

@InputType({ description: "That the viewer's address takes mail again." })
export class EmailResumeInput {
  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "Notifications are mailed again." })
export class EmailResumePayload {
  @Field(() => User, { description: "The viewer as it is now." })
  readonly user: User;

  constructor(user: User) {
    this.user = user;
  }
}

async function resumeEmail(tx: Tx, viewer: Viewer, input: EmailResumeInput): Promise<void> {
  const { userId } = viewer;
  const request = requestToChange(viewer, "emailResume", input);
  await lockPeople(tx, [userId]);
  if ((await tx.replayOf(request)) !== null) return;
  await tx.run("update notification_people set email_stopped_at = null where user_id = $1", [userId]);
  await tx.remember(request, userId);
}

export const EmailResumeResolver = mutation({
  name: "emailResume",
  description:
    "Has notifications mailed again, from now on, to an address at which mail was stopped because it refused one.",
  input: EmailResumeInput,
  inputDescription: "Which request it is.",
  answers: [EmailResumePayload, ConflictError],
  scope: "ACCOUNT",
  write: resumeEmail,
  payload: async (ctx) => new EmailResumePayload((await ctx.loader(userById).load(ctx.viewer.userId))!),
});
