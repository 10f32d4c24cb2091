import { z } from "zod";
import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import type { Job } from "../../platform/jobs/job.js";
import { entities, poolReader } from "../../platform/reader.js";
import type { RetentionRule } from "../../platform/retention.js";
import { type Tx, write } from "../../platform/write.js";
import { StoredUpload, storageKey } from "./upload.entity.js";

const AT_ONCE = 50;

/** Which upload of whom, and what for. */
interface UploadOfPerson {
  readonly id: string;
  readonly userId: string;
  readonly purpose: string;
}

/**
 * A person's own upload for this purpose, or null. Its bytes are under `keptAs` and stay as they are, whatever is sent
 * later; where that is null nothing has arrived. Copies the file, so it stands in front of whatever is written.
 */
export async function useUpload(services: Services, upload: UploadOfPerson): Promise<StoredUpload | null> {
  const known = await poolReader(poolOf(services.dataSource)).rows(OWN_UPLOAD, ownUpload(upload));
  const [stored] = entities(StoredUpload, known);
  if (!stored || stored.keptAs !== null) return stored ?? null;
  const keptAs = await services.storage.settled(storageKey(stored.id));
  if (keptAs === null) return stored;
  // Whoever writes it down first is right for all: another copy goes with the file.
  const rows = await write(services, (tx) => tx.rows(PIN_UPLOAD, [...ownUpload(upload), keptAs]));
  return entities(StoredUpload, rows)[0] ?? null;
}

const OWN_UPLOAD = "select * from uploads where id = $1 and user_id = $2 and purpose = $3";
const PIN_UPLOAD = `update uploads set used_at = coalesce(used_at, now()), kept_as = coalesce(kept_as, $4)
  where id = $1 and user_id = $2 and purpose = $3 returning *`;

function ownUpload({ id, userId, purpose }: UploadOfPerson): string[] {
  return [id, userId, purpose];
}

/**
 * Has a person's own upload belong to something from now on, which the file outlives its form with; null where there is
 * no such upload, `useUpload` has not found that it has arrived, or it belongs to something else already.
 */
export async function claimUpload(tx: Tx, upload: UploadOfPerson, claimedBy: string): Promise<StoredUpload | null> {
  const rows = await tx.rows(
    `update uploads set claimed_by = $4
     where id = $1 and user_id = $2 and purpose = $3 and kept_as is not null and coalesce(claimed_by, $4) = $4
     returning *`,
    [...ownUpload(upload), claimedBy],
  );
  return entities(StoredUpload, rows)[0] ?? null;
}

/**
 * Forgets a person's own uploads, of which whoever used them has made what they need; false where one of them is gone,
 * because somebody else was faster.
 */
export async function dropUploads(tx: Tx, userId: string, ids: readonly string[]): Promise<boolean> {
  const dropped = await tx.rows<{ id: string }>(
    "delete from uploads where user_id = $1 and id = any($2) returning id",
    [userId, ids],
  );
  await removeFilesOf(tx, dropped);
  return dropped.length === ids.length;
}

/** Lets go of every file that belongs to something: they are forgotten as those that nobody claimed. */
export async function releaseUploads(tx: Tx, claimedBy: string): Promise<void> {
  await tx.run("update uploads set claimed_by = null where claimed_by = $1", [claimedBy]);
}

/**
 * An hour after a form has expired nobody needs its unclaimed file; a few at a time, so that nobody waits for all. Answers
 * how many there were.
 */
export async function forgetOldUploads(tx: Tx): Promise<number> {
  const rows = await tx.rows<{ id: string }>(
    `delete from uploads where id in (
       select id from uploads where claimed_by is null and expires_at < now() - interval '1 hour'
       order by expires_at limit ${AT_ONCE} for update skip locked)
     returning id`,
  );
  await removeFilesOf(tx, rows);
  return rows.length;
}

/** Once that is certain, and again until the storage has done so: nothing else knows of the files any more. */
async function removeFilesOf(tx: Tx, uploads: readonly { readonly id: string }[]): Promise<void> {
  if (uploads.length > 0) await tx.enqueue(removeFilesJob, { uploadIds: uploads.map(({ id }) => id) });
}

export const uploadRetention: RetentionRule = {
  name: "uploads",
  async forget(services, signal) {
    let forgotten = 0;
    for (let count = AT_ONCE; count === AT_ONCE && !signal.aborted; forgotten += count) {
      count = await write(services, forgetOldUploads);
    }
    return forgotten;
  },
};

/** Forgets the files of an account that ends. */
export async function forgetUploadsOf(tx: Tx, userId: string): Promise<void> {
  await removeFilesOf(
    tx,
    await tx.rows<{ id: string }>("delete from uploads where user_id = $1 returning id", [userId]),
  );
}

export const removeFilesJob: Job<{ uploadIds: string[] }> = {
  name: "uploads.remove-files",
  kind: "upkeep",
  attempts: 12,
  payload: z.object({ uploadIds: z.array(z.string()) }),
  async run({ storage }, _signal, { uploadIds }) {
    for (const id of uploadIds) await storage.remove(storageKey(id));
  },
};
