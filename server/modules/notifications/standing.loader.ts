import type { Pool } from "pg";

/** For how many seconds the oldest delivery that is due has waited; 0 where none is. */
export async function standingSeconds(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ seconds: number }>(
    `select coalesce(extract(epoch from now() - min(due_at)), 0)::float8 as seconds from deliveries
     where state = 'WAITING' and due_at < now()`,
  );
  return rows[0]!.seconds;
}
