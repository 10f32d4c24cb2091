import { Field, ID, InputType, ObjectType } from "type-graphql";
import { made } from "../../../platform/made.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  invalidField,
  NotFoundError,
  wrongState,
} from "../../../platform/schema/refusals.js";
import { memberRoleSet } from "../group.events.js";
import { memberById } from "../group.loader.js";
import { groupWrite } from "../group-write.js";
import { Member, MemberRole } from "../member.entity.js";
import { isBelow, requireInUse } from "../rights.js";

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

const setRole = groupWrite<MemberRoleSetInput>({
  mutation: "memberRoleSet",
  act: "manageMembers",
  group: { of: "members" },
  async work({ tx, locked, input }) {
    const member = locked.member(input.id)!;
    if (!isBelow(input.role, member.role)) requireInUse(locked.group);
    if (member.leftAt !== null) throw wrongState("This person is no longer in the group.", member.id);
    if (input.role === MemberRole.ADMIN && member.userId === null) {
      throw invalidField(["role"], "NOT_ALLOWED", "A person without an account cannot look after a group.");
    }
    if (input.role !== MemberRole.ADMIN) locked.requireAnotherAdmin(member);

    await tx.update(Member, member.id, { role: input.role });
    return {
      type: memberRoleSet,
      subjectId: member.id,
      changes: [{ field: "role", before: member.role, after: input.role }],
      things: () => [{ before: member, after: made(Member, { ...member, role: input.role }) }],
    };
  },
});

export const MemberRoleSetResolver = mutation({
  name: "memberRoleSet",
  description: "Sets what a member may do; takes an ADMIN.",
  input: MemberRoleSetInput,
  inputDescription: "Who, and what.",
  answers: [MemberRoleSetPayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: setRole,
  payload: async (ctx, _answer, input) => new MemberRoleSetPayload(await ctx.loader(memberById).load(input.id)),
});
