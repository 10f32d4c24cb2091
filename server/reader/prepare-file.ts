import { fileKind } from "./file-kind.js";
import { preparedImage } from "./images.js";
import type { Prepared } from "./readers.js";

/** Judges a file by its bytes and makes its pages: what `Readers.prepare` promises, without its limits. */
export async function prepareFile(file: Buffer): Promise<Prepared> {
  const judged = fileKind(file);
  if ("problem" in judged) return judged;
  const made = judged.kind === "PDF" ? await pagesOfPdf(file) : await preparedImage(file);
  if (typeof made === "string") return { problem: made };
  return { kind: judged.kind, pages: "full" in made ? [made] : made };
}

/** What draws PDFs is loaded with the first. */
async function pagesOfPdf(file: Buffer) {
  const { preparedPdf } = await import("./pdf-pages.js");
  return preparedPdf(file);
}
