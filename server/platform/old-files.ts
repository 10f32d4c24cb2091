import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

/** Removes the files below a folder that were last written before that moment, or those whose names end so; answers how many. */
export async function removeFiles(folder: string, before: Date, ending = ""): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let removed = 0;
  for (const { parentPath, name } of entries.filter((entry) => entry.isFile() && entry.name.endsWith(ending))) {
    const file = path.join(parentPath, name);
    const written = await stat(file).catch(() => null);
    if (written === null || written.mtime >= before) continue;
    await rm(file, { force: true });
    removed += 1;
  }
  return removed;
}
