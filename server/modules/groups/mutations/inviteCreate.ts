import { randomBytes } from "node:crypto";
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import type { AppContext, Viewer } from "../../../platform/context.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  invalidField,
  NotFoundError,
  resultOf,
} from "../../../platform/schema/refusals.js";
import { emailFrom } from "../../../platform/schema/texts.js";
import type { Tx } from "../../../platform/write.js";
import { type LockedGroup, lockGroup } from "../group.access.js";
import { inviteForViewer } from "../group.loader.js";
import { invitationJob } from "../invitation.job.js";
import { Invite } from "../invite.entity.js";
import { GROUP_LIMITS } from "../limits.js";
import { MemberRole } from "../member.entity.js";

const INVITE_DAYS = 30;

@InputType({
  description:
    "With `email`, the invitation is also sent there. The address alone never lets anyone claim a member: the code does.",
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

const InviteCreateResult = resultOf(
  "InviteCreateResult",
  InviteCreatePayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class InviteCreateResolver {
  @Mutation(() => InviteCreateResult, { description: "Makes a way into a group; takes an ADMIN." })
  async inviteCreate(
    @Arg("input", { description: "Into which group, and for whom." }) input: InviteCreateInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof InviteCreateResult> {
    const { viewer } = ctx;
    if (input.email) await ctx.services.rateLimits.take(GROUP_LIMITS.LETTERS, viewer.userId);
    const invite = await ctx.write((tx) => createInvite(tx, viewer, input));
    return new InviteCreatePayload((await ctx.loader(inviteForViewer).load(invite.id))!);
  }
}

async function createInvite(tx: Tx, viewer: Viewer, input: InviteCreateInput): Promise<Invite> {
  const invalid = new InvalidFields();
  const email = typeof input.email === "string" ? emailFrom(input.email, invalid, ["email"]) : null;
  invalid.refuse();
  const locked = await lockGroup(tx, viewer, input.groupId, "ADMIN");
  const memberId = input.memberId ?? null;
  if (memberId !== null) requireClaimable(locked, memberId);

  const now = new Date();
  const invite = Object.assign(new Invite(), {
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
  // The letter leaves after the commit, whatever becomes of this process: see the job.
  if (email !== null) await tx.enqueue(invitationJob, { inviteId: invite.id });
  await tx.record({
    type: "invite.created",
    groupId: locked.group.id,
    actorId: locked.viewerMember.id,
    subjectId: invite.id,
  });
  return invite;
}

function requireClaimable(locked: LockedGroup, memberId: string): void {
  const member = locked.member(memberId);
  if (!member || member.leftAt !== null) {
    throw invalidField(["memberId"], "UNKNOWN_MEMBER", "There is no such person in this group.");
  }
  if (member.userId !== null) throw invalidField(["memberId"], "NOT_ALLOWED", "This person has an account already.");
}
