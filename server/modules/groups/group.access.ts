import { isId, prefixOf } from "../../kernel/ids.js";
import type { Viewer } from "../../platform/actor.js";
import type { AppContext } from "../../platform/context.js";
import { entities, type Reader } from "../../platform/reader.js";
import type { Request } from "../../platform/requests.js";
import { notFound, wrongState } from "../../platform/schema/refusals.js";
import { topLevel } from "../../platform/schema/top-level-errors.js";
import type { Tx } from "../../platform/write.js";
import { Group } from "./group.entity.js";
import { groupForViewer, MEMBER_COLUMNS, MEMBERS_JOINED, membersByGroup } from "./group.loader.js";
import { Member } from "./member.entity.js";
import { type Act, isAdmin, refusalOf, type Seat } from "./rights.js";

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
    const admins = this.present.filter((other) => isAdmin(other) && other.userId !== null);
    return admins.length === 1 && admins[0]!.id === member.id;
  }

  requireAnotherAdmin(member: Member): void {
    if (this.isLastAdmin(member))
      throw wrongState("The group's last admin must stay; name another one first.", member.id);
  }
}

/**
 * The group, locked, if this viewer may do `act` in it: the one door to changing anything of a group. Whoever is not in
 * it makes nobody wait. The lock comes next and the members are read under it, so that somebody removed a moment ago is
 * removed. A request that was carried out before is let in whatever the role and the group's state are by now: it finds
 * its `earlier` effect, and has no other.
 */
export async function lockGroup(
  tx: Tx,
  viewer: Viewer,
  groupId: string,
  act: Act,
  request?: Request,
): Promise<LockedGroup> {
  if (!isId("grp", groupId)) throw notFound();
  if (!tx.holdsTurn(groupId)) {
    await requireMembership(tx, viewer, groupId);
    await tx.takeTurn([groupId]);
  }
  const [row] = await tx.rows("select * from groups where id = $1 for update", [groupId]);
  if (!row) throw notFound();
  const group = entities(Group, [row])[0]!;
  const members = await membersOf(tx, groupId);
  const viewerMember = members.find((member) => member.userId === viewer.userId && member.leftAt === null);
  if (!viewerMember) throw notFound();
  const earlier = request ? await tx.replayOf(request) : null;
  const refusal = earlier === null ? refusalOf(viewer, { group, member: viewerMember }, act) : null;
  if (refusal) throw refusal;
  return new LockedGroup(group, members, viewerMember, earlier);
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
  const rows = await tx.rows("select * from groups where id = any($1) order by id for update", [groupIds]);
  return entities(Group, rows);
}

export async function membersOf(reader: Reader, groupId: string): Promise<Member[]> {
  const rows = await reader.rows(
    `select ${MEMBER_COLUMNS} from ${MEMBERS_JOINED} where m.group_id = $1 order by m.position`,
    [groupId],
  );
  return entities(Member, rows);
}

/**
 * The group of a member, expense or the like by the thing's id, before the lock; null for an unknown id. `table` is a
 * module's own table, whose rows have a `group_id`.
 */
export async function groupIdOf(reader: Reader, table: string, id: string): Promise<string | null> {
  if (prefixOf(id) === null) return null;
  const [row] = await reader.rows<{ groupId: string }>(`select group_id from ${table} where id = $1`, [id]);
  return row?.groupId ?? null;
}

/** Locks the group that the thing belongs to, if the viewer may do `act` in it. */
export async function lockGroupOf(
  tx: Tx,
  viewer: Viewer,
  table: string,
  id: string,
  act: Act,
  request?: Request,
): Promise<LockedGroup> {
  const groupId = await groupIdOf(tx.before, table, id);
  if (!groupId) throw notFound();
  return lockGroup(tx, viewer, groupId, act, request);
}

/** The viewer's own member of a group that they may see; null for one who is not in it. */
export async function viewerMemberOf(ctx: AppContext, groupId: string): Promise<Member | null> {
  const { userId } = ctx.viewer;
  const members = await ctx.loader(membersByGroup).load(groupId);
  return members.find((member) => member.userId === userId && member.leftAt === null) ?? null;
}

/** Where the viewer sits in a group that they may see. */
export async function seatOf(ctx: AppContext, group: Group): Promise<Seat> {
  return { group, member: await viewerMemberOf(ctx, group.id) };
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
