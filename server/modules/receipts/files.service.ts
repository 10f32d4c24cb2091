import { createHash } from "node:crypto";
import type { Services } from "../../platform/context.js";
import type { InvalidFields } from "../../platform/schema/refusals.js";
import type { Storage } from "../../platform/storage.js";
import type { PreparedPage } from "../../reader/readers.js";
import { keepFile } from "../uploads/kept-file.js";
import { FILE_SENTENCES, lookedInto, PAGES_MAX } from "../uploads/looked-into.service.js";
import type { StoredUpload } from "../uploads/upload.entity.js";

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
      invalid.add(path, "MALFORMED", FILE_SENTENCES[prepared.problem]);
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
    document: document && {
      key: await keepFile(services.storage, receiptKey(receiptId), document.bytes),
      name: document.name,
    },
  };
}

async function keepPage(storage: Storage, receiptId: string, page: PreparedPage): Promise<KeptPage> {
  const { width, height, screenWidth, thumbnailWidth } = page;
  return {
    width,
    height,
    screenWidth,
    thumbnailWidth,
    fullKey: await keepFile(storage, receiptKey(receiptId), page.full),
    screenKey: await keepFile(storage, receiptKey(receiptId), page.screen),
    thumbnailKey: await keepFile(storage, receiptKey(receiptId), page.thumbnail),
  };
}
