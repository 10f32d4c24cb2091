import { Field, ID, InputType, ObjectType } from "type-graphql";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, NotFoundError } from "../../../platform/schema/refusals.js";
import { memberLeft } from "../group.events.js";
import { groupWrite } from "../group-write.js";
import { leave } from "../member.js";

@InputType({ description: "Allowed at balance zero in every currency." })
export class GroupLeaveInput {
  @Field(() => ID, { description: "Of the group." })
  id!: string;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "The viewer has left." })
export class GroupLeavePayload {
  @Field({ description: "Always true." })
  readonly ok: boolean = true;
}

const leaveGroup = groupWrite<GroupLeaveInput>({
  mutation: "groupLeave",
  act: "leave",
  group: ({ id }) => id,
  endsAccess: true,
  async work({ tx, locked }) {
    const { viewerMember } = locked;
    locked.requireAnotherAdmin(viewerMember);
    const left = await leave(tx, viewerMember);
    return { type: memberLeft, subjectId: viewerMember.id, things: () => [{ before: viewerMember, after: left }] };
  },
});

export const GroupLeaveResolver = mutation({
  name: "groupLeave",
  description: "Takes the viewer out of a group.",
  input: GroupLeaveInput,
  inputDescription: "Which group.",
  answers: [GroupLeavePayload, NotFoundError, ConflictError],
  write: leaveGroup,
  payload: async () => new GroupLeavePayload(),
});
