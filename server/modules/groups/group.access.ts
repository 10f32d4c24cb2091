import { isId, prefixOf } from "../../kernel/ids.js";
import type { AppContext, Viewer } from "../../platform/context.js";
import { entities, type Reader } from "../../platform/reader.js";
import type { Request } from "../../platform/requests.js";
import { forbidden, notFound, wrongState } from "../../platform/schema/refusals.js";
import { topLevel } from "../../platform/schema/top-level-errors.js";
import type { Tx } from "../../platform/write.js";
import { Group } from "./group.entity.js";
import { GOOD_INVITES, groupForViewer, MEMBER_COLUMNS, MEMBERS_JOINED, membersByGroup } from "./group.loader.js";
import { Invite } from "./invite.entity.js";
import { Member, MemberRole } from "./member.entity.js";

/** A group that is about to be changed: its row is locked, so that nothing about it moves until the commit. */
export class LockedGroup {
  readonly group: Group;
  /** All of them, in the order of joining, those who left included. */
  readonly members: readonly Member[];
  readonly viewerMember: Member;
  /** What the same request wrote when it came for the first time; null where this is the first. */
  readonly earlier: string | null;

  constructor(group: Group, members: readonly Member[], viewerMember: Member, earlier: string | null) {
    this.group = group;
    this.members = members;
    this.viewerMember = viewerMember;
    this.earlier = earlier;
  }

  get present(): Member[] {
    return this.members.filter((member) => member.leftAt === null);
  }

  member(id: string): Member | null {
    return this.members.find((member) => member.id === id) ?? null;
  }

  /** Whether nobody would be left to look after the group without this member. */
  isLastAdmin(member: Member): boolean {
    const admins = this.present.filter((other) => other.role === MemberRole.ADMIN && other.userId !== null);
    return admins.length === 1 && admins[0]!.id === member.id;
  }

  /** A group that was put away stays as it is until somebody takes it back into use. */
  requireInUse(): void {
    requireInUse(this.group);
  }

  requireAnotherAdmin(member: Member): void {
    if (this.isLastAdmin(member))
      throw wrongState("The group's last admin must stay; name another one first.", member.id);
  }
}

/** Refuses what would begin something in a group that was put away. */
export function requireInUse(group: Pick<Group, "id" | "archivedAt">): void {
  if (group.archivedAt !== null) throw wrongState("This group is archived; bring it back first.", group.id);
}

const RANK = { VIEWER: 0, MEMBER: 1, ADMIN: 2 } as const;

/** Whether the first role may do less than the second. */
export function isBelow(role: MemberRole, other: MemberRole): boolean {
  return RANK[role] < RANK[other];
}

/** What ends something in a group may still be done when the group was put away; what begins something may not. */
export type WhenArchived = "REFUSED" | "ALLOWED";

/**
 * The group, locked, if this viewer is in it with at least this role: the one door to changing anything of a group.
 * Whoever is not in it makes nobody wait. The lock comes next and the members are read under it, so that somebody
 * removed a moment ago is removed. A group that was put away is refused unless the caller says otherwise. A request that
 * was carried out before is let in whatever the role and the group's state are by now: it finds its `earlier` effect, and
 * has no other.
 */
export async function lockGroup(
  tx: Tx,
  viewer: Viewer,
  groupId: string,
  atLeast: keyof typeof RANK,
  request?: Request,
  whenArchived: WhenArchived = "REFUSED",
): Promise<LockedGroup> {
  if (!isId("grp", groupId)) throw notFound();
  if (!tx.holdsTurn(groupId)) {
    await requireMembership(tx, viewer, groupId);
    await tx.takeTurn([groupId]);
  }
  const [row] = await tx.rows<Group>("select * from groups where id = $1 for update", [groupId]);
  if (!row) throw notFound();
  const members = await membersOf(tx, groupId);
  const viewerMember = members.find((member) => member.userId === viewer.userId && member.leftAt === null);
  if (!viewerMember) throw notFound();
  const earlier = request ? await tx.replayOf(request) : null;
  if (earlier === null && RANK[viewerMember.role] < RANK[atLeast]) throw forbidden(`This takes the role ${atLeast}.`);
  if (earlier === null && whenArchived === "REFUSED") requireInUse(row);
  return new LockedGroup(entities(Group, [row])[0]!, members, viewerMember, earlier);
}

