import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import { type Job, TryAgainLater } from "../../platform/jobs/job.js";
import { made } from "../../platform/made.js";
import { poolReader } from "../../platform/reader.js";
import { type Tx, write } from "../../platform/write.js";
import { userRenamed } from "../users/user-renamed.js";
import { lockRows, membersOf } from "./group.access.js";
import { memberRenamed } from "./group.events.js";
import { Member } from "./member.entity.js";

/**
 * Tells the log of each group of an account that its member has a new name, archived groups too; each group in a write of
 * its own, so that nobody waits for all of them. Several new names that came before it are one event, and a name that
 * came back is none.
 */
export const userRenamedJob: Job<{ userId: string }> = { ...userRenamed, kind: "events", run: tellGroups };

async function tellGroups(services: Services, signal: AbortSignal, { userId }: { userId: string }): Promise<void> {
  await write(services, (tx) => tx.run(HAND_TO_MEMBERS, [userId]));
  const groups = await poolReader(poolOf(services.dataSource)).rows<{ groupId: string }>(
    "select distinct group_id from members where user_id = $1 and renamed_from is not null order by group_id",
    [userId],
  );
  for (const { groupId } of groups) {
    if (signal.aborted) throw new TryAgainLater("The process ends.");
    await write(services, (tx) => tellGroup(tx, userId, groupId));
  }
}

async function tellGroup(tx: Tx, userId: string, groupId: string): Promise<void> {
  await lockRows(tx, [groupId]);
  // Only the account's own row says what it is called now: a name that is changed at this moment waits, and tells anew.
  const [user] = await tx.rows<{ name: string }>("select name from users where id = $1 for share", [userId]);
  const renamed = await tx.rows<{ id: string; renamedFrom: string; present: boolean }>(
    `select id, renamed_from, left_at is null as present from members
     where group_id = $1 and user_id = $2 and renamed_from is not null`,
    [groupId, userId],
  );
  const members = renamed.length === 0 ? [] : await membersOf(tx, groupId);
  for (const { id, renamedFrom, present } of renamed) {
    await tx.run("update members set renamed_from = null where id = $1", [id]);
    if (!present || renamedFrom === user!.name) continue;
    await tx.record({
      type: memberRenamed,
      groupId,
      actorId: id,
      subjectId: id,
      changes: [{ field: "name", before: renamedFrom, after: user!.name }],
      things: () => {
        const after = made(Member, { ...members.find((member) => member.id === id)!, name: user!.name });
        return [{ before: made(Member, { ...after, name: renamedFrom }), after }];
      },
    });
  }
}

/**
 * What each group's log still calls them, kept with the member until that log is told; whoever came after the new name
 * is known by it.
 */
const HAND_TO_MEMBERS = `
  with renamed as (
    select id, renamed_from, renamed_at from users where id = $1 and renamed_from is not null for no key update),
  handed as (update users u set renamed_from = null from renamed r where u.id = r.id)
  update members m set renamed_from = coalesce(m.renamed_from, r.renamed_from)
  from renamed r where m.user_id = r.id and m.left_at is null and m.joined_at <= r.renamed_at`;
