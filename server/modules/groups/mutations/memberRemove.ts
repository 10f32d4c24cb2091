import { Field, ID, InputType, ObjectType } from "type-graphql";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, NotFoundError, wrongState } from "../../../platform/schema/refusals.js";
import { memberRemoved } from "../group.events.js";
import { memberById } from "../group.loader.js";
import { groupWrite } from "../group-write.js";
import { Member } from "../member.entity.js";
import { leave } from "../member.js";

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

const removeMember = groupWrite<MemberRemoveInput>({
  mutation: "memberRemove",
  act: "manageMembers",
  group: { of: "members" },
  async work({ tx, locked, input }) {
    const member = locked.member(input.id)!;
    if (member.leftAt !== null) throw wrongState("This person is no longer in the group.", member.id);
    locked.requireAnotherAdmin(member);
    const left = await leave(tx, member);
    return { type: memberRemoved, subjectId: member.id, things: () => [{ before: member, after: left }] };
  },
});

export const MemberRemoveResolver = mutation({
  name: "memberRemove",
  description: "Takes a person out of a group; takes an ADMIN.",
  input: MemberRemoveInput,
  inputDescription: "Whom to remove.",
  answers: [MemberRemovePayload, NotFoundError, ForbiddenError, ConflictError],
  write: removeMember,
  payload: async (ctx, _answer, input) => new MemberRemovePayload(await ctx.loader(memberById).load(input.id)),
});
