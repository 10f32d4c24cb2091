import type { AppContext } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import { entities, poolReader, type Reader } from "../../platform/reader.js";
import type { Tx } from "../../platform/write.js";
import { User } from "../users/user.entity.js";
import { USER_COLUMNS } from "../users/user.loader.js";

/** An account, and what its password is compared with. */
export interface AccountWithPassword {
  readonly user: User;
  readonly passwordHash: string;
}

/** The account that signs in with this address; null where there is none. */
export async function accountOf(ctx: AppContext, email: string): Promise<AccountWithPassword | null> {
  const reader = poolReader(poolOf(ctx.services.reserved));
  const [row] = await reader.rows<User & { passwordHash: string }>(
    `select ${USER_COLUMNS}, u.password_hash from users u where u.email = $1`,
    [email],
  );
  if (!row) return null;
  const { passwordHash, ...account } = row;
  return { user: entities(User, [account])[0]!, passwordHash };
}

/** What this account's password is compared with; null for a guest, who has none. */
export async function passwordHashOf(reader: Reader, userId: string): Promise<string | null> {
  const [row] = await reader.rows<{ passwordHash: string | null }>("select password_hash from users where id = $1", [
    userId,
  ]);
  return row!.passwordHash;
}

/** Locks the account, and says whether its password is still the one that was compared. */
export async function lockPassword(tx: Tx, userId: string, passwordHash: string): Promise<boolean> {
  const rows = await tx.rows("select id from users where id = $1 and password_hash = $2 for no key update", [
    userId,
    passwordHash,
  ]);
  return rows.length > 0;
}

/**
 * A new password, and the end of every way to choose another one by a mail. Sessions are ended by the caller, who
 * knows which may stay.
 */
export async function setPassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await tx.run("update users set password_hash = $2 where id = $1", [userId, passwordHash]);
  await tx.run("delete from password_resets where user_id = $1", [userId]);
}

/** Gives a guest what one signs in with, and with that an account that stays. */
export async function giveCredentials(tx: Tx, userId: string, email: string, passwordHash: string): Promise<void> {
  await tx.run("update users set email = $2, password_hash = $3, guest_until = null where id = $1", [
    userId,
    email,
    passwordHash,
  ]);
}
