import { z } from "zod";
import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import type { Job } from "../../platform/jobs/job.js";
import { poolReader } from "../../platform/reader.js";
import type { RetentionRule } from "../../platform/retention.js";
import { receiptKey } from "./files.service.js";

/** Removes the files of a receipt that was deleted, again until the storage has done so. */
export const removeReceiptFilesJob: Job<{ receiptId: string }> = {
  name: "receipts.remove-files",
  kind: "upkeep",
  attempts: 12,
  payload: z.object({ receiptId: z.string() }),
  async run({ storage }, _signal, { receiptId }) {
    await storage.remove(receiptKey(receiptId));
  },
};

const DAY_MILLISECONDS = 86_400_000;
const FOLDER = receiptKey("");
const AT_ONCE = 200;

/**
 * Files that were kept for a receipt that was never written down, or that is gone with its group: a crash between the two
 * leaves them. Younger ones may be of a receipt that is being made.
 */
export const receiptFileRetention: RetentionRule = {
  name: "files of no receipt",
  async forget(services, signal) {
    let forgotten = 0;
    for await (const ids of receiptsInStorage(services)) {
      if (signal.aborted) break;
      for (const id of await unknownOf(services, ids)) forgotten += Number(await forgetIfOld(services, id, ids));
    }
    return forgotten;
  },
};

/** The ids of receipts that the storage has files of, some at a time, each with the keys of its files. */
async function* receiptsInStorage({ storage }: Services): AsyncIterable<Map<string, string[]>> {
  let found = new Map<string, string[]>();
  for await (const key of storage.keys()) {
    if (!key.startsWith(FOLDER)) continue;
    const id = key.split("/")[1]!;
    if (!found.has(id) && found.size >= AT_ONCE) {
      yield found;
      found = new Map();
    }
    found.set(id, [...(found.get(id) ?? []), key]);
  }
  if (found.size > 0) yield found;
}

async function unknownOf({ dataSource }: Services, files: ReadonlyMap<string, unknown>): Promise<string[]> {
  const rows = await poolReader(poolOf(dataSource)).rows<{ id: string }>(
    "select id from receipts where id = any($1) and deleted_at is null",
    [[...files.keys()]],
  );
  const known = new Set(rows.map(({ id }) => id));
  return [...files.keys()].filter((id) => !known.has(id));
}

async function forgetIfOld(
  { storage }: Services,
  id: string,
  files: ReadonlyMap<string, readonly string[]>,
): Promise<boolean> {
  const heads = await Promise.all(files.get(id)!.map((key) => storage.head(key)));
  const newest = Math.max(...heads.map((head) => head?.writtenAt.getTime() ?? 0));
  if (newest > Date.now() - DAY_MILLISECONDS) return false;
  await storage.remove(receiptKey(id));
  return true;
}
