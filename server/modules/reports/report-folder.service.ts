import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { holderOf, lockFolder } from "../../platform/folder-lock.js";
import type { RetentionRule } from "../../platform/retention.js";

/** Others keep folders there too, and may call theirs reports. */
const PREFIX = "expense-tracker-report-";
/** Nobody who still writes is silent for so long: what is younger may be of a process that this one does not see. */
const SILENT_MILLISECONDS = 3_600_000;

/** Gives `work` a folder of its own to write in, which is gone once it is done. */
export async function inReportFolder<Answer>(
  work: (folder: string) => Promise<Answer>,
  root = tmpdir(),
): Promise<Answer> {
  const folder = await mkdtemp(path.join(root, PREFIX));
  try {
    // Says whose it is, so that what a process leaves that is killed can be told from what one is writing.
    lockFolder(folder);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes the folders that no living process writes in; answers how many. */
export async function removeLeftFolders(root = tmpdir(), before = Date.now() - SILENT_MILLISECONDS): Promise<number> {
  let removed = 0;
  for (const name of await readdir(root).catch(() => [])) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = path.join(root, name);
    if (holderOf(folder) !== undefined || (await lastWritten(folder)) > before) continue;
    const isGone = await rm(folder, { recursive: true, force: true }).then(
      () => true,
      // Another account's: it is theirs to remove.
      () => false,
    );
    removed += Number(isGone);
  }
  return removed;
}

async function lastWritten(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const stats = await Promise.all([".", ...names].map((name) => stat(path.join(folder, name)).catch(() => null)));
  return Math.max(0, ...stats.map((each) => each?.mtimeMs ?? 0));
}

export const leftFolderRetention: RetentionRule = {
  name: "folders of reports that were never finished",
  forget: () => removeLeftFolders(),
};
