import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext, Viewer } from "../../../platform/context.js";
import {
  ConflictError,
  InvalidInputError,
  invalidField,
  NotFoundError,
  notFound,
  resultOf,
  wrongState,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { knownGroup, membersOf, usableInvite } from "../group.access.js";
import { Group, type GroupKind } from "../group.entity.js";
import { memberById } from "../group.loader.js";
import type { Invite } from "../invite.entity.js";
import { Member } from "../member.entity.js";
import { membersMax, newMember } from "../member.js";

@InputType({
  description:
    "Claims the invite's member (or the one chosen here), its history included; without either, joins as a new member. Accepting twice is one effect.",
})
export class InviteAcceptInput {
  @Field({ description: "From the invitation." })
  code!: string;

  @Field(() => ID, { nullable: true, description: "Which member without an account the viewer is." })
  memberId?: string | null;
}

@ObjectType({ description: "The viewer is in." })
export class InviteAcceptPayload {
  @Field(() => Group, { description: "The group that the viewer is in now." })
  readonly group: Group;

  @Field(() => Member, { description: "Who the viewer is there." })
  readonly member: Member;

  constructor(group: Group, member: Member) {
    this.group = group;
    this.member = member;
  }
}

const InviteAcceptResult = resultOf(
  "InviteAcceptResult",
  InviteAcceptPayload,
  InvalidInputError,
  NotFoundError,
  ConflictError,
);

@Resolver()
export class InviteAcceptResolver {
  @Mutation(() => InviteAcceptResult, { description: "Brings the viewer into the group of an invite." })
  async inviteAccept(
    @Arg("input", { description: "The invite, and who one is." }) input: InviteAcceptInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof InviteAcceptResult> {
    const { viewer } = ctx;
    const { groupId, memberId } = await ctx.write((tx) => acceptInvite(tx, viewer, input));
    return new InviteAcceptPayload(await knownGroup(ctx, groupId), await ctx.loader(memberById).load(memberId));
  }
}

async function acceptInvite(tx: Tx, viewer: Viewer, input: InviteAcceptInput) {
  const found = await usableInvite(tx.before, input.code);
  if (!found) throw notFound();
  const { groupId } = found;
  await tx.takeTurn([groupId]);
  const [group] = await tx.rows<Group>("select kind from groups where id = $1 for update", [groupId]);
  // Read again under the lock: it may have been revoked while we waited.
  const invite = await usableInvite(tx, input.code);
  if (!invite) throw notFound();
  const members = await membersOf(tx, groupId);
  const present = members.find((member) => member.userId === viewer.userId && member.leftAt === null);
  if (present) return { groupId, memberId: present.id };

  const memberId = await enter(tx, viewer, invite, { kind: group!.kind, members }, input.memberId ?? null);
  await tx.record({ type: "member.joined", groupId, actorId: memberId, subjectId: memberId });
  return { groupId, memberId };
}

/** Claims, comes back, or joins: in this order. */
async function enter(
  tx: Tx,
  viewer: Viewer,
  invite: Invite,
  { kind, members }: { kind: GroupKind; members: readonly Member[] },
  chosenId: string | null,
): Promise<string> {
  const former = members.findLast((member) => member.userId === viewer.userId);
  // An invite from before somebody left or was removed is no way back.
  if (former && former.leftAt! >= invite.createdAt) throw notFound();
  if (invite.memberId !== null && chosenId !== null && chosenId !== invite.memberId) {
    throw invalidField(["memberId"], "NOT_ALLOWED", "This invite is for somebody else.");
  }
  const claimedId = invite.memberId ?? chosenId;
  if (claimedId !== null) return claim(tx, viewer, invite, members, claimedId);
  if (former) {
    await tx.run("update members set left_at = null, role = $2 where id = $1", [former.id, invite.role]);
    return former.id;
  }
  if (members.length >= membersMax(kind)) throw wrongState("This group is full.", null);
  const [user] = await tx.rows<{ name: string }>("select name from users where id = $1", [viewer.userId]);
  const joining = { name: user!.name, email: null, userId: viewer.userId, role: invite.role };
  const member = newMember(invite.groupId, members.length, joining);
  await tx.insert(Member, member);
  return member.id;
}

async function claim(
  tx: Tx,
  viewer: Viewer,
  invite: Invite,
  members: readonly Member[],
  memberId: string,
): Promise<string> {
  const member = members.find((other) => other.id === memberId);
  if (!member) throw invalidField(["memberId"], "UNKNOWN_MEMBER", "There is no such person in this group.");
  if (member.userId !== null || member.leftAt !== null) {
    throw wrongState("Somebody has claimed this person already, or the person is no longer in the group.", null);
  }
  await tx.run("update members set user_id = $2, role = $3 where id = $1", [memberId, viewer.userId, invite.role]);
  return memberId;
}
