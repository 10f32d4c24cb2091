import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Storage } from "../../platform/storage.js";

const FRESH_MILLISECONDS = 3_600_000;

/** Keeps bytes in a folder of the storage, under a key that is made of them: whoever comes a second time finds them there. */
export async function keepFile(storage: Storage, folder: string, bytes: Buffer): Promise<string> {
  const digest = createHash("sha256").update(bytes).digest("hex");
  // Storages know files that stay as they are by a last part in the form of an UUID.
  const key = `${folder}/${digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5")}`;
  const head = await storage.head(key);
  // What was kept long ago for a request that failed may be thrown away at this moment.
  if (head === null || head.writtenAt.getTime() < Date.now() - FRESH_MILLISECONDS) {
    await storage.put(key, Readable.from([bytes]), bytes.length);
  }
  return key;
}
