import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Services } from "../../platform/context.js";
import type { InvalidFields } from "../../platform/schema/refusals.js";
import { unavailable } from "../../platform/schema/top-level-errors.js";
import type { Storage } from "../../platform/storage.js";
import { Turns } from "../../platform/turns.js";
import { type FileProblem, type Prepared, type PreparedPage, ReaderEnded } from "../../reader/readers.js";
import type { StoredUpload } from "../uploads/upload.entity.js";
import { PAGES_MAX } from "./receipt-file.js";

/** A page whose images are kept. */
export interface KeptPage {
  readonly width: number;
  readonly height: number;
  readonly fullKey: string;
  readonly screenKey: string;
  readonly screenWidth: number;
  readonly thumbnailKey: string;
  readonly thumbnailWidth: number;
}

/** The files of a new receipt, kept under its id. */
export interface KeptFiles {
  readonly pages: readonly KeptPage[];
  readonly contentHash: string;
  /** The PDF itself, where there is one. */
  readonly document: { readonly key: string; readonly name: string } | null;
}

/** Everything of a receipt is under one key. */
export function receiptKey(receiptId: string): string {
  return `receipts/${receiptId}`;
}

/** What a person is told of a file that is no page of a receipt. */
const SENTENCES: Record<FileProblem, string> = {
  EMPTY: "This file is empty.",
  OTHER_KIND: "This is no image and no PDF: send a JPEG, PNG, WebP or PDF.",
  HEIC: "This is a HEIC photo, which cannot be read here. On an iPhone choose Settings, Camera, Formats, Most Compatible; or share it as a JPEG.",
  POLYGLOT: "There is something else inside this file; save the image anew and send that.",
  DAMAGED: "This file is damaged, or not whole.",
  TOO_MANY_PIXELS: "This image has too many pixels; send a smaller one.",
  TOO_MANY_PAGES: `This PDF has more than ${PAGES_MAX} pages.`,
  ACTIVE_CONTENT: "There are scripts, or files of other kinds, in this PDF; print it into a new PDF and send that.",
  LOCKED: "This PDF asks for a password.",
  TOO_LARGE: "This file is too large to be looked into.",
};

/**
 * Makes the pages of a new receipt of files that have arrived, and keeps their images; what is wrong with a file goes into
 * `invalid`, and then nothing is kept and null comes back. The same files have the same keys, so that whoever sends a
 * request again adds nothing. What is kept and never written down is thrown away a day later.
 */
export async function keepFiles(
  services: Services,
  receiptId: string,
  uploads: readonly StoredUpload[],
  invalid: InvalidFields,
): Promise<KeptFiles | null> {
  const pages: PreparedPage[] = [];
  const hash = createHash("sha256");
  let document: { bytes: Buffer; name: string } | null = null;
  for (const [index, upload] of uploads.entries()) {
    const path = ["uploadIds", String(index)];
    const looked = await lookedInto(services, upload);
    if (looked === null) {
      invalid.add(path, "REQUIRED", "The file has not arrived yet.");
      continue;
    }
    const { bytes, prepared } = looked;
    if ("problem" in prepared) {
      invalid.add(path, "MALFORMED", SENTENCES[prepared.problem]);
      continue;
    }
    hash.update(createHash("sha256").update(bytes).digest());
    pages.push(...prepared.pages);
    if (prepared.kind === "PDF" && uploads.length === 1) document = { bytes, name: upload.fileName };
  }
  if (pages.length > PAGES_MAX) invalid.add(["uploadIds"], "TOO_LONG", `A receipt has at most ${PAGES_MAX} pages.`);
  if (invalid.any) return null;
  return {
    pages: await Promise.all(pages.map((page) => keepPage(services.storage, receiptId, page))),
    contentHash: hash.digest("hex"),
    document: document && { key: await keep(services.storage, receiptId, document.bytes), name: document.name },
  };
}

/** Files are looked into one after another; whoever waits for that does so without holding twenty megabytes. */
const looking = new Turns();

/** The bytes of a file and what they are; null where none have arrived. */
async function lookedInto(
  { storage, readers, log }: Services,
  { keptAs }: StoredUpload,
): Promise<{ bytes: Buffer; prepared: Prepared } | null> {
  if (keptAs === null) return null;
  const release = await looking.take(["file"]);
  try {
    const bytes = await storage.read(keptAs);
    return bytes && { bytes, prepared: await readers.prepare(bytes) };
  } catch (error) {
    if (!(error instanceof ReaderEnded)) throw error;
    log.error({ err: error }, "a file could not be looked into");
    throw unavailable("Files cannot be looked into at the moment; the same request may succeed soon.");
  } finally {
    release();
  }
}

async function keepPage(storage: Storage, receiptId: string, page: PreparedPage): Promise<KeptPage> {
  const { width, height, screenWidth, thumbnailWidth } = page;
  return {
    width,
    height,
    screenWidth,
    thumbnailWidth,
    fullKey: await keep(storage, receiptId, page.full),
    screenKey: await keep(storage, receiptId, page.screen),
    thumbnailKey: await keep(storage, receiptId, page.thumbnail),
  };
}

const FRESH_MILLISECONDS = 3_600_000;

/** Keeps bytes under a key that is made of them: whoever comes a second time finds them there. */
async function keep(storage: Storage, receiptId: string, bytes: Buffer): Promise<string> {
  const digest = createHash("sha256").update(bytes).digest("hex");
  // Storages know files that stay as they are by a last part in the form of an UUID.
  const key = `${receiptKey(receiptId)}/${digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5")}`;
  const head = await storage.head(key);
  // What was kept long ago for a request that failed may be thrown away at this moment.
  if (head === null || head.writtenAt.getTime() < Date.now() - FRESH_MILLISECONDS) {
    await storage.put(key, Readable.from([bytes]), bytes.length);
  }
  return key;
}
