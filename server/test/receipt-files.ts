import { createRequire } from "node:module";
import { deflateSync } from "node:zlib";
import sharp from "sharp";

const FONT = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf");
const POINTS = 12;
const POINTS_OF_INCH = 72;

/**
 * A receipt as a till prints it: a picture of these rows in a monospaced font, black on white, as PNG. The letters come with
 * us, so that every machine draws the same.
 */
export function drawnReceipt(rows: readonly string[], letterHeight = 28): Promise<Buffer> {
  if (rows.every((row) => row.trim() === "")) return blankPage();
  const text = rows.map((row) => escaped(row) || " ").join("\n");
  const font = `DejaVu Sans Mono ${POINTS}`;
  const dpi = Math.round((letterHeight / POINTS) * POINTS_OF_INCH);
  const margin = { top: letterHeight, bottom: letterHeight, left: letterHeight, right: letterHeight };
  return sharp({ text: { text, font, fontfile: FONT, dpi, spacing: Math.round(letterHeight / 2) } })
    .extend({ ...margin, background: "#000000" })
    .negate()
    .png()
    .toBuffer();
}

/** Paper on which nothing is. */
export function blankPage(): Promise<Buffer> {
  return sharp({ create: { width: 600, height: 800, channels: 3, background: "#ffffff" } })
    .png()
    .toBuffer();
}

/** Pango reads markup. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** What a PDF is to have beside its pages. */
export interface PdfOptions {
  /** What is written on each page. */
  readonly pages: readonly string[];
  /** More of each page's dictionary, such as "/Annots [900 0 R]". */
  readonly page?: string;
  /** More of the catalogue's dictionary, such as "/OpenAction 9 0 R". */
  readonly catalogue?: string;
  /** More of the trailer's dictionary. */
  readonly trailer?: string;
  /** More objects, by their numbers from 900. */
  readonly objects?: readonly string[];
  /** Objects that are packed into a stream, as producers since PDF 1.5 do; numbers from 950. */
  readonly packed?: readonly string[];
  /** Points; that of A5 without it. */
  readonly size?: readonly [number, number];
}

/** A PDF as plain as can be, for what is tested of PDFs. */
export function tinyPdf({
  pages,
  page = "",
  catalogue = "",
  trailer = "",
  objects = [],
  packed = [],
  size = [420, 595],
}: PdfOptions): Buffer {
  const kids = pages.map((_, at) => `${10 + at * 2} 0 R`).join(" ");
  const all: [number, string][] = [
    [1, `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`],
    [2, `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`],
    [3, "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"],
    ...pages.flatMap((text, at): [number, string][] => [
      [
        10 + at * 2,
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.join(" ")}] /Contents ${11 + at * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> ${page} >>`,
      ],
      [11 + at * 2, stream("", Buffer.from(`BT /F1 24 Tf 40 ${size[1] - 60} Td (${text}) Tj ET`))],
    ]),
    ...objects.map((object, at): [number, string] => [900 + at, object]),
  ];
  if (packed.length > 0) all.push([949, packedObjects(packed)]);
  return assembled(all, trailer);
}

function stream(dictionary: string, content: Buffer): string {
  return `<< ${dictionary} /Length ${content.length} >>\nstream\n${content.toString("latin1")}\nendstream`;
}

function packedObjects(objects: readonly string[]): string {
  const offsets = objects.map((_, at) => `${950 + at} ${objects.slice(0, at).join(" ").length + (at > 0 ? 1 : 0)}`);
  const head = `${offsets.join(" ")} `;
  const dictionary = `/Type /ObjStm /N ${objects.length} /First ${head.length} /Filter /FlateDecode`;
  return stream(dictionary, deflateSync(Buffer.from(head + objects.join(" "))));
}

function assembled(objects: readonly [number, string][], trailer: string): Buffer {
  let text = "%PDF-1.5\n";
  const offsets = new Map<number, number>();
  for (const [number, object] of objects) {
    offsets.set(number, text.length);
    text += `${number} 0 obj\n${object}\nendobj\n`;
  }
  const rows = [...offsets].map(([number, at]) => `${number} 1\n${String(at).padStart(10, "0")} 00000 n \n`);
  const table = `xref\n0 1\n0000000000 65535 f \n${rows.join("")}`;
  const end = `trailer\n<< /Size 1000 /Root 1 0 R ${trailer} >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + table + end, "latin1");
}
