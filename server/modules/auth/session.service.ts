import type { Pool } from "pg";
import { isId, newId } from "../../kernel/ids.js";
import { type SessionActor, sessionActor } from "../../platform/actor.js";
import type { AppContext, Credentials } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { poolReader, type Reader } from "../../platform/reader.js";
import type { Tx } from "../../platform/write.js";
import { GUEST_DAYS } from "../users/guest.js";
import { Session, SessionRow } from "./session.entity.js";
import { hashOfToken, newToken, signAccessToken, successorOf, verifyAccessToken } from "./token.adapter.js";

/** How long a refresh token lives. Whoever has no password has no other way back, and gets more time. */
const REFRESH_DAYS = { account: 7, guest: GUEST_DAYS } as const;

/** Whose session it is, and how long its tokens live. */
export type Holder = keyof typeof REFRESH_DAYS;

/** A client that lost the answer may ask again this long; later, the second use is theft. */
const REPLAY_GRACE = "20 seconds";

/** With what and from where somebody signs in or goes on; shown to nobody but that person. */
export interface Device {
  readonly userAgent: string | null;
  readonly address: string | null;
}

const USER_AGENT_MAX = 300;

export function deviceOf({ transport }: AppContext): Device {
  const printable = transport.userAgent?.replace(/[^\x20-\x7e]/g, "").trim() ?? "";
  return { userAgent: printable === "" ? null : printable.slice(0, USER_AGENT_MAX), address: transport.ip };
}

/** Opens a session and answers its first refresh token. */
export async function openSession(
  tx: Tx,
  userId: string,
  { userAgent, address }: Device,
  holder: Holder = "account",
): Promise<{ sessionId: string; refreshToken: string; holder: Holder }> {
  const sessionId = newId("ses");
  const refreshToken = newToken();
  const now = new Date();
  const session = { id: sessionId, userId, createdAt: now, revokedAt: null, lastSeenAt: now, userAgent, address };
  await tx.insert(SessionRow, made(SessionRow, session));
  await keepToken(tx, refreshToken, sessionId, holder);
  return { sessionId, refreshToken, holder };
}

async function keepToken(tx: Tx, refreshToken: string, sessionId: string, holder: Holder): Promise<void> {
  await tx.run(
    `insert into refresh_tokens (token_hash, session_id, expires_at)
     values ($1, $2, now() + make_interval(days => $3))`,
    [hashOfToken(refreshToken), sessionId, REFRESH_DAYS[holder]],
  );
}

/** What the client gets: the refresh token goes into the cookie where it asked for that, and nowhere else. */
export async function sessionAnswer(
  ctx: AppContext,
  opened: { userId: string; sessionId: string; refreshToken: string; holder: Holder },
  intoCookie: boolean,
): Promise<Session> {
  const { userId, sessionId, refreshToken, holder } = opened;
  const { accessToken, expiresAt } = await signAccessToken(ctx.services.secret, userId, sessionId);
  const milliseconds = REFRESH_DAYS[holder] * 24 * 3600 * 1000;
  if (intoCookie) ctx.transport.setCookie(refreshToken, new Date(Date.now() + milliseconds));
  return made(Session, { accessToken, expiresAt, refreshToken: intoCookie ? null : refreshToken });
}

interface TokenRow {
  sessionId: string;
  userId: string;
  isGuest: boolean;
  dead: boolean;
  used: boolean;
  replayable: boolean;
}

/**
 * Rotates a refresh token: its first use makes the successor, a second within 20 s is given the same one, a later one
 * revokes the session. Null where the token is no good.
 */
export async function rotate(tx: Tx, secret: Uint8Array, refreshToken: string, { userAgent, address }: Device) {
  const [token] = await tx.rows<TokenRow>(
    `select t.session_id, s.user_id, u.guest_until is not null as is_guest, t.used_at is not null as used,
       s.revoked_at is not null or t.expires_at <= clock_timestamp() as dead,
       t.used_at > clock_timestamp() - interval '${REPLAY_GRACE}' as replayable
     from refresh_tokens t join sessions s on s.id = t.session_id join users u on u.id = s.user_id
     where t.token_hash = $1 for update of s, t`,
    [hashOfToken(refreshToken)],
  );
  if (!token || token.dead) return null;
  const { sessionId, userId } = token;
  if (token.used && !token.replayable) {
    await revokeSession(tx, sessionId);
    return null;
  }
  const successor = successorOf(secret, refreshToken);
  const holder = token.isGuest ? "guest" : "account";
  if (!token.used) {
    await tx.run("update refresh_tokens set used_at = clock_timestamp() where token_hash = $1", [
      hashOfToken(refreshToken),
    ]);
    await keepToken(tx, successor, sessionId, holder);
    if (holder === "guest") await putOffEnd(tx, userId);
    await tx.update(SessionRow, sessionId, { lastSeenAt: () => "now()", userAgent, address });
  }
  return { sessionId, userId, refreshToken: successor, holder } as const;
}

