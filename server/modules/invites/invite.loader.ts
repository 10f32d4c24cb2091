import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { Viewer } from "../../platform/actor.js";
import { entities, type Reader } from "../../platform/reader.js";
import { Invite } from "./invite.entity.js";

/** Invites by id, whatever became of them, if the viewer is an admin of their group; null for all others. */
export function inviteForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Invite | null>(async (ids) => {
    const rows = await reader.rows(
      `select i.* from invites i
       join members v on v.group_id = i.group_id and v.user_id = $2 and v.left_at is null and v.role = 'ADMIN'
       where i.id = any($1)`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(entities(Invite, rows).map((invite) => [invite.id, invite]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** Invites that lead somewhere: not revoked, not too old, and made by somebody who may still invite. */
export const GOOD_INVITES = `(
  select i.* from invites i join members maker on maker.id = i.created_by_id
  where i.revoked_at is null and i.expires_at > now() and maker.left_at is null and maker.role = 'ADMIN') i`;

/** The invites of a group that can still be used, newest first. */
export function openInvitesByGroup(reader: Reader) {
  return new DataLoader<string, Invite[]>(async (groupIds) => {
    const rows = await reader.rows(
      `select i.* from ${GOOD_INVITES} left join members m on m.id = i.member_id
       where i.group_id = any($1) and i.spent_by_id is null
         and (i.member_id is null or (m.user_id is null and m.left_at is null))
       order by i.created_at desc, i.id desc`,
      [groupIds],
    );
    const invites = groupBy(entities(Invite, rows), (invite) => invite.groupId);
    return groupIds.map((groupId) => invites.get(groupId) ?? []);
  });
}
