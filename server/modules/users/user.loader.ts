import DataLoader from "dataloader";
import { entities, type Reader } from "../../platform/database.js";
import { User } from "./user.entity.js";

/** Accounts by id; null for an unknown one. Who may see which is decided by those who hold the ids. */
export function userById(reader: Reader) {
  return new DataLoader<string, User | null>(async (ids) => {
    const rows = await reader.rows<User>("select * from users where id = any($1)", [ids]);
    const byId = new Map(entities(User, rows).map((user) => [user.id, user]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
