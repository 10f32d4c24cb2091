import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { requestToCreate } from "../../../platform/requests.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  invalidField,
  NotFoundError,
  resultOf,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { lockGroup } from "../group.access.js";
import { memberById } from "../group.loader.js";
import { Member, MemberRole } from "../member.entity.js";
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

const MemberAddResult = resultOf(
  "MemberAddResult",
  MemberAddPayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class MemberAddResolver {
  @Mutation(() => MemberAddResult, { description: "Adds a person without an account; takes an ADMIN." })
  async memberAdd(
    @Arg("input", { description: "Whom to add." }) input: MemberAddInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof MemberAddResult> {
    const { viewer } = ctx;
    const id = await ctx.write((tx) => addMember(tx, viewer, input));
    return new MemberAddPayload(await ctx.loader(memberById).load(id));
  }
}

async function addMember(tx: Tx, viewer: Viewer, input: MemberAddInput): Promise<string> {
  const invalid = new InvalidFields();
  newIdFrom("mem", input.id, invalid);
  const person = personFrom(input, invalid, []);
  invalid.refuse();
  const request = requestToCreate(viewer, "memberAdd", "members", input);
  const locked = await lockGroup(tx, viewer, input.groupId, "ADMIN", request);
  if (locked.earlier) return locked.earlier;
  const { group, members, present, viewerMember } = locked;
  if (members.length >= membersMax(group.kind)) {
    throw invalidField(["groupId"], "OUT_OF_RANGE", `At most ${membersMax(group.kind)} people.`);
  }
  if (person.email !== null && present.some((other) => other.email === person.email)) {
    throw invalidField(["email"], "DUPLICATE", "Somebody in this group has this address already.");
  }

  const member = newMember(group.id, members.length, { ...person, id: input.id, role: MemberRole.MEMBER });
  await tx.insert(Member, member);
  await tx.record({
    type: "member.added",
    groupId: group.id,
    actorId: viewerMember.id,
    subjectId: member.id,
    changes: [{ field: "name", before: null, after: member.name }],
  });
  await tx.remember(request, member.id);
  return member.id;
}
