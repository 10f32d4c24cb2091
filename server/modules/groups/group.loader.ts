import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { Viewer } from "../../platform/actor.js";
import { entities, type Reader } from "../../platform/reader.js";
import { User } from "../users/user.entity.js";
import { USER_COLUMNS } from "../users/user.loader.js";
import { Group } from "./group.entity.js";
import { Member } from "./member.entity.js";

/** Groups by id, if the viewer is in them now; null for the others and for those that do not exist. */
export function groupForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Group | null>(async (ids) => {
    const rows = await reader.rows(
      `select g.* from groups g join members m on m.group_id = g.id
       where g.id = any($1) and m.user_id = $2 and m.left_at is null`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(entities(Group, rows).map((group) => [group.id, group]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** An account's own name goes before the name that the member was added with. */
export const MEMBER_COLUMNS = `m.id, m.group_id, m.position, m.user_id, coalesce(u.name, m.name) as name, m.email, m.role,
  m.household_id, m.joined_at, m.left_at`;
export const MEMBERS_JOINED = "members m left join users u on u.id = m.user_id";

/** The sessions, of those in the parameter, that live and whose accounts are in the group now: who may hear what is live. */
export function sessionsInGroup(group: string, sessions: string): string {
  return `array(
    select s.id from sessions s where s.id = any(${sessions}) and s.revoked_at is null and exists (
      select from members m where m.group_id = ${group} and m.user_id = s.user_id and m.left_at is null))`;
}

/** All members of a group in the order of joining, those who left included. */
export function membersByGroup(reader: Reader) {
  return new DataLoader<string, Member[]>(async (groupIds) => {
    const rows = await reader.rows(
      `select ${MEMBER_COLUMNS} from ${MEMBERS_JOINED} where m.group_id = any($1) order by m.group_id, m.position`,
      [groupIds],
    );
    const members = groupBy(entities(Member, rows), (member) => member.groupId);
    return groupIds.map((groupId) => members.get(groupId) ?? []);
  });
}

const maps = new WeakMap<readonly Member[], ReadonlyMap<string, Member>>();

/** The members of a list by their ids, made once for each list that a loader answered. */
export function byId(members: readonly Member[]): ReadonlyMap<string, Member> {
  let map = maps.get(members);
  if (!map) {
    map = new Map(members.map((member) => [member.id, member]));
    maps.set(members, map);
  }
  return map;
}

/** Members by id; callers hold the id from a group that the viewer may see. */
export function memberById(reader: Reader) {
  return new DataLoader<string, Member>(async (ids) => {
    const rows = await reader.rows(`select ${MEMBER_COLUMNS} from ${MEMBERS_JOINED} where m.id = any($1)`, [ids]);
    const byId = new Map(entities(Member, rows).map((member) => [member.id, member]));
    return ids.map((id) => byId.get(id) ?? new Error(`No such member: ${id}`));
  });
}

/** Members by id, if the viewer is in the same group; null for all others. */
export function memberForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Member | null>(async (ids) => {
    const rows = await reader.rows(
      `select ${MEMBER_COLUMNS} from ${MEMBERS_JOINED}
       join members v on v.group_id = m.group_id and v.user_id = $2 and v.left_at is null where m.id = any($1)`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(entities(Member, rows).map((member) => [member.id, member]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** Accounts by id that the viewer may see: their own, and those of members of their groups; null for all others. */
export function userForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, User | null>(async (ids) => {
    const rows = await reader.rows(
      `select ${USER_COLUMNS} from users u where u.id = any($1) and (u.id = $2 or exists (
         select from members m join members v on v.group_id = m.group_id and v.user_id = $2 and v.left_at is null
         where m.user_id = u.id))`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(entities(User, rows).map((user) => [user.id, user]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/**
 * What a group `g` is called for the account of this expression, as SQL: of a PAIR the other one's name, as it is now.
 * As `Group.name` has it, for what is written down or sent.
 */
export function groupNameFor(userId: string): string {
  return `coalesce(case when g.kind = 'PAIR' then (
    select coalesce(ou.name, om.name) from members om left join users ou on ou.id = om.user_id
    where om.group_id = g.id and om.user_id is distinct from ${userId} order by om.position limit 1) end, g.name)`;
}
