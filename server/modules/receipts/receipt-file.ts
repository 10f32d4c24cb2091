import type { FilePurpose } from "../../platform/file-purpose.js";
import { ReceiptSettings } from "./settings.js";

/** A page of a receipt, or a document with several: what it is decides its first bytes, and not what is announced. */
export const RECEIPT_FILE: FilePurpose = {
  name: "RECEIPT",
  description: "A photo or a PDF of a receipt, at most 20 MiB.",
  called: "A receipt",
  contentTypes: new Set([
    "image/jpeg",
    "image/jpg",
    "image/png",
    "image/webp",
    // What it is good for is said once it can be looked into: iPhones call photos so that are JPEG inside.
    "image/heic",
    "image/heif",
    "application/pdf",
  ]),
  kind: "a JPEG, PNG or WebP image, or a PDF",
  maxSize: (settings) => settings.of(ReceiptSettings).RECEIPT_MAX_BYTES,
  lifetimeMilliseconds: 24 * 60 * 60 * 1000,
};
