import { newId } from "../../../server/kernel/ids.js";
import type { Outcome } from "../../lib/outcome.js";
import { sendFile, type Upload } from "../uploads/send-file.js";
import { type PageFile, typeOf } from "./receipt-files.js";

/** One try to make a receipt of certain pages: sent again it is the same receipt, and nothing that arrived is sent twice. */
export interface Attempt {
  readonly id: string;
  readonly pages: readonly PageFile[];
  /** What has arrived, by the page's key. */
  readonly uploadIds: Map<string, string>;
  readonly abort: AbortController;
}

/** Begins to try; nothing is sent yet. */
export function newAttempt(pages: readonly PageFile[]): Attempt {
  return { id: newId("rcp"), pages, uploadIds: new Map(), abort: new AbortController() };
}

interface Writes {
  readonly uploadStart: (input: {
    purpose: "RECEIPT";
    fileName: string;
    contentType: string;
    size: number;
  }) => Promise<Outcome<Upload>>;
  readonly create: (input: { id: string; uploadIds: string[] }) => Promise<Outcome<{ readonly id: string }>>;
}

/**
 * Sends the pages, one after the other, and makes the receipt of them. Throws what `sendFile` throws, and where a request
 * fails; once nobody wants them any more it goes no further.
 *
 * @returns what came of it; "not taken", where the place of a file refused it.
 */
export async function sendPages(
  attempt: Attempt,
  { uploadStart, create }: Writes,
  onProgress: (part: number) => void,
): Promise<Outcome<unknown> | "not taken"> {
  const { id, pages, uploadIds, abort } = attempt;
  for (const [index, { key, file }] of pages.entries()) {
    if (uploadIds.has(key)) continue;
    const contentType = typeOf(file);
    const fileName = file.name || `${id}.jpg`;
    const started = await uploadStart({ purpose: "RECEIPT", fileName, contentType, size: file.size });
    if (started.kind !== "done") return started;
    const typed = new File([file], fileName, { type: contentType });
    const isTaken = await sendFile(
      started.value,
      typed,
      (part) => onProgress((index + part) / pages.length),
      abort.signal,
    );
    if (!isTaken) return "not taken";
    uploadIds.set(key, started.value.id);
  }
  abort.signal.throwIfAborted();
  return create({ id, uploadIds: pages.map(({ key }) => uploadIds.get(key)!) });
}
