import type { Module } from "../../platform/module.js";
import { Group } from "./group.entity.js";
import { GroupFields, InviteFields, MemberFields } from "./group.fields.js";
import { groupForViewer, inviteForViewer, memberForViewer, userForViewer } from "./group.loader.js";
import { Household } from "./household.entity.js";
import {
  GroupHouseholdFields,
  HouseholdFields,
  householdForViewer,
  MemberHouseholdFields,
} from "./household.fields.js";
import { invitationJob } from "./invitation.job.js";
import { Invite } from "./invite.entity.js";
import { GROUP_LIMITS } from "./limits.js";
import { Member } from "./member.entity.js";
import { FriendAddResolver } from "./mutations/friendAdd.js";
import { GroupCreateResolver } from "./mutations/groupCreate.js";
import { GroupLeaveResolver } from "./mutations/groupLeave.js";
import { GroupUpdateResolver } from "./mutations/groupUpdate.js";
import { HouseholdCreateResolver } from "./mutations/householdCreate.js";
import { HouseholdDissolveResolver } from "./mutations/householdDissolve.js";
import { HouseholdUpdateResolver } from "./mutations/householdUpdate.js";
import { InviteAcceptResolver } from "./mutations/inviteAccept.js";
import { InviteCreateResolver } from "./mutations/inviteCreate.js";
import { InviteRevokeResolver } from "./mutations/inviteRevoke.js";
import { MemberAddResolver } from "./mutations/memberAdd.js";
import { MemberRemoveResolver } from "./mutations/memberRemove.js";
import { MemberRoleSetResolver } from "./mutations/memberRoleSet.js";
import { PeriodCloseResolver } from "./mutations/periodClose.js";
import { PeriodReopenResolver } from "./mutations/periodReopen.js";
import { userRenamedJob } from "./user-renamed.job.js";

export const groups: Module = {
  name: "groups",
  ids: { grp: Group, mem: Member, inv: Invite, hsh: Household },
  limits: GROUP_LIMITS,
  entities: [Group, Member, Invite, Household],
  resolvers: [
    GroupFields,
    MemberFields,
    InviteFields,
    GroupCreateResolver,
    FriendAddResolver,
    GroupUpdateResolver,
    GroupLeaveResolver,
    MemberAddResolver,
    MemberRoleSetResolver,
    MemberRemoveResolver,
    InviteCreateResolver,
    InviteRevokeResolver,
    InviteAcceptResolver,
    PeriodCloseResolver,
    GroupHouseholdFields,
    HouseholdFields,
    MemberHouseholdFields,
    HouseholdCreateResolver,
    HouseholdUpdateResolver,
    HouseholdDissolveResolver,
    PeriodReopenResolver,
  ],
  jobs: [invitationJob, userRenamedJob],
  nodes: {
    grp: (ctx, id) => ctx.loader(groupForViewer).load(id),
    mem: (ctx, id) => ctx.loader(memberForViewer).load(id),
    inv: (ctx, id) => ctx.loader(inviteForViewer).load(id),
    usr: (ctx, id) => ctx.loader(userForViewer).load(id),
    hsh: (ctx, id) => ctx.loader(householdForViewer).load(id),
  },
};
