import type { Tx } from "../../platform/write.js";

/** Forgets what an account was told, how, and where. */
export async function forgetPerson(tx: Tx, userId: string): Promise<void> {
  // Followers lock this row first, and then write the others.
  await tx.run("select from notification_people where user_id = $1 for update", [userId]);
  // Deliveries go with their notifications.
  for (const table of ["notifications", "devices", "group_mutes", "notification_preferences"]) {
    await tx.run(`delete from ${table} where user_id = $1`, [userId]);
  }
  await tx.run("delete from nudges where sender_id = $1", [userId]);
  await tx.run("delete from code_messages where user_id = $1", [userId]);
  await tx.run("delete from notification_people where user_id = $1", [userId]);
}
