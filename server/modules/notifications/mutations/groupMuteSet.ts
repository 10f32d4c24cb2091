import { Field, ID, InputType, ObjectType } from "type-graphql";
import { isId } from "../../../kernel/ids.js";
import type { Viewer } from "../../../platform/actor.js";
import { requestToChange } from "../../../platform/requests.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  InvalidInputError,
  invalidField,
  NotFoundError,
  notFound,
} from "../../../platform/schema/refusals.js";
import { DateTimeScalar } from "../../../platform/schema/scalars.js";
import type { Tx } from "../../../platform/write.js";
import { knownGroup } from "../../groups/group.access.js";
import { Group } from "../../groups/group.entity.js";
import { lockPeople } from "../notice.service.js";

@InputType({ description: "Until when a group is to be silent." })
export class GroupMuteSetInput {
  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => ID, { description: "Of the group." })
  groupId!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: "Until when; null: it is told of again." })
  until?: Date | null;
}

@ObjectType({ description: "It holds for what is told from now on." })
export class GroupMuteSetPayload {
  @Field(() => Group, { description: "The group, as the viewer sees it." })
  readonly group: Group;

  constructor(group: Group) {
    this.group = group;
  }
}

/** The last moment that a calendar day can have. */
const LATEST = new Date("9999-12-31T23:59:59.999Z");

async function setMute(tx: Tx, viewer: Viewer, input: GroupMuteSetInput): Promise<void> {
  const { userId } = viewer;
  const { groupId, until = null } = input;
  if (!isId("grp", groupId)) throw notFound();
  const request = requestToChange(viewer, "groupMuteSet", input);
  await lockPeople(tx, [userId]);
  const own = await tx.rows("select from members where group_id = $1 and user_id = $2 and left_at is null", [
    groupId,
    userId,
  ]);
  if (own.length === 0) throw notFound();
  if ((await tx.replayOf(request)) !== null) return;
  if (until !== null && (until <= new Date() || until > LATEST)) {
    throw invalidField(["until"], "OUT_OF_RANGE", "A group can be silent until a moment that is to come.");
  }
  if (until === null) await tx.run("delete from group_mutes where user_id = $1 and group_id = $2", [userId, groupId]);
  else {
    await tx.run(
      `insert into group_mutes (user_id, group_id, until) values ($1, $2, $3)
       on conflict (user_id, group_id) do update set until = $3`,
      [userId, groupId, until],
    );
  }
  await tx.remember(request, groupId);
}

export const GroupMuteSetResolver = mutation({
  name: "groupMuteSet",
  description:
    "Has nothing of a group mailed, pushed or texted to the viewer until a moment, or has it told of again; by anybody in it.",
  input: GroupMuteSetInput,
  inputDescription: "Which group, and until when.",
  answers: [GroupMuteSetPayload, InvalidInputError, NotFoundError, ConflictError],
  write: setMute,
  payload: async (ctx, _answer, { groupId }) => new GroupMuteSetPayload(await knownGroup(ctx, groupId)),
});
