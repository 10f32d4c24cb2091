import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  invalidField,
  NotFoundError,
  resultOf,
  wrongState,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { isBelow, lockGroupOf, revokeInvitesOf } from "../group.access.js";
import { memberById } from "../group.loader.js";
import { Member, MemberRole } from "../member.entity.js";

@InputType({ description: "What a member may do from now on." })
export class MemberRoleSetInput {
  @Field(() => ID, { description: "Of the member." })
  id!: string;

  @Field(() => MemberRole, { description: "The new role." })
  role!: MemberRole;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "The role was set." })
export class MemberRoleSetPayload {
  @Field(() => Member, { description: "The member as it is now." })
  readonly member: Member;

  constructor(member: Member) {
    this.member = member;
  }
}

const MemberRoleSetResult = resultOf(
  "MemberRoleSetResult",
  MemberRoleSetPayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class MemberRoleSetResolver {
  @Mutation(() => MemberRoleSetResult, { description: "Sets what a member may do; takes an ADMIN." })
  async memberRoleSet(
    @Arg("input", { description: "Who, and what." }) input: MemberRoleSetInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof MemberRoleSetResult> {
    const { viewer } = ctx;
    await ctx.write((tx) => setRole(tx, viewer, input));
    return new MemberRoleSetPayload(await ctx.loader(memberById).load(input.id));
  }
}

async function setRole(tx: Tx, viewer: Viewer, input: MemberRoleSetInput): Promise<void> {
  const request = requestToChange(viewer, "memberRoleSet", input);
  const locked = await lockGroupOf(tx, viewer, "members", input.id, "ADMIN", request, "ALLOWED");
  if (locked.earlier) return;
  const member = locked.member(input.id)!;
  if (!isBelow(input.role, member.role)) locked.requireInUse();
  if (member.leftAt !== null) throw wrongState("This person is no longer in the group.", member.id);
  if (input.role === MemberRole.ADMIN && member.userId === null) {
    throw invalidField(["role"], "NOT_ALLOWED", "A person without an account cannot look after a group.");
  }
  if (input.role !== MemberRole.ADMIN) locked.requireAnotherAdmin(member);

  await tx.run("update members set role = $2 where id = $1", [member.id, input.role]);
  if (input.role !== MemberRole.ADMIN) await revokeInvitesOf(tx, member);
  await tx.record({
    type: "member.role_set",
    groupId: locked.group.id,
    actorId: locked.viewerMember.id,
    subjectId: member.id,
    changes: [{ field: "role", before: member.role, after: input.role }],
  });
  await tx.remember(request, member.id);
}
