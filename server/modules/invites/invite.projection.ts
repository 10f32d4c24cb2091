import { projection } from "../../platform/events/projection.js";
import type { Writer } from "../../platform/writer.js";
import { memberLeft, memberRemoved, memberRoleSet, memberUnclaimed } from "../groups/group.events.js";
import type { Member } from "../groups/member.entity.js";
import { isAdmin } from "../groups/rights.js";

/**
 * What a member has made for others ends with the right to make it, for ever: whoever comes back, or becomes an ADMIN
 * again, makes new invites. It is part of the one event that ends the right.
 */
export const invitesEnd = projection<Member>(
  "invites-end-with-their-maker",
  [memberLeft, memberRemoved, memberRoleSet, memberUnclaimed],
  async (tx, events) => {
    for (const { things } of events) {
      for (const { after } of things()) if (after && !mayInvite(after)) await revokeInvitesOf(tx, after);
    }
  },
);

/** Whether they may still end invites, which is asked whether or not the group was put away. */
function mayInvite({ leftAt, role }: Member): boolean {
  return leftAt === null && isAdmin({ role });
}

async function revokeInvitesOf(tx: Writer, member: Member): Promise<void> {
  await tx.run(
    `update invites set revoked_at = clock_timestamp()
     where group_id = $1 and created_by_id = $2 and revoked_at is null`,
    [member.groupId, member.id],
  );
}
