import { z } from "zod";
import { isId } from "../../kernel/ids.js";
import type { Services } from "../../platform/context.js";
import type { Job } from "../../platform/jobs/job.js";
import type { InvalidFields } from "../../platform/schema/refusals.js";
import type { Tx } from "../../platform/write.js";
import { filesOfNobody } from "../uploads/files-of-nobody.service.js";
import { keepFile } from "../uploads/kept-file.js";
import { FILE_SENTENCES, lookedInto } from "../uploads/looked-into.service.js";
import { useUpload } from "../uploads/upload.service.js";
import { AVATAR_FILE, avatarFolder } from "./avatar.js";

const PATH = ["avatarUploadId"];

/**
 * Keeps a small image of somebody's own file, made anew of its pixels, without what a camera writes beside them; answers
 * its key. What is wrong with the file goes into `invalid`, and null comes back.
 */
export async function keepAvatar(
  services: Services,
  userId: string,
  uploadId: string,
  invalid: InvalidFields,
): Promise<string | null> {
  const wanted = { id: uploadId, userId, purpose: AVATAR_FILE.name };
  const upload = isId("upl", uploadId) ? await useUpload(services, wanted) : null;
  if (!upload) {
    invalid.add(PATH, "NOT_ALLOWED", "This is no picture that you have sent.");
    return null;
  }
  const looked = await lookedInto(services, upload);
  if (looked === null) {
    invalid.add(PATH, "REQUIRED", "The file has not arrived yet.");
    return null;
  }
  const { prepared } = looked;
  if ("problem" in prepared || prepared.kind !== "IMAGE") {
    const isOther = !("problem" in prepared) || prepared.problem === "OTHER_KIND";
    invalid.add(PATH, "MALFORMED", isOther ? `A picture is ${AVATAR_FILE.kind}.` : FILE_SENTENCES[prepared.problem]);
    return null;
  }
  return keepFile(services.storage, avatarFolder(uploadId), prepared.pages[0]!.thumbnail);
}

/** The picture that an account had goes once this is written, again until the storage has let go of it. */
export async function dropAvatar(tx: Tx, key: string | null): Promise<void> {
  if (key !== null) await tx.enqueue(removeAvatarJob, { uploadId: key.split("/")[1]! });
}

/** The picture of an account that ends goes with it. */
export async function forgetAvatarOf(tx: Tx, userId: string): Promise<void> {
  const [user] = await tx.rows<{ avatarKey: string | null }>("select avatar_key from users where id = $1", [userId]);
  await dropAvatar(tx, user!.avatarKey);
}

export const removeAvatarJob: Job<{ uploadId: string }> = {
  name: "profile.remove-picture",
  kind: "upkeep",
  attempts: 12,
  payload: z.object({ uploadId: z.string() }),
  async run({ storage }, _signal, { uploadId }) {
    await storage.remove(avatarFolder(uploadId));
  },
};

export const avatarFileRetention = filesOfNobody({
  name: "pictures of nobody",
  folder: avatarFolder(""),
  async known(reader, ids) {
    const rows = await reader.rows<{ id: string }>(
      "select split_part(avatar_key, '/', 2) as id from users where split_part(avatar_key, '/', 2) = any($1)",
      [ids],
    );
    return rows.map(({ id }) => id);
  },
});
