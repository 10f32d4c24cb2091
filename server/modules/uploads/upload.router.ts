import type { Readable } from "node:stream";
import busboy, { type Busboy, type FileInfo } from "busboy";
import { type Request, type Response, Router } from "express";
import type { Services } from "../../platform/context.js";
import { poolOf } from "../../platform/database.js";
import type { FilePurpose } from "../../platform/file-purpose.js";
import { poolReader, type Reader } from "../../platform/reader.js";
import { FileTooLarge, type PostPolicy, type ServedHere } from "../../platform/storage.js";
import { type Tx, write } from "../../platform/write.js";
import { mediaType } from "./media-type.js";
import { storageKey } from "./upload.entity.js";

/** What the form's own fields may take, beside the file. */
const FIELDS_MAX = 10;
const FIELD_BYTES_MAX = 4096;
const OVERHEAD_BYTES_MAX = 64 * 1024;
/** After a refusal so much more is read and dropped, because a sender who is cut off never sees the answer. */
const DROPPED_BYTES_MAX = 32 * 1024 * 1024;

/** Why a file is not taken, with the status that says so. */
class PostRefusal extends Error {
  constructor(
    readonly status: 400 | 403 | 413,
    message: string,
  ) {
    super(message);
  }
}

/** What files are taken with: who keeps them, who knows what was announced, and what they may be for. */
interface Taking {
  readonly storage: ServedHere;
  readonly services: Services;
  readonly purposes: ReadonlyMap<string, FilePurpose>;
}

/** Takes files for a storage that is served here; an S3 server takes them itself. */
export function uploadRouter(services: Services): Router {
  const router = Router();
  const storage = services.storage.atHome;
  if (!storage) return router;
  const taking = { storage, services, purposes: services.purposes };
  router.post("/", async (request, response) => {
    try {
      await receive(request, taking);
      response.status(204).end();
    } catch (error) {
      if (!(error instanceof PostRefusal)) services.log.error({ err: error }, "a file was not taken");
      refuse(request, response, error instanceof PostRefusal ? error : null);
    }
  });
  return router;
}

function refuse(request: Request, response: Response, refusal: PostRefusal | null): void {
  if (response.headersSent || response.destroyed) return;
  const message = refusal?.message ?? "Something went wrong here; try again.";
  response.status(refusal?.status ?? 500).json({ errors: [{ message }] });
  let dropped = 0;
  request.on("data", (chunk: Buffer) => {
    dropped += chunk.length;
    if (dropped > DROPPED_BYTES_MAX) request.destroy();
  });
  request.resume();
}

/** Reads the form: first its fields, then the file straight into the storage. */
async function receive(request: Request, taking: Taking): Promise<void> {
  const form = formOf(request);
  const fields = new Map<string, string>();
  try {
    await new Promise<void>((resolve, reject) => {
      let file: Promise<void> | undefined;
      form.on("field", (name, value, { valueTruncated }) => {
        // What follows the file is nobody's business; before it, a field counts once.
        if (file) return;
        if (valueTruncated || fields.has(name))
          reject(new PostRefusal(403, "The form's fields are not as they were signed."));
        fields.set(name, value);
      });
      form.on("file", (name, stream, info) => {
        // A sender may go before anybody reads: an error that nobody listens to would end the process.
        stream.on("error", () => undefined);
        file = name === "file" ? keep(request, taking, fields, stream, info) : Promise.reject(wrongFile(stream));
        file.catch(reject);
      });
      for (const limit of ["fieldsLimit", "filesLimit", "partsLimit"] as const) {
        form.on(limit, () => reject(new PostRefusal(400, "The form has too many parts.")));
      }
      form.on("error", () => reject(new PostRefusal(400, "This is not a well-formed form.")));
      form.on("close", () =>
        (file ?? Promise.reject(new PostRefusal(400, "The form has no file."))).then(resolve, reject),
      );
      request.on("close", () => {
        if (request.complete) return;
        // Whoever writes the file waits for it; this ends the wait, and the draft goes.
        form.destroy(new Error("The sender has gone."));
        reject(new PostRefusal(400, "The file did not arrive whole."));
      });
      request.pipe(form);
    });
  } finally {
    request.unpipe(form);
  }
}

function formOf(request: Request): Busboy {
  try {
    const limits = { fields: FIELDS_MAX, fieldSize: FIELD_BYTES_MAX, fieldNameSize: 100, files: 1, headerPairs: 20 };
    return busboy({ headers: request.headers, limits, defParamCharset: "utf8" });
  } catch {
    throw new PostRefusal(400, "Send the file as multipart/form-data.");
  }
}

function wrongFile(stream: Readable): PostRefusal {
  stream.resume();
  return new PostRefusal(400, "The file goes into the field `file`.");
}

async function keep(
  request: Request,
  { storage, services, purposes }: Taking,
  fields: ReadonlyMap<string, string>,
  stream: Readable,
  info: FileInfo,
): Promise<void> {
  try {
    const policy = grantedBy(storage, fields);
    if (Number(request.headers["content-length"] ?? 0) > policy.maxSize + OVERHEAD_BYTES_MAX) throw tooLarge(policy);
    const reader = poolReader(poolOf(services.dataSource));
    const { contentTypes } = purposes.get(await purposeOfUnused(reader, policy))!;
    const type = mediaType(info.mimeType);
    if (type !== policy.contentType && type !== "application/octet-stream" && !contentTypes.has(type)) {
      throw new PostRefusal(400, `The file is ${type}, but ${policy.contentType} was announced.`);
    }
    await storage.write(policy, stream, (put) => write(services, (tx) => putIfUnused(tx, policy, put)));
  } catch (error) {
    stream.on("error", () => undefined).resume();
    if (error instanceof FileTooLarge) throw new PostRefusal(413, error.message);
    throw error;
  }
}

function grantedBy(storage: ServedHere, fields: ReadonlyMap<string, string>): PostPolicy {
  const checked = storage.acceptsPosts(fields);
  if ("refusal" in checked) throw new PostRefusal(403, checked.refusal);
  return checked.policy;
}

function tooLarge(policy: PostPolicy): PostRefusal {
  return new PostRefusal(413, `More than ${policy.maxSize} bytes.`);
}

/** A sender may be slow: whoever made use of the file meanwhile has it as it was, and whoever does so now waits. */
async function putIfUnused(tx: Tx, policy: PostPolicy, put: () => Promise<void>): Promise<void> {
  await purposeOfUnused(tx, policy, "for update");
  await put();
}

/** A file may be sent again while the answer may have been lost, but not any more once somebody has made use of it. */
async function purposeOfUnused(reader: Reader, policy: PostPolicy, lock: "for update" | "" = ""): Promise<string> {
  const id = policy.key.split("/").at(-1)!;
  const [open] = await reader.rows<{ purpose: string }>(
    `select purpose from uploads where id = $1 and used_at is null and expires_at > now() ${lock}`,
    [id],
  );
  if (!open || storageKey(id) !== policy.key) throw new PostRefusal(403, "This form was used, or is too old.");
  return open.purpose;
}
