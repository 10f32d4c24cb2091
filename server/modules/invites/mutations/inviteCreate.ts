import { randomBytes } from "node:crypto";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import { made } from "../../../platform/made.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  invalidField,
  NotFoundError,
} from "../../../platform/schema/refusals.js";
import { emailFrom } from "../../../platform/schema/texts.js";
import { type LockedGroup } from "../../groups/group.access.js";
import { groupWrite } from "../../groups/group-write.js";
import { MemberRole } from "../../groups/member.entity.js";
import { isGuest } from "../../users/user.loader.js";
import { Invite } from "../invite.entity.js";
import { inviteCreated } from "../invite.events.js";
import { inviteForViewer } from "../invite.loader.js";
import { INVITE_LIMITS } from "../limits.js";

const INVITE_DAYS = 30;

@InputType({
  description:
    "With `email`, the invitation is also sent there; a guest sends none. The address alone never lets anyone claim a member: the code does.",
})
export class InviteCreateInput {
  @Field(() => ID, { description: "Into which group." })
  groupId!: string;

  @Field(() => ID, { nullable: true, description: "The member without an account who is to be claimed." })
  memberId?: string | null;

  @Field(() => String, { nullable: true, description: "Where to send the invitation." })
  email?: string | null;

  @Field(() => MemberRole, {
    nullable: true,
    defaultValue: MemberRole.MEMBER,
    description: "What whoever comes may do.",
  })
  role?: MemberRole | null;
}

@ObjectType({ description: "The invite was made, and sent where it has an address." })
export class InviteCreatePayload {
  @Field(() => Invite, { description: "The new invite." })
  readonly invite: Invite;

  constructor(invite: Invite) {
    this.invite = invite;
  }
}

const createInvite = groupWrite<InviteCreateInput, string | null>({
  mutation: "inviteCreate",
  act: "invite",
  group: ({ groupId }) => groupId,
  form: ({ email }, invalid) => (typeof email === "string" ? emailFrom(email, invalid, ["email"]) : null),
  async judge({ tx, viewer, form: email, invalid }) {
    if (email !== null && (await isGuest(tx, viewer))) {
      invalid.add(["email"], "NOT_ALLOWED", "A guest sends no mail: keep the account first, or share the link.");
    }
  },
  async work({ tx, locked, input, form: email }) {
    const memberId = input.memberId ?? null;
    if (memberId !== null) requireClaimable(locked, memberId);
    const now = new Date();
    const invite = made(Invite, {
      id: newId("inv"),
      groupId: locked.group.id,
      code: randomBytes(18).toString("base64url"),
      email,
      role: input.role ?? MemberRole.MEMBER,
      memberId,
      createdById: locked.viewerMember.id,
      createdAt: now,
      expiresAt: new Date(now.getTime() + INVITE_DAYS * 24 * 3600 * 1000),
      revokedAt: null,
      spentById: null,
    });
    await tx.insert(Invite, invite);
    return { type: inviteCreated, subjectId: invite.id, things: () => [{ before: null, after: invite }] };
  },
});

function requireClaimable(locked: LockedGroup, memberId: string): void {
  const member = locked.member(memberId);
  if (!member || member.leftAt !== null) {
    throw invalidField(["memberId"], "UNKNOWN_MEMBER", "There is no such person in this group.");
  }
  if (member.userId !== null) throw invalidField(["memberId"], "NOT_ALLOWED", "This person has an account already.");
}

export const InviteCreateResolver = mutation({
  name: "inviteCreate",
  description: "Makes a way into a group; takes an ADMIN.",
  input: InviteCreateInput,
  inputDescription: "Into which group, and for whom.",
  answers: [InviteCreatePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  before: async ({ services, viewer }, input) => {
    if (input.email) await services.rateLimits.take(INVITE_LIMITS.MAILS, viewer.userId);
  },
  write: createInvite,
  payload: async (ctx, id) => new InviteCreatePayload((await ctx.loader(inviteForViewer).load(id))!),
});