/** Whether they are in it is asked again under the lock. */
async function requireMembership(tx: Tx, { userId }: Viewer, groupId: string): Promise<void> {
  const present = await tx.before.rows("select from members where group_id = $1 and user_id = $2 and left_at is null", [
    groupId,
    userId,
  ]);
  if (present.length === 0) throw notFound();
}

/**
 * Locks groups, in the order of their ids, whoever is in them: for a write that reaches from one group into others, so
 * that nobody waits for it while it waits for them. It is no door: who may write is asked of `lockGroup`.
 */
export async function lockRows(tx: Tx, groupIds: readonly string[]): Promise<Group[]> {
  await tx.takeTurn(groupIds);
  if (groupIds.length === 0) return [];
  const rows = await tx.rows<Group>("select * from groups where id = any($1) order by id for update", [groupIds]);
  return entities(Group, rows);
}

export async function membersOf(reader: Reader, groupId: string): Promise<Member[]> {
  const rows = await reader.rows<Member>(
    `select ${MEMBER_COLUMNS} from ${MEMBERS_JOINED} where m.group_id = $1 order by m.position`,
    [groupId],
  );
  return entities(Member, rows);
}

/** Tables of things that belong to a group. */
type GroupTable = "members" | "invites" | "expenses" | "settlements" | "group_rates" | "households";

/** The group of a member, expense or the like by the thing's id, before the lock; null for an unknown id. */
export async function groupIdOf(reader: Reader, table: GroupTable, id: string): Promise<string | null> {
  if (prefixOf(id) === null) return null;
  const [row] = await reader.rows<{ groupId: string }>(`select group_id from ${table} where id = $1`, [id]);
  return row?.groupId ?? null;
}

/** Locks the group that the thing belongs to, if the viewer is in it with at least this role. */
export async function lockGroupOf(
  tx: Tx,
  viewer: Viewer,
  table: GroupTable,
  id: string,
  atLeast: keyof typeof RANK,
  request?: Request,
  whenArchived: WhenArchived = "REFUSED",
): Promise<LockedGroup> {
  const groupId = await groupIdOf(tx.before, table, id);
  if (!groupId) throw notFound();
  return lockGroup(tx, viewer, groupId, atLeast, request, whenArchived);
}

/** The viewer's own member of a group that he may see; null for one who is not in it. */
export async function viewerMemberOf(ctx: AppContext, groupId: string): Promise<Member | null> {
  const { userId } = ctx.viewer;
  const members = await ctx.loader(membersByGroup).load(groupId);
  return members.find((member) => member.userId === userId && member.leftAt === null) ?? null;
}

/**
 * The invite of a code that can still be used: by anybody, or by `userId`, to whom also the invite is good that this
 * account has spent.
 */
export async function usableInvite(reader: Reader, code: string, userId: string | null): Promise<Invite | null> {
  if (!/^[\w-]{1,64}$/.test(code)) return null;
  const [row] = await reader.rows<Invite>(
    `select i.* from ${GOOD_INVITES} where i.code = $1 and (i.spent_by_id is null or i.spent_by_id = $2)`,
    [code, userId],
  );
  return row ? entities(Invite, [row])[0]! : null;
}

/**
 * What a member has made for others ends with the right to make it, for ever: whoever comes back, or becomes an ADMIN
 * again, makes new invites. It is part of the one event that ends the right.
 */
export async function revokeInvitesOf(tx: Tx, member: Member): Promise<void> {
  await tx.run(
    `update invites set revoked_at = clock_timestamp()
     where group_id = $1 and created_by_id = $2 and revoked_at is null`,
    [member.groupId, member.id],
  );
}

/** Members whom the holder of this invite may claim: present, and without an account. */
export function claimableBy(invite: Invite, members: readonly Member[]): Member[] {
  const free = members.filter((member) => member.userId === null && member.leftAt === null);
  return invite.memberId === null ? free : free.filter((member) => member.id === invite.memberId);
}

/** The group that a mutation has just written; nothing to see for whoever was removed in that moment. */
export async function knownGroup(ctx: AppContext, id: string): Promise<Group> {
  const group = await ctx.loader(groupForViewer).load(id);
  if (!group) throw notFound();
  return group;
}

/**
 * The group of something that was found through an access door, for a field: where the viewer was removed in that moment
 * there is no union to refuse in, so it is the top-level error NOT_FOUND.
 */
export async function shownGroup(ctx: AppContext, id: string): Promise<Group> {
  const group = await ctx.loader(groupForViewer).load(id);
  if (!group) throw topLevel("NOT_FOUND", "There is no such thing, or it is not yours to see.");
  return group;
}
