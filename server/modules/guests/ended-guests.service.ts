import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import { poolReader } from "../../platform/reader.js";
import type { RetentionRule } from "../../platform/retention.js";
import { type Tx, write } from "../../platform/write.js";
import { lockGroupsOf } from "../groups/account-end.service.js";

const AT_ONCE = 100;

/** Guests whom nobody was for so long: each goes in a write of their own, and one that cannot go holds up no other. */
export const endedGuests: RetentionRule = {
  name: "guests",
  async forget(services, signal) {
    let forgotten = 0;
    for (let after: string | null = ""; after !== null && !signal.aborted; ) {
      const ids = await endedAfter(services, after);
      for (const id of ids) if (await forgetGuest(services, id)) forgotten += 1;
      after = ids.length < AT_ONCE ? null : ids.at(-1)!;
    }
    return forgotten;
  },
};

async function endedAfter({ dataSource }: Services, after: string): Promise<string[]> {
  const guests = await poolReader(poolOf(dataSource)).rows<{ id: string }>(
    "select id from users where guest_until < now() and id > $1 order by id limit $2",
    [after, AT_ONCE],
  );
  return guests.map(({ id }) => id);
}

async function forgetGuest(services: Services, userId: string): Promise<boolean> {
  try {
    return await write(services, (tx) => endGuest(tx, userId, services.accountEnds), "bulk");
  } catch (error) {
    services.log.error({ err: error, userId }, "a guest could not go; it is tried again tomorrow");
    return false;
  }
}

async function endGuest(tx: Tx, userId: string, accountEnds: Services["accountEnds"]): Promise<boolean> {
  const groupIds = await lockGroupsOf(tx, userId);
  const ended = await tx.rows("select from users where id = $1 and guest_until < now() for update", [userId]);
  if (ended.length === 0) return false;
  // Whoever was brought into one more group meanwhile goes the next time, when that is locked too.
  const unlocked = await tx.rows("select from members where user_id = $1 and group_id <> all($2) limit 1", [
    userId,
    groupIds,
  ]);
  if (unlocked.length > 0) return false;
  for (const endAccount of accountEnds) await endAccount(tx, userId);
  return true;
}
