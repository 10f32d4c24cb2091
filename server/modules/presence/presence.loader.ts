import type { Reader } from "../../platform/reader.js";
import { sessionsInGroup } from "../groups/group.loader.js";

export interface Onlookers {
  /** The sessions, of those that were asked for, that live and whose accounts are in the group now. */
  readonly allowed: ReadonlySet<string>;
  /** The members who are in the group now and let others see that they are there. */
  readonly shown: ReadonlySet<string>;
}

/** Who may see who is present in a group, and of whom. */
export async function onlookersOf(
  reader: Reader,
  groupId: string,
  sessionIds: readonly string[],
  memberIds: readonly string[],
): Promise<Onlookers> {
  const [row] = await reader.rows<{ allowed: string[]; shown: string[] }>(
    `select ${sessionsInGroup("$1", "$2")} as allowed, array(
       select m.id from members m join users u on u.id = m.user_id
       where m.group_id = $1 and m.id = any($3) and m.left_at is null and u.shows_presence) as shown`,
    [groupId, sessionIds, memberIds],
  );
  return { allowed: new Set(row!.allowed), shown: new Set(row!.shown) };
}
