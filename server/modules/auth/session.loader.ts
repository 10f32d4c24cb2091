import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { Viewer } from "../../platform/actor.js";
import type { Reader } from "../../platform/reader.js";

/** How many sessions of one account are listed, those used last. */
export const SESSIONS_MAX = 100;

export interface LiveSession {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly userAgent: string | null;
  readonly address: string | null;
}

/** Sessions that have not ended: not revoked, and with a refresh token that can still be used. */
const LIVE = `
  select s.id, s.user_id, s.created_at, s.last_seen_at, s.user_agent, s.address from sessions s
  where s.revoked_at is null and exists (
    select from refresh_tokens t where t.session_id = s.id and t.used_at is null and t.expires_at > now())`;

/** The live sessions of accounts, used last first; callers hold the id of somebody who may see them. */
export function sessionsByUser(reader: Reader) {
  return new DataLoader<string, LiveSession[]>(async (userIds) => {
    const rows = await reader.rows<LiveSession>(
      `select l.* from unnest($1::text[]) as wanted (user_id) cross join lateral (
         select * from (${LIVE} and s.user_id = wanted.user_id) live order by last_seen_at desc, id desc
         limit ${SESSIONS_MAX}) l`,
      [userIds],
    );
    const byUser = groupBy(rows, (session) => session.userId);
    return userIds.map((userId) => byUser.get(userId) ?? []);
  });
}

/** The viewer's own live sessions by id; null for all others. */
export function sessionForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, LiveSession | null>(async (ids) => {
    const rows = await reader.rows<LiveSession>(`${LIVE} and s.id = any($1) and s.user_id = $2`, [
      ids,
      viewer?.userId ?? null,
    ]);
    const byId = new Map(rows.map((session) => [session.id, session]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
