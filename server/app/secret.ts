import { randomBytes } from "node:crypto";
import type { DataSource } from "typeorm";
import { poolOf } from "../platform/database.js";

/**
 * What tokens and upload forms are signed with: AUTH_SECRET, or one that the first process makes and that all
 * processes of this database share.
 */
export async function authSecret(dataSource: DataSource, configured: string | undefined): Promise<Uint8Array> {
  if (configured !== undefined) return new TextEncoder().encode(configured);
  const pool = poolOf(dataSource);
  await pool.query("insert into secrets (name, value) values ('auth', $1) on conflict do nothing", [randomBytes(32)]);
  const { rows } = await pool.query<{ value: Buffer }>("select value from secrets where name = 'auth'");
  return new Uint8Array(rows[0]!.value);
}
