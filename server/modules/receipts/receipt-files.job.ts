import { z } from "zod";
import type { Job } from "../../platform/jobs/job.js";
import { filesOfNobody } from "../uploads/files-of-nobody.service.js";
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

export const receiptFileRetention = filesOfNobody({
  name: "files of no receipt",
  folder: receiptKey(""),
  async known(reader, ids) {
    const rows = await reader.rows<{ id: string }>(
      "select id from receipts where id = any($1) and deleted_at is null",
      [ids],
    );
    return rows.map(({ id }) => id);
  },
});
