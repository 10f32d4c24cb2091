import type { Module } from "../../platform/module.js";
import { leaveGroupsBehind } from "./account-end.service.js";
import { Group } from "./group.entity.js";
import { groupEvents } from "./group.events.js";
import { GroupFields, MemberFields } from "./group.fields.js";
import { groupForViewer, memberForViewer, userForViewer } from "./group.loader.js";
import { GroupRightsFields } from "./group-rights.fields.js";
import { Member } from "./member.entity.js";
import { FriendAddResolver } from "./mutations/friendAdd.js";
import { GroupCreateResolver } from "./mutations/groupCreate.js";
import { GroupLeaveResolver } from "./mutations/groupLeave.js";
import { GroupUpdateResolver } from "./mutations/groupUpdate.js";
import { MemberAddResolver } from "./mutations/memberAdd.js";
import { MemberRemoveResolver } from "./mutations/memberRemove.js";
import { MemberRoleSetResolver } from "./mutations/memberRoleSet.js";
import { PeriodCloseResolver } from "./mutations/periodClose.js";
import { PeriodReopenResolver } from "./mutations/periodReopen.js";
import { userRenamedJob } from "./user-renamed.job.js";

export const groups: Module = {
  name: "groups",
  ids: { grp: Group, mem: Member },
  entities: [Group, Member],
  events: groupEvents,
  resolvers: [
    GroupRightsFields,
    GroupFields,
    MemberFields,
    GroupCreateResolver,
    FriendAddResolver,
    GroupUpdateResolver,
    GroupLeaveResolver,
    MemberAddResolver,
    MemberRoleSetResolver,
    MemberRemoveResolver,
    PeriodCloseResolver,
    PeriodReopenResolver,
  ],
  jobs: [userRenamedJob],
  endAccount: leaveGroupsBehind,
  nodes: {
    grp: (ctx, id) => ctx.loader(groupForViewer).load(id),
    mem: (ctx, id) => ctx.loader(memberForViewer).load(id),
    usr: (ctx, id) => ctx.loader(userForViewer).load(id),
  },
};
