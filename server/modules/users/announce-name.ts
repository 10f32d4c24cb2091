import type { Tx } from "../../platform/write.js";
import { userRenamed } from "./user-renamed.js";

/** To be called once the account is locked. The name shows everywhere from the commit on; whoever keeps logs is told by a job. */
export async function announceName(tx: Tx, userId: string, before: string): Promise<void> {
  await tx.run(
    "update users set renamed_from = coalesce(renamed_from, $2), renamed_at = clock_timestamp() where id = $1",
    [userId, before],
  );
  await tx.enqueue(userRenamed, { userId }, { key: userId });
}
