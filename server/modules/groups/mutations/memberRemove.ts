import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  resultOf,
  wrongState,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { lockGroupOf, revokeInvitesOf } from "../group.access.js";
import { memberById } from "../group.loader.js";
import { Member } from "../member.entity.js";

@InputType({
  description:
    "By an ADMIN, at any balance: it stays and can still be settled. No new expense may name the member; the old ones may be edited and restored.",
})
export class MemberRemoveInput {
  @Field(() => ID, { description: "Of the member." })
  id!: string;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "The member was removed." })
export class MemberRemovePayload {
  @Field(() => Member, { description: "The member as it is now." })
  readonly member: Member;

  constructor(member: Member) {
    this.member = member;
  }
}

const MemberRemoveResult = resultOf(
  "MemberRemoveResult",
  MemberRemovePayload,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class MemberRemoveResolver {
  @Mutation(() => MemberRemoveResult, { description: "Takes a person out of a group; takes an ADMIN." })
  async memberRemove(
    @Arg("input", { description: "Whom to remove." }) input: MemberRemoveInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof MemberRemoveResult> {
    const { viewer } = ctx;
    await ctx.write((tx) => removeMember(tx, viewer, input));
    return new MemberRemovePayload(await ctx.loader(memberById).load(input.id));
  }
}

async function removeMember(tx: Tx, viewer: Viewer, input: MemberRemoveInput): Promise<void> {
  const request = requestToChange(viewer, "memberRemove", input);
  const locked = await lockGroupOf(tx, viewer, "members", input.id, "ADMIN", request, "ALLOWED");
  if (locked.earlier) return;
  const member = locked.member(input.id)!;
  if (member.leftAt !== null) throw wrongState("This person is no longer in the group.", member.id);
  locked.requireAnotherAdmin(member);

  await tx.run("update members set left_at = clock_timestamp() where id = $1", [member.id]);
  await revokeInvitesOf(tx, member);
  await tx.record({
    type: "member.removed",
    groupId: locked.group.id,
    actorId: locked.viewerMember.id,
    subjectId: member.id,
  });
  await tx.remember(request, member.id);
}
