import type { Module } from "../../platform/module.js";
import { invitationFollower } from "./invitation.follower.js";
import { invitationJob } from "./invitation.job.js";
import { Invite } from "./invite.entity.js";
import { inviteEvents } from "./invite.events.js";
import { GroupInviteFields, InviteFields } from "./invite.fields.js";
import { inviteForViewer } from "./invite.loader.js";
import { invitesEnd } from "./invite.projection.js";
import { INVITE_LIMITS } from "./limits.js";
import { InviteAcceptResolver } from "./mutations/inviteAccept.js";
import { InviteCreateResolver } from "./mutations/inviteCreate.js";
import { InviteRevokeResolver } from "./mutations/inviteRevoke.js";

export const invites: Module = {
  name: "invites",
  ids: { inv: Invite },
  limits: INVITE_LIMITS,
  entities: [Invite],
  events: inviteEvents,
  resolvers: [GroupInviteFields, InviteFields, InviteCreateResolver, InviteRevokeResolver, InviteAcceptResolver],
  projections: [invitesEnd],
  // An invite for one account that was spent by it must not be good again for others.
  endAccount: (tx, userId) =>
    tx.run("update invites set spent_by_id = null, revoked_at = coalesce(revoked_at, now()) where spent_by_id = $1", [
      userId,
    ]),
  followers: [invitationFollower],
  jobs: [invitationJob],
  nodes: { inv: (ctx, id) => ctx.loader(inviteForViewer).load(id) },
};
