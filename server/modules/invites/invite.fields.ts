import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { Cost } from "../../platform/schema/cost.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { membersOf, seatOf } from "../groups/group.access.js";
import { Group } from "../groups/group.entity.js";
import { memberById } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { may } from "../groups/rights.js";
import { claimableBy, usableInvite } from "./invite.access.js";
import { Invite, InvitePreview } from "./invite.entity.js";
import { openInvitesByGroup } from "./invite.loader.js";

@Resolver(() => Group)
export class GroupInviteFields {
  @Cost(5)
  @ViewersOwn()
  @FieldResolver(() => [Invite], {
    description: "The invites that can still be used, newest first; only admins see any.",
  })
  async invites(@Root() group: Group, @Ctx() ctx: AppContext): Promise<Invite[]> {
    return may(ctx.viewer, await seatOf(ctx, group), "uninvite") ? ctx.loader(openInvitesByGroup).load(group.id) : [];
  }
}

@Resolver(() => Invite)
export class InviteFields {
  @FieldResolver(() => String, { description: "Built from PUBLIC_URL, never from a Host header." })
  url(@Root() invite: Invite, @Ctx() ctx: AppContext): string {
    return inviteUrl(ctx.services.publicUrl, invite.code);
  }

  @FieldResolver(() => Member, {
    nullable: true,
    description: "Who will be claimed; null: whoever comes may choose, or joins as a new member.",
  })
  member(@Root() invite: Invite, @Ctx() ctx: AppContext): Promise<Member> | null {
    return invite.memberId === null ? null : ctx.loader(memberById).load(invite.memberId);
  }

  @Cost(5)
  @Query(() => InvitePreview, {
    nullable: true,
    description: "What the code leads to; null where it is unknown, spent, revoked or too old. Needs no account.",
  })
  async invite(
    @Arg("code", () => String, { description: "From the invitation." }) code: string,
    @Ctx() ctx: AppContext,
  ): Promise<InvitePreview | null> {
    const invite = await usableInvite(ctx.reader, code, null);
    if (!invite) return null;
    const [group] = await ctx.reader.rows<{ name: string }>("select name from groups where id = $1", [invite.groupId]);
    const members = await membersOf(ctx.reader, invite.groupId);
    const claimable = claimableBy(invite, members);
    if (invite.memberId !== null && claimable.length === 0) return null;
    const invitedBy = members.find((member) => member.id === invite.createdById)!.name;
    return made(InvitePreview, { groupName: group!.name, invitedBy, role: invite.role, claimable });
  }
}

export function inviteUrl(publicUrl: string, code: string): string {
  return new URL(`/join/${code}`, publicUrl).href;
}
