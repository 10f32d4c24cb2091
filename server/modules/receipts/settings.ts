import { z } from "zod";
import { address } from "../../platform/settings.js";

/** What tesseract has data for in this product. */
const LANGUAGES = ["eng", "deu", "fra", "spa", "por", "ita", "nld"];

const MEBIBYTE = 1024 * 1024;

export const ReceiptSettings = z.object({
  /** The languages that receipts are read in, as tesseract names them, with "+" between; the first where nothing tells. */
  OCR_LANGUAGES: z
    .string()
    .default(LANGUAGES.join("+"))
    .transform((text) => text.split(/[+,\s]+/).filter((language) => language !== ""))
    .refine((names) => names.length > 0 && names.every((name) => LANGUAGES.includes(name)), {
      message: `must be of ${LANGUAGES.join(", ")}, with + between`,
    }),
  /** A vision model that reads pages too, by the protocol of docs/receipts.md; without it nothing leaves this machine. */
  OCR_URL: address(["http", "https"]).optional(),
  /** Bytes of one file at most. */
  RECEIPT_MAX_BYTES: z
    .string()
    .regex(/^\d{4,8}$/, "must be a number of bytes")
    .transform(Number)
    .refine((bytes) => bytes <= 20 * MEBIBYTE, { message: "must be at most 20971520" })
    .default(20 * MEBIBYTE),
});
