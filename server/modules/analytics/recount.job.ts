import { poolOf } from "../../platform/database.js";
import type { Job } from "../../platform/jobs/job.js";
import { poolReader } from "../../platform/reader.js";
import { type Tx, write } from "../../platform/write.js";
import { lockRows } from "../groups/group.access.js";
import { GROUP_SPENDING, MEMBER_SPENDING } from "./spending-counted.js";

/**
 * Counts anew what was written by somebody who keeps no sums: the release before, while this one is rolled out, or a hand
 * in the database. The database itself notes the groups; each is counted in a write of its own.
 */
export const recountSpendingJob: Job = {
  name: "spending.recount",
  kind: "upkeep",
  schedule: "*/10 * * * *",
  attempts: 5,
  async run(services, signal) {
    const stale = await poolReader(poolOf(services.dataSource)).rows<{ groupId: string }>(
      "select group_id from stale_spending order by group_id",
    );
    for (const { groupId } of stale) {
      if (signal.aborted) return;
      await write(services, (tx) => recountSpending(tx, groupId), "bulk");
    }
  },
};

async function recountSpending(tx: Tx, groupId: string): Promise<void> {
  await lockRows(tx, [groupId]);
  // First: it waits for whoever has noted the group and has not committed yet, and what is counted behind it has their work.
  await tx.run("delete from stale_spending where group_id = $1", [groupId]);
  await tx.run("delete from group_spending where group_id = $1", [groupId]);
  await tx.run("delete from member_spending where group_id = $1", [groupId]);
  await tx.run(
    `insert into group_spending (group_id, grain, day, currency, category_id, spent, income, count, net_count)
     ${GROUP_SPENDING}`,
    [groupId],
  );
  await tx.run(
    `insert into member_spending (group_id, member_id, grain, day, currency, category_id, borne, paid, income, count)
     ${MEMBER_SPENDING}`,
    [groupId],
  );
}
