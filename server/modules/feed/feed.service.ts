import type { Tx } from "../../platform/write.js";

/** Forgets the feed of an account that ends, and when it was where. */
export async function forgetFeed(tx: Tx, userId: string): Promise<void> {
  await tx.run("delete from stays where user_id = $1", [userId]);
  await tx.run("delete from feed_entries where user_id = $1", [userId]);
  await tx.run("delete from feeds where user_id = $1", [userId]);
}
