import { type PDFiumDocument, PDFiumLibrary, type PDFiumPage } from "@hyzyla/pdfium";
import sharp from "sharp";
import { preparedRaster, within } from "./images.js";
import type { FileProblem, PreparedPage } from "./readers.js";

const MOST_PAGES = 10;
/** Print on paper of A4 has some 30 pixels of height then, and the tape of a till is a thousand pixels wide. */
const DOTS_PER_INCH = 220;
const POINTS_PER_INCH = 72;
const NARROWEST_PIXELS = 1_100;
const MOST_PIXELS = 6_000_000;
const LONGEST_SIDE = 4_096;

/** The pages of a PDF, drawn on white by PDFium, which runs as WebAssembly and so reaches nothing but its own memory. */
export async function preparedPdf(file: Buffer): Promise<readonly PreparedPage[] | FileProblem> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(file);
    if (document.getPageCount() > MOST_PAGES) return "TOO_MANY_PAGES";
    return document.getPageCount() === 0 ? "DAMAGED" : await drawn(document);
  } catch (error) {
    return error instanceof Error && /password|security/i.test(error.message) ? "LOCKED" : "DAMAGED";
  } finally {
    library.destroy();
  }
}

async function drawn(document: PDFiumDocument): Promise<readonly PreparedPage[]> {
  const pages: PreparedPage[] = [];
  for (const page of document.pages()) pages.push(await drawnPage(page));
  return pages;
}

async function drawnPage(page: PDFiumPage): Promise<PreparedPage> {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = Math.max(DOTS_PER_INCH / POINTS_PER_INCH, NARROWEST_PIXELS / Math.max(originalWidth, 1));
  const size = within(originalWidth * scale, originalHeight * scale, MOST_PIXELS, LONGEST_SIDE);
  const { data, width, height } = await page.render({ ...size, scale: 1, render: "bitmap", renderFormFields: true });
  return preparedRaster(sharp(data, { raw: { width, height, channels: 4 } }));
}
