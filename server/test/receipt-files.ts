import { deflateSync } from "node:zlib";
import sharp from "sharp";

/** A receipt as a till prints it: a picture of these rows in a monospaced font, black on white, as PNG. */
export function drawnReceipt(rows: readonly string[], letterHeight = 28): Promise<Buffer> {
  const columns = Math.max(...rows.map((row) => row.length));
  const [width, height] = [
    Math.ceil((columns + 4) * letterHeight * 0.62),
    Math.ceil((rows.length + 3) * letterHeight * 1.5),
  ];
  const texts = rows.map(
    (row, at) =>
      `<text x="${letterHeight}" y="${(at + 2) * letterHeight * 1.5}" xml:space="preserve">${escaped(row)}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#fff"/>
    <g font-family="DejaVu Sans Mono, monospace" font-size="${letterHeight}" fill="#111">${texts.join("")}</g></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** What a PDF is to have beside its pages. */
export interface PdfOptions {
  /** What is written on each page. */
  readonly pages: readonly string[];
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
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.join(" ")}] /Contents ${11 + at * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
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
