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
  followers: [invitationFollower],
  jobs: [invitationJob],
  nodes: { inv: (ctx, id) => ctx.loader(inviteForViewer).load(id) },
};
