import DataLoader from "dataloader";
import { entities, type Reader } from "../../platform/reader.js";
import { User } from "./user.entity.js";

/** What an account is to everybody: what it signs in with is read by the auth module alone. */
export const USER_COLUMNS = `u.id, u.name, u.email, u.preferred_currency, u.locale, u.time_zone, u.created_at,
  u.guest_until, u.shows_presence, u.avatar_key, u.occupation, u.country`;

/** Accounts by id; null for an unknown one. Who may see which is decided by those who hold the ids. */
export function userById(reader: Reader) {
  return new DataLoader<string, User | null>(async (ids) => {
    const rows = await reader.rows(`select ${USER_COLUMNS} from users u where u.id = any($1)`, [ids]);
    const byId = new Map(entities(User, rows).map((user) => [user.id, user]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** The viewer's own account. */
export async function userOf(reader: Reader, { userId }: { readonly userId: string }): Promise<User> {
  const rows = await reader.rows(`select ${USER_COLUMNS} from users u where u.id = $1`, [userId]);
  return entities(User, rows)[0]!;
}

/** Whether this account has no address: by a guest nobody outside is written to. */
export async function isGuest(reader: Reader, { userId }: { readonly userId: string }): Promise<boolean> {
  const rows = await reader.rows("select from users where id = $1 and guest_until is not null", [userId]);
  return rows.length > 0;
}