/** A guest that is in use stays as long as its newest token; whoever was kept meanwhile stays what they are. */
async function putOffEnd(tx: Tx, userId: string): Promise<void> {
  await tx.run(
    "update users set guest_until = now() + make_interval(days => $2) where id = $1 and guest_until is not null",
    [userId, GUEST_DAYS],
  );
}

/** The tokens of whoever was a guest live no longer than those of others from now on. */
export async function shortenTokens(tx: Tx, userId: string): Promise<void> {
  await tx.run(
    `update refresh_tokens set expires_at = least(expires_at, now() + make_interval(days => $2))
     where session_id in (select id from sessions where user_id = $1)`,
    [userId, REFRESH_DAYS.account],
  );
}

/** Ends an account's sessions for good, as if there had been none: for one that goes itself. */
export async function forgetSessions(tx: Tx, userId: string): Promise<void> {
  const sessions = await tx.rows<{ id: string }>("select id from sessions where user_id = $1", [userId]);
  const ids = sessions.map(({ id }) => id);
  await tx.run("delete from refresh_tokens where session_id = any($1)", [ids]);
  await tx.run("delete from sessions where id = any($1)", [ids]);
  for (const id of ids) tx.wake(id);
}

/** Ends a session: its access tokens and sockets from this moment on. */
export async function revokeSession(tx: Tx, sessionId: string): Promise<void> {
  await tx.update(SessionRow, sessionId, { revokedAt: () => "coalesce(revoked_at, now())" });
  tx.wake(sessionId);
}

/** Ends all sessions of an account but one, or all of them; their access tokens and sockets from this moment on. Answers how many. */
export async function revokeSessions(tx: Tx, userId: string, exceptId: string | null): Promise<number> {
  const ended = await tx.rows<{ id: string }>(
    `update sessions set revoked_at = now() where user_id = $1 and revoked_at is null and id is distinct from $2
     returning id`,
    [userId, exceptId],
  );
  for (const { id } of ended) tx.wake(id);
  return ended.length;
}

/** Whether this account was signed in with such a program before, as far back as sessions are kept. */
export async function knowsDevice(reader: Reader, userId: string, { userAgent }: Device): Promise<boolean> {
  const rows = await reader.rows(
    "select from sessions where user_id = $1 and user_agent is not distinct from $2 limit 1",
    [userId, userAgent],
  );
  return rows.length > 0;
}

/** Whose session this is, ended or not; null for an unknown id. */
export async function userOfSession(reader: Reader, sessionId: string): Promise<string | null> {
  if (!isId("ses", sessionId)) return null;
  const [row] = await reader.rows<{ userId: string }>("select user_id from sessions where id = $1", [sessionId]);
  return row?.userId ?? null;
}

/** The session that a refresh token belongs to, used or not; null for an unknown token. */
export async function sessionOfToken(reader: Reader, refreshToken: string): Promise<string | null> {
  const [row] = await reader.rows<{ sessionId: string }>(
    "select session_id from refresh_tokens where token_hash = $1",
    [hashOfToken(refreshToken)],
  );
  return row?.sessionId ?? null;
}

/** Who holds this access token, and until when; a bad one, or one whose session ended, is `rejected`. */
export async function credentialsOf(
  pool: Pool,
  secret: Uint8Array,
  authorization: string | undefined,
): Promise<Credentials & { expiresAt: Date | null }> {
  if (authorization === undefined) return { viewer: null, rejected: false, expiresAt: null };
  const token = /^Bearer ([\w.-]+)$/i.exec(authorization)?.[1];
  const claims = token ? await verifyAccessToken(secret, token) : null;
  const alive = claims && (await sessionAlive(poolReader(pool), claims));
  if (!alive) return { viewer: null, rejected: true, expiresAt: null };
  return {
    viewer: sessionActor(claims.userId, claims.sessionId),
    rejected: false,
    expiresAt: claims.expiresAt,
  };
}

/** A session that was used within this time is not written anew. */
const SEEN_LATELY = "5 minutes";

/** Whether the session has not been revoked; asked at every operation, and marks now and then that it is in use. */
async function sessionAlive(
  reader: Reader,
  { sessionId, userId }: Pick<SessionActor, "sessionId" | "userId">,
): Promise<boolean> {
  const [session] = await reader.rows<{ seenLately: boolean }>(
    `select last_seen_at > now() - interval '${SEEN_LATELY}' as seen_lately from sessions
     where id = $1 and user_id = $2 and revoked_at is null`,
    [sessionId, userId],
  );
  if (!session) return false;
  if (!session.seenLately) await reader.rows("update sessions set last_seen_at = now() where id = $1", [sessionId]);
  return true;
}
