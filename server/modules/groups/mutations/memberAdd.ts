import { Field, ID, InputType, ObjectType } from "type-graphql";
import { newIdFrom } from "../../../platform/schema/ids.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  invalidField,
  NotFoundError,
} from "../../../platform/schema/refusals.js";
import { memberAdded } from "../group.events.js";
import { memberById } from "../group.loader.js";
import { groupWrite } from "../group-write.js";
import { Member, MemberRole } from "../member.entity.js";
import type { NewPerson } from "../member.js";
import { membersMax, newMember, personFrom } from "../member.js";

@InputType({ description: "Adds a person who needs no account; an account can claim the member later, by an invite." })
export class MemberAddInput {
  @Field(() => ID, { nullable: true, description: "Made by the client; sending it twice adds one member." })
  id?: string | null;

  @Field(() => ID, { description: "To which group." })
  groupId!: string;

  @Field({ description: "1 to 100 characters." })
  name!: string;

  @Field(() => String, { nullable: true, description: "Where an admin would reach this person." })
  email?: string | null;
}

@ObjectType({ description: "The member was added." })
export class MemberAddPayload {
  @Field(() => Member, { description: "The new member." })
  readonly member: Member;

  constructor(member: Member) {
    this.member = member;
  }
}

const addMember = groupWrite<MemberAddInput, NewPerson>({
  mutation: "memberAdd",
  act: "administer",
  group: ({ groupId }) => groupId,
  creates: "members",
  form(input, invalid) {
    newIdFrom("mem", input.id, invalid);
    return personFrom(input, invalid, []);
  },
  async work({ tx, locked: { group, members, present }, input, form: person }) {
    if (members.length >= membersMax(group.kind)) {
      throw invalidField(["groupId"], "OUT_OF_RANGE", `At most ${membersMax(group.kind)} people.`);
    }
    if (person.email !== null && present.some((other) => other.email === person.email)) {
      throw invalidField(["email"], "DUPLICATE", "Somebody in this group has this address already.");
    }
    const member = newMember(group.id, members.length, { ...person, id: input.id, role: MemberRole.MEMBER });
    await tx.insert(Member, member);
    return {
      type: memberAdded,
      subjectId: member.id,
      changes: [{ field: "name", before: null, after: member.name }],
      things: () => [{ before: null, after: member }],
    };
  },
});

export const MemberAddResolver = mutation({
  name: "memberAdd",
  description: "Adds a person without an account; takes an ADMIN.",
  input: MemberAddInput,
  inputDescription: "Whom to add.",
  answers: [MemberAddPayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: addMember,
  payload: async (ctx, id) => new MemberAddPayload(await ctx.loader(memberById).load(id)),
});
