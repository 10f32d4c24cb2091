import { createHash, createHmac, randomBytes } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";

const ISSUER = "expense-tracker";
const ALGORITHM = "HS256";
/** RFC 9068: an access token says what it is, so that no other token passes for one. */
const TYPE = "at+jwt";

export const ACCESS_TOKEN_SECONDS = 3600;

export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

export async function signAccessToken(secret: Uint8Array, userId: string, sessionId: string) {
  const expiresAt = new Date((Math.floor(Date.now() / 1000) + ACCESS_TOKEN_SECONDS) * 1000);
  const accessToken = await new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setSubject(userId)
    .setIssuer(ISSUER)
    .setAudience(ISSUER)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(secret);
  return { accessToken, expiresAt };
}

/** What a good token claims; null for every other text. Whether its session still lives is not asked here. */
export async function verifyAccessToken(secret: Uint8Array, token: string): Promise<AccessClaims | null> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: ISSUER,
      audience: ISSUER,
      requiredClaims: ["sub", "sid", "exp"],
    });
    if (typeof payload.sid !== "string") return null;
    return { userId: payload.sub!, sessionId: payload.sid, expiresAt: new Date(payload.exp! * 1000) };
  } catch {
    return null;
  }
}

/** A secret of 256 random bits, to be kept as its hash alone. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * The one successor of a refresh token: derived, not stored, so that a client that lost the answer can be given the
 * same again although only hashes are kept (RFC 9700, section 4.14.2, with a grace time).
 */
export function successorOf(secret: Uint8Array, refreshToken: string): string {
  return createHmac("sha256", secret).update(`refresh-token:${refreshToken}`).digest("base64url");
}

/** What is kept of a token: its bits are random, so a fast hash is as good as a slow one. */
export function hashOfToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
