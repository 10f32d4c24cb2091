import type { Reader } from "../../platform/reader.js";
import type { Tx } from "../../platform/write.js";
import { hashOfToken, newToken } from "./token.adapter.js";

const RESET_TOKEN_LIFE = "1 hour";

/** Makes a token by which the account's password can be replaced once; what is kept is its hash. */
export async function newResetToken(tx: Tx, userId: string): Promise<string> {
  const token = newToken();
  await tx.run("delete from password_resets where user_id = $1 and expires_at <= now()", [userId]);
  await tx.run(
    `insert into password_resets (token_hash, user_id, expires_at) values ($1, $2, now() + interval '${RESET_TOKEN_LIFE}')`,
    [hashOfToken(token), userId],
  );
  return token;
}

/** Whose password the token replaces; null for an unknown, used or expired one. */
export async function userOfResetToken(reader: Reader, token: string): Promise<string | null> {
  const [row] = await reader.rows<{ userId: string }>(
    "select user_id from password_resets where token_hash = $1 and expires_at > now()",
    [hashOfToken(token)],
  );
  return row?.userId ?? null;
}

/** Locks the account and uses the token up; null where it is no good, or no longer. */
export async function spendResetToken(tx: Tx, token: string): Promise<string | null> {
  const userId = await userOfResetToken(tx, token);
  if (userId === null) return null;
  // The account first, as by everybody who changes a password.
  await tx.run("select id from users where id = $1 for no key update", [userId]);
  const spent = await tx.rows("delete from password_resets where token_hash = $1 returning user_id", [
    hashOfToken(token),
  ]);
  return spent.length > 0 ? userId : null;
}
