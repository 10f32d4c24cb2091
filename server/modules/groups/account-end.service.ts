import { made } from "../../platform/made.js";
import type { Tx } from "../../platform/write.js";
import { lockRows, membersOf } from "./group.access.js";
import { memberRoleSet, memberUnclaimed } from "./group.events.js";
import { Member, MemberRole } from "./member.entity.js";
import { isAdmin } from "./rights.js";

/** Locks every group that an account is or was in; to be called before the first statement of a write. */
export async function lockGroupsOf(tx: Tx, userId: string): Promise<string[]> {
  const groups = await tx.before.rows<{ id: string }>(
    "select distinct group_id as id from members where user_id = $1 order by group_id",
    [userId],
  );
  const ids = groups.map(({ id }) => id);
  await lockRows(tx, ids);
  return ids;
}

/**
 * Takes an account out of all of its groups, which are locked. What it shares with another account stays, balances and
 * all, with a member without account in its place; a group that nobody else was ever in goes.
 */
export async function leaveGroupsBehind(tx: Tx, userId: string): Promise<void> {
  const groups = await tx.rows<{ id: string; shared: boolean }>(
    `select group_id as id, bool_or(user_id <> $1) as shared from members
     where user_id is not null and group_id in (select group_id from members where user_id = $1)
     group by group_id order by group_id`,
    [userId],
  );
  for (const { id, shared } of groups) {
    if (shared) await unclaim(tx, userId, id);
    else await forgetGroup(tx, id);
  }
}

async function unclaim(tx: Tx, userId: string, groupId: string): Promise<void> {
  const members = await membersOf(tx, groupId);
  for (const before of members.filter((member) => member.userId === userId)) {
    // Who has no account cannot look after a group. The name was the account's.
    const { id, name } = before;
    const after = made(Member, { ...before, userId: null, role: isAdmin(before) ? MemberRole.MEMBER : before.role });
    await tx.update(Member, id, { name, userId: null, role: after.role });
    await tx.record({
      type: memberUnclaimed,
      groupId,
      actorId: null,
      subjectId: id,
      changes: after.role === before.role ? [] : [{ field: "role", before: before.role, after: after.role }],
      things: () => [{ before, after }],
    });
  }
  await findAdmin(
    tx,
    members.filter((member) => member.userId !== userId),
  );
}

/** Somebody has to look after a group: where nobody is left who does, whoever has been there longest of the MEMBERs. */
async function findAdmin(tx: Tx, members: readonly Member[]): Promise<void> {
  const present = members.filter(({ userId, leftAt }) => userId !== null && leftAt === null);
  if (present.some(isAdmin)) return;
  const before = present.find(({ role }) => role === MemberRole.MEMBER) ?? present[0];
  if (!before) return;
  const after = made(Member, { ...before, role: MemberRole.ADMIN });
  await tx.update(Member, before.id, { role: after.role });
  await tx.record({
    type: memberRoleSet,
    groupId: before.groupId,
    actorId: null,
    subjectId: before.id,
    changes: [{ field: "role", before: before.role, after: after.role }],
    things: () => [{ before, after }],
  });
}

/**
 * Deletes a group with everything that is of it: what belongs to a group has a `group_id`, in whichever module. The
 * database lets the ledger and the log go by this way alone, and only where nobody of the group has an account.
 */
async function forgetGroup(tx: Tx, groupId: string): Promise<void> {
  await tx.run("update members set user_id = null, household_id = null where group_id = $1", [groupId]);
  await tx.run("select set_config('expense_tracker.erasing', 'on', true)");
  const tables = await tx.rows<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.columns
     join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and column_name = 'group_id' and table_type = 'BASE TABLE' and table_name <> 'members'`,
  );
  // One statement, because these rows refer to each other: what is left of that is asked when all are gone.
  const parts = tables.map(({ name }, index) => `part_${index} as (delete from ${name} where group_id = $1)`);
  await tx.run(`with ${parts.join()} select`, [groupId]);
  await tx.run("delete from members where group_id = $1", [groupId]);
  await tx.run("delete from groups where id = $1", [groupId]);
}
