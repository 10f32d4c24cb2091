import type { Services } from "../../platform/context.js";
import type { RetentionRule } from "../../platform/retention.js";
import { type Tx, write } from "../../platform/write.js";
import { filesOfNobody } from "../uploads/files-of-nobody.service.js";
import { removeReportFilesJob } from "./make-report.job.js";
import { reportFolder } from "./making.js";

const AT_ONCE = 200;

/** Its job is tried for less than a day: one that has not been made until then never will be. */
const GIVE_UP = `update reports set state = 'FAILED', problem = 'FAILED'
  where state in ('QUEUED', 'RUNNING') and created_at < now() - interval '1 day' returning id`;

/** Reports go with their files once they have expired; what was tried in vain is said to have failed. */
export const reportRetention: RetentionRule = {
  name: "reports",
  async forget(services: Services, signal) {
    let forgotten = 0;
    await write(services, async (tx) => {
      for (const { id } of await tx.rows<{ id: string }>(GIVE_UP)) tx.wake(id);
    });
    for (let count = AT_ONCE; count === AT_ONCE && !signal.aborted; forgotten += count) {
      count = await write(services, (tx) =>
        forgetReports(tx, `id in (select id from reports where expires_at < now() limit ${AT_ONCE})`, []),
      );
    }
    return forgotten;
  },
};

export const reportFileRetention = filesOfNobody({
  name: "files of no report",
  folder: reportFolder(""),
  async known(reader, ids) {
    const rows = await reader.rows<{ id: string }>("select id from reports where id = any($1)", [ids]);
    return rows.map(({ id }) => id);
  },
});

/** What an account that ends had made for it, and what would have come by itself. */
export async function forgetReportsOf(tx: Tx, userId: string): Promise<void> {
  await forgetReports(tx, "user_id = $1", [userId]);
  await tx.run("delete from report_schedules where user_id = $1", [userId]);
}

async function forgetReports(tx: Tx, condition: string, values: readonly unknown[]): Promise<number> {
  const rows = await tx.rows<{ id: string; fileKey: string | null }>(
    `delete from reports where ${condition} returning id, file_key`,
    values,
  );
  const keys = rows.flatMap(({ fileKey }) => fileKey ?? []);
  if (keys.length > 0) await tx.enqueue(removeReportFilesJob, { keys });
  return rows.length;
}
