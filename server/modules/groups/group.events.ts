import { quietEvent } from "../../platform/events/event-type.js";
import type { Group } from "./group.entity.js";
import type { Member } from "./member.entity.js";

export const groupCreated = quietEvent<Group>("group.created", { changesWhoIsThere: true });
export const groupUpdated = quietEvent<Group>("group.updated");
export const periodClosed = quietEvent<Group>("period.closed");
export const periodReopened = quietEvent<Group>("period.reopened");
export const memberAdded = quietEvent<Member>("member.added");
export const memberJoined = quietEvent<Member>("member.joined", { changesWhoIsThere: true });
export const memberLeft = quietEvent<Member>("member.left", { changesWhoIsThere: true });
export const memberRemoved = quietEvent<Member>("member.removed", { changesWhoIsThere: true });
export const memberRoleSet = quietEvent<Member>("member.role_set");
/** The account is gone; the member stays, without one. */
export const memberUnclaimed = quietEvent<Member>("member.unclaimed", { changesWhoIsThere: true });
export const memberRenamed = quietEvent<Member>("member.renamed");

export const groupEvents = [
  groupCreated,
  groupUpdated,
  memberAdded,
  memberJoined,
  memberLeft,
  memberRemoved,
  memberRoleSet,
  memberRenamed,
  memberUnclaimed,
  periodClosed,
  periodReopened,
];
