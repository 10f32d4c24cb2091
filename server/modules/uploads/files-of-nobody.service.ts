import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import { poolReader, type Reader } from "../../platform/reader.js";
import type { RetentionRule } from "../../platform/retention.js";

const DAY_MILLISECONDS = 86_400_000;
const AT_ONCE = 200;

/** Things of one kind that have files: each has a folder of its id in `folder`, whose name ends with a stroke. */
interface ThingsWithFiles {
  readonly name: string;
  readonly folder: string;
  /** Those of these ids that have a row which speaks of their files. */
  known(reader: Reader, ids: readonly string[]): Promise<readonly string[]>;
}

/**
 * Forgets files that were kept for a thing that was never written down, or that is gone without a job for its files: a
 * crash between the two leaves them. Younger ones may be of a thing that is being made.
 */
export function filesOfNobody(things: ThingsWithFiles): RetentionRule {
  return {
    name: things.name,
    async forget(services, signal) {
      const reader = poolReader(poolOf(services.dataSource));
      let forgotten = 0;
      for await (const files of inStorage(services, things.folder)) {
        if (signal.aborted) break;
        const known = new Set(await things.known(reader, [...files.keys()]));
        for (const [id, keys] of files) {
          if (!known.has(id)) forgotten += Number(await forgetIfOld(services, things.folder + id, keys));
        }
      }
      return forgotten;
    },
  };
}

/** The ids of things that the storage has files of, some at a time, each with the keys of its files. */
async function* inStorage({ storage }: Services, folder: string): AsyncIterable<Map<string, string[]>> {
  let found = new Map<string, string[]>();
  for await (const key of storage.keys()) {
    if (!key.startsWith(folder)) continue;
    const id = key.split("/")[1]!;
    if (!found.has(id) && found.size >= AT_ONCE) {
      yield found;
      found = new Map();
    }
    found.set(id, [...(found.get(id) ?? []), key]);
  }
  if (found.size > 0) yield found;
}

async function forgetIfOld({ storage }: Services, folder: string, keys: readonly string[]): Promise<boolean> {
  const heads = await Promise.all(keys.map((key) => storage.head(key)));
  const newest = Math.max(...heads.map((head) => head?.writtenAt.getTime() ?? 0));
  if (newest > Date.now() - DAY_MILLISECONDS) return false;
  await storage.remove(folder);
  return true;
}
