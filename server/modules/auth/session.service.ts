import type { Pool } from "pg";
import { newId } from "../../kernel/ids.js";
import type { AppContext, Credentials, Viewer } from "../../platform/context.js";
import { poolReader, type Reader } from "../../platform/database.js";
import type { Tx } from "../../platform/write.js";
import { Session } from "./session.entity.js";
import { hashOfToken, newRefreshToken, signAccessToken, successorOf, verifyAccessToken } from "./token.adapter.js";

const REFRESH_TOKEN_LIFE = "7 days";
/** A client that lost the answer may ask again this long; later, the second use is theft. */
const REPLAY_GRACE = "20 seconds";

/** Opens a session and answers its first refresh token. */
export async function openSession(tx: Tx, userId: string): Promise<{ sessionId: string; refreshToken: string }> {
  const sessionId = newId("ses");
  const refreshToken = newRefreshToken();
  await tx.run("insert into sessions (id, user_id) values ($1, $2)", [sessionId, userId]);
  await keepToken(tx, refreshToken, sessionId);
  return { sessionId, refreshToken };
}

async function keepToken(tx: Tx, refreshToken: string, sessionId: string): Promise<void> {
  await tx.run(
    `insert into refresh_tokens (token_hash, session_id, expires_at)
     values ($1, $2, now() + interval '${REFRESH_TOKEN_LIFE}')`,
    [hashOfToken(refreshToken), sessionId],
  );
}

/** What the client gets: the refresh token goes into the cookie where it asked for that, and nowhere else. */
export async function sessionAnswer(
  ctx: AppContext,
  opened: { userId: string; sessionId: string; refreshToken: string },
  intoCookie: boolean,
): Promise<Session> {
  const { userId, sessionId, refreshToken } = opened;
  const { accessToken, expiresAt } = await signAccessToken(ctx.services.secret, userId, sessionId);
  if (intoCookie) ctx.transport.setCookie(refreshToken, new Date(Date.now() + 7 * 24 * 3600 * 1000));
  return Object.assign(new Session(), { accessToken, expiresAt, refreshToken: intoCookie ? null : refreshToken });
}

interface TokenRow {
  sessionId: string;
  userId: string;
  dead: boolean;
  used: boolean;
  replayable: boolean;
}

/**
 * Rotates a refresh token: its first use makes the successor, a second within 20 s is given the same one, a later one
 * revokes the session. Null where the token is no good.
 */
export async function rotate(tx: Tx, secret: Uint8Array, refreshToken: string) {
  const [token] = await tx.rows<TokenRow>(
    `select t.session_id, s.user_id, t.used_at is not null as used,
       s.revoked_at is not null or t.expires_at <= clock_timestamp() as dead,
       t.used_at > clock_timestamp() - interval '${REPLAY_GRACE}' as replayable
     from refresh_tokens t join sessions s on s.id = t.session_id
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
  if (!token.used) {
    await tx.run("update refresh_tokens set used_at = clock_timestamp() where token_hash = $1", [
      hashOfToken(refreshToken),
    ]);
    await keepToken(tx, successor, sessionId);
  }
  return { sessionId, userId, refreshToken: successor };
}

/** Ends a session: its access tokens and sockets from this moment on. */
export async function revokeSession(tx: Tx, sessionId: string): Promise<void> {
  await tx.run("update sessions set revoked_at = coalesce(revoked_at, now()) where id = $1", [sessionId]);
  tx.wake(sessionId);
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
    viewer: { userId: claims.userId, sessionId: claims.sessionId },
    rejected: false,
    expiresAt: claims.expiresAt,
  };
}

/** Whether the session has not been revoked; asked at every operation and every event. */
export async function sessionAlive(reader: Reader, viewer: Viewer): Promise<boolean> {
  const rows = await reader.rows("select id from sessions where id = $1 and user_id = $2 and revoked_at is null", [
    viewer.sessionId,
    viewer.userId,
  ]);
  return rows.length > 0;
}
