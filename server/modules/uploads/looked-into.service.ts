import type { Services } from "../../platform/context.js";
import { unavailable } from "../../platform/schema/top-level-errors.js";
import { Turns } from "../../platform/turns.js";
import { type FileProblem, type Prepared, ReaderEnded } from "../../reader/readers.js";
import type { StoredUpload } from "./upload.entity.js";

/** The most pages that are made of one file. */
export const PAGES_MAX = 10;

/** What a person is told of a file of which no pages can be made. */
export const FILE_SENTENCES: Record<FileProblem, string> = {
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

/** Files are looked into one after another; whoever waits for that does so without holding twenty megabytes. */
const looking = new Turns();

/** The bytes of a file and what they are, judged by themselves; null where none have arrived. */
export async function lookedInto(
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
