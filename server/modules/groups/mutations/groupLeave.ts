import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import { ConflictError, NotFoundError, resultOf, wrongState } from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { lockGroup, revokeInvitesOf } from "../group.access.js";

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

const GroupLeaveResult = resultOf("GroupLeaveResult", GroupLeavePayload, NotFoundError, ConflictError);

@Resolver()
export class GroupLeaveResolver {
  @Mutation(() => GroupLeaveResult, { description: "Takes the viewer out of a group." })
  async groupLeave(
    @Arg("input", { description: "Which group." }) input: GroupLeaveInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof GroupLeaveResult> {
    const { viewer } = ctx;
    await ctx.write((tx) => leaveGroup(tx, viewer, input));
    return new GroupLeavePayload();
  }
}

async function leaveGroup(tx: Tx, viewer: Viewer, input: GroupLeaveInput): Promise<void> {
  const request = requestToChange(viewer, "groupLeave", input);
  // Asked before the door, because whoever has left cannot pass it again to hear that they have.
  if (await tx.replayOf(request, tx.before)) return;
  const locked = await lockGroup(tx, viewer, input.id, "VIEWER", undefined, "ALLOWED");
  const { group, viewerMember } = locked;
  locked.requireAnotherAdmin(viewerMember);
  const open = await tx.rows("select currency from balances where group_id = $1 and member_id = $2 and net <> 0", [
    group.id,
    viewerMember.id,
  ]);
  if (open.length > 0) throw wrongState("Settle up first: your balance in this group is not zero.", viewerMember.id);

  await tx.run("update members set left_at = clock_timestamp() where id = $1", [viewerMember.id]);
  await revokeInvitesOf(tx, viewerMember);
  await tx.record({
    type: "member.left",
    groupId: group.id,
    actorId: viewerMember.id,
    subjectId: viewerMember.id,
  });
  await tx.remember(request, viewerMember.id);
}
