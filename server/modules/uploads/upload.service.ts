import type { RetentionRule } from "../../platform/retention.js";
import { type Tx, write } from "../../platform/write.js";
import { storageKey } from "./upload.entity.js";

const AT_ONCE = 50;

/** An hour after a form has expired nobody needs its file; a few at a time, so that nobody waits for all. */
export async function forgetOldUploads(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `delete from uploads where id in (
       select id from uploads where expires_at < now() - interval '1 hour' order by expires_at limit ${AT_ONCE}
       for update skip locked)
     returning id`,
  );
  return rows.map(({ id }) => id);
}

export const uploadRetention: RetentionRule = {
  name: "uploads",
  async forget(services, signal) {
    let forgotten = 0;
    for (let count = AT_ONCE; count === AT_ONCE && !signal.aborted; forgotten += count) {
      const ids = await write(services, forgetOldUploads);
      for (const id of ids) await services.storage.remove(storageKey(id));
      count = ids.length;
    }
    return forgotten;
  },
};
