import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import type { AppContext } from "../../../platform/context.js";
import type { FilePurpose } from "../../../platform/file-purpose.js";
import { made } from "../../../platform/made.js";
import { InvalidFields, InvalidInputError, invalidField, resultOf } from "../../../platform/schema/refusals.js";
import { textFrom } from "../../../platform/schema/texts.js";
import type { Tx } from "../../../platform/write.js";
import { UPLOAD_LIMITS } from "../limits.js";
import { mediaType } from "../media-type.js";
import { StoredUpload, storageKey, Upload, UploadPurpose } from "../upload.entity.js";
import { forgetOldUploads } from "../upload.service.js";

@InputType({ description: "Announces a file." })
export class UploadStartInput {
  @Field(() => UploadPurpose, { description: "What it is for." })
  purpose!: string;

  @Field({ description: "As it is called where it comes from; 1 to 255 characters." })
  fileName!: string;

  @Field({ description: 'Its media type, such as "text/csv".' })
  contentType!: string;

  @Field(() => Int, { description: "Bytes; what it is for says how many at most." })
  size!: number;
}

@ObjectType({ description: "The file can be sent." })
export class UploadStartPayload {
  @Field(() => Upload, { description: "Where and how to send it." })
  readonly upload: Upload;

  constructor(upload: Upload) {
    this.upload = upload;
  }
}

const UploadStartResult = resultOf("UploadStartResult", UploadStartPayload, InvalidInputError);

const FILE_NAME_MAX = 255;
/** What one person's files may take until they are claimed, so that nobody fills the disk. */
const KEPT_BYTES_MAX = 200 * 1024 * 1024;

@Resolver()
export class UploadStartResolver {
  @Mutation(() => UploadStartResult, {
    description: "Asks for a place to send a file to. Nothing is known of the file yet.",
  })
  async uploadStart(
    @Arg("input", { description: "The file." }) input: UploadStartInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof UploadStartResult> {
    const { storage, rateLimits, purposes, settings } = ctx.services;
    const { userId } = ctx.viewer;
    await rateLimits.take(UPLOAD_LIMITS.UPLOADS, userId);
    const purpose = purposes.get(input.purpose)!;
    const upload = uploadFrom(input, purpose, purpose.maxSize(settings), userId);
    const form = await storage.postForm({
      key: storageKey(upload.id),
      contentType: upload.contentType,
      maxSize: upload.size,
      expiresAt: upload.expiresAt,
    });
    await ctx.write(async (tx) => {
      await forgetOldUploads(tx);
      await requireRoom(tx, upload);
      await tx.insert(StoredUpload, upload);
    });
    return new UploadStartPayload(new Upload(upload, form));
  }
}

function uploadFrom(input: UploadStartInput, purpose: FilePurpose, maxSize: number, userId: string): StoredUpload {
  const { called, contentTypes, kind, lifetimeMilliseconds } = purpose;
  const invalid = new InvalidFields();
  const fileName = textFrom(input.fileName, { min: 1, max: FILE_NAME_MAX }, invalid, ["fileName"]);
  if (!contentTypes.has(mediaType(input.contentType))) {
    invalid.add(["contentType"], "NOT_ALLOWED", `${called} is ${kind}.`);
  }
  if (input.size < 1 || input.size > maxSize) {
    invalid.add(["size"], "OUT_OF_RANGE", `${called} has 1 to ${maxSize} bytes.`);
  }
  invalid.refuse();
  const now = Date.now();
  return made(StoredUpload, {
    id: newId("upl"),
    userId,
    purpose: purpose.name,
    fileName,
    contentType: mediaType(input.contentType),
    size: input.size,
    createdAt: new Date(now),
    expiresAt: new Date(now + lifetimeMilliseconds),
    usedAt: null,
    keptAs: null,
    claimedBy: null,
  });
}

async function requireRoom(tx: Tx, { userId, size }: StoredUpload): Promise<void> {
  const [kept] = await tx.rows<{ bytes: bigint }>(
    "select coalesce(sum(size), 0)::bigint as bytes from uploads where user_id = $1 and claimed_by is null",
    [userId],
  );
  if (kept!.bytes + BigInt(size) <= BigInt(KEPT_BYTES_MAX)) return;
  throw invalidField(
    ["size"],
    "OUT_OF_RANGE",
    "You have sent so many files that these must be forgotten first; try again later.",
  );
}
