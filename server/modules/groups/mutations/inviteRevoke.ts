import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { ForbiddenError, NotFoundError, resultOf } from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { lockGroupOf } from "../group.access.js";

@InputType({ description: "Which invite shall lead nowhere from now on." })
export class InviteRevokeInput {
  @Field(() => ID, { description: "Of the invite." })
  id!: string;
}

@ObjectType({ description: "The invite leads nowhere." })
export class InviteRevokePayload {
  @Field({ description: "Always true." })
  readonly ok: boolean = true;
}

const InviteRevokeResult = resultOf("InviteRevokeResult", InviteRevokePayload, NotFoundError, ForbiddenError);

@Resolver()
export class InviteRevokeResolver {
  @Mutation(() => InviteRevokeResult, {
    description: "Takes an invite back; takes an ADMIN. Doing it twice is one effect.",
  })
  async inviteRevoke(
    @Arg("input", { description: "Which invite." }) input: InviteRevokeInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof InviteRevokeResult> {
    const { viewer } = ctx;
    await ctx.write((tx) => revokeInvite(tx, viewer, input.id));
    return new InviteRevokePayload();
  }
}

async function revokeInvite(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  const { group, viewerMember } = await lockGroupOf(tx, viewer, "invites", id, "ADMIN", undefined, "ALLOWED");
  const revoked = await tx.rows(
    "update invites set revoked_at = clock_timestamp() where id = $1 and revoked_at is null returning id",
    [id],
  );
  if (revoked.length === 0) return;
  await tx.record({ type: "invite.revoked", groupId: group.id, actorId: viewerMember.id, subjectId: id });
}
