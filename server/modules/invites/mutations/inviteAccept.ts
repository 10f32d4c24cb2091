import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { Viewer } from "../../../platform/actor.js";
import { made } from "../../../platform/made.js";
import { entities } from "../../../platform/reader.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  InvalidInputError,
  invalidField,
  NotFoundError,
  notFound,
  wrongState,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { knownGroup, membersOf } from "../../groups/group.access.js";
import { Group } from "../../groups/group.entity.js";
import { memberJoined } from "../../groups/group.events.js";
import { memberById } from "../../groups/group.loader.js";
import { Member, MemberRole } from "../../groups/member.entity.js";
import { membersMax, newMember } from "../../groups/member.js";
import { requireInUse } from "../../groups/rights.js";
import { usableInvite } from "../invite.access.js";
import { Invite } from "../invite.entity.js";

@InputType({
  description:
    "Claims the invite's member (or the one chosen here), its history included; without either, joins as a new member. Accepting twice is one effect; whoever is in the group already, and wants to be somebody else there, is refused. An invite for an ADMIN is spent by the first account.",
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

async function acceptInvite(tx: Tx, viewer: Viewer, input: InviteAcceptInput) {
  const found = await usableInvite(tx.before, input.code, viewer.userId);
  if (!found) throw notFound();
  const { groupId } = found;
  await tx.takeTurn([groupId]);
  const [group] = entities(Group, await tx.rows("select * from groups where id = $1 for update", [groupId]));
  // Read again under the lock: it may have been revoked or spent while we waited.
  const invite = await usableInvite(tx, input.code, viewer.userId);
  if (!invite) throw notFound();
  const members = await membersOf(tx, groupId);
  const wantedId = input.memberId ?? invite.memberId;
  const present = members.find((member) => member.userId === viewer.userId && member.leftAt === null);
  if (present) {
    // Who somebody is here is not changed by a link, and whoever wants that must not believe that it was.
    if (wantedId !== null && wantedId !== present.id) {
      throw wrongState(`You are in this group already, as ${present.name}.`, present.id);
    }
    return { groupId, memberId: present.id };
  }

  requireInUse(group!);
  const joining = await enter(tx, viewer, invite, { group: group!, members }, input.memberId ?? null);
  const memberId = joining.after.id;
  await spend(tx, viewer, invite);
  await tx.record({ type: memberJoined, groupId, actorId: memberId, subjectId: memberId, things: () => [joining] });
  return { groupId, memberId };
}

/** Whoever looks after a group lets others in as well: a link that makes such people is for one alone. */
async function spend(tx: Tx, viewer: Viewer, invite: Invite): Promise<void> {
  if (invite.role !== MemberRole.ADMIN) return;
  await tx.update(Invite, invite.id, { spentById: viewer.userId });
}

/** A member before and after somebody came as it. */
interface Joining {
  readonly before: Member | null;
  readonly after: Member;
}

/** Claims, comes back, or joins: in this order. */
async function enter(
  tx: Tx,
  viewer: Viewer,
  invite: Invite,
  { group, members }: { group: Group; members: readonly Member[] },
  chosenId: string | null,
): Promise<Joining> {
  const former = members.findLast((member) => member.userId === viewer.userId);
  // An invite from before somebody left or was removed is no way back.
  if (former && former.leftAt! >= invite.createdAt) throw notFound();
  if (invite.memberId !== null && chosenId !== null && chosenId !== invite.memberId) {
    throw invalidField(["memberId"], "NOT_ALLOWED", "This invite is for somebody else.");
  }
  const claimedId = invite.memberId ?? chosenId;
  if (claimedId !== null) return claim(tx, viewer, invite, members, claimedId);
  if (former) {
    await tx.update(Member, former.id, { leftAt: null, role: invite.role });
    return { before: former, after: made(Member, { ...former, leftAt: null, role: invite.role }) };
  }
  if (members.length >= membersMax(group.kind)) throw wrongState("This group is full.", null);
  const name = await accountName(tx, viewer);
  const joining = { name, email: null, userId: viewer.userId, role: invite.role };
  const member = newMember(invite.groupId, members.length, joining);
  await tx.insert(Member, member);
  return { before: null, after: member };
}

async function claim(
  tx: Tx,
  viewer: Viewer,
  invite: Invite,
  members: readonly Member[],
  memberId: string,
): Promise<Joining> {
  const member = members.find((other) => other.id === memberId);
  if (!member) throw invalidField(["memberId"], "UNKNOWN_MEMBER", "There is no such person in this group.");
  if (member.userId !== null || member.leftAt !== null) {
    throw wrongState("Somebody has claimed this person already, or the person is no longer in the group.", null);
  }
  const claimed = { userId: viewer.userId, role: invite.role };
  await tx.update(Member, memberId, claimed);
  return { before: member, after: made(Member, { ...member, ...claimed, name: await accountName(tx, viewer) }) };
}

async function accountName(tx: Tx, { userId }: Viewer): Promise<string> {
  const [user] = await tx.rows<{ name: string }>("select name from users where id = $1", [userId]);
  return user!.name;
}

export const InviteAcceptResolver = mutation({
  name: "inviteAccept",
  description: "Brings the viewer into the group of an invite.",
  input: InviteAcceptInput,
  inputDescription: "The invite, and who one is.",
  answers: [InviteAcceptPayload, InvalidInputError, NotFoundError, ConflictError],
  write: acceptInvite,
  payload: async (ctx, { groupId, memberId }) =>
    new InviteAcceptPayload(await knownGroup(ctx, groupId), await ctx.loader(memberById).load(memberId)),
});
