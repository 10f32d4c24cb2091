import { z } from "zod";
import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import { mailJob } from "../../platform/jobs/mail-job.js";
import type { Mail } from "../../platform/mail.js";
import { poolReader } from "../../platform/reader.js";
import { inviteUrl } from "./invite.fields.js";
import { GOOD_INVITES } from "./invite.loader.js";

/** Sends an invitation to the address that the invite was made for; nothing where it leads nowhere any more. */
export const invitationJob = mailJob({
  name: "groups.invitation",
  attempts: 12,
  payload: z.object({ inviteId: z.string() }),
  compose: mailFor,
});

interface Invitation {
  readonly code: string;
  readonly email: string;
  readonly expiresAt: Date;
  readonly groupName: string;
  readonly invitedBy: string;
}

async function mailFor({ dataSource, publicUrl }: Services, { inviteId }: { inviteId: string }): Promise<Mail | null> {
  const [invite] = await poolReader(poolOf(dataSource)).rows<Invitation>(
    `select i.code, i.email, i.expires_at, g.name as group_name, coalesce(u.name, m.name) as invited_by
     from ${GOOD_INVITES} join groups g on g.id = i.group_id join members m on m.id = i.created_by_id
     left join users u on u.id = m.user_id
     where i.id = $1 and i.email is not null and i.spent_by_id is null`,
    [inviteId],
  );
  if (!invite) return null;
  const { email, groupName, invitedBy, expiresAt } = invite;
  const link = inviteUrl(publicUrl, invite.code);
  return {
    to: email,
    subject: `${invitedBy} invites you to ${groupName}`.replace(/\s+/g, " "),
    text: `${invitedBy} shares expenses with you in the group "${groupName}".\n\nJoin here: ${link}\n\nThe link works until ${expiresAt.toISOString().slice(0, 10)}. If you expected nothing, do nothing.\n`,
  };
}
