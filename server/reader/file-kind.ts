import { pdfProblem } from "./pdf-content.js";
import type { FileProblem } from "./readers.js";
import { RUNNABLE } from "./runnable.js";

/** What a file is by its bytes, whatever it is called, or why it is no page of a receipt. */
export type FileKind = { readonly kind: "IMAGE" | "PDF" } | { readonly problem: FileProblem };

/** Where a file of some kind ends; null where it does so before its end. */
type EndOf = (file: Buffer) => number | null;

const JPEG_MAGIC = Buffer.from([0xff, 0xd8, 0xff]);
const PNG_MAGIC = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** How far a viewer looks for the beginning of a PDF. */
const PDF_LOOKS = 1024;
/** Brands of ISO/IEC 23008-12, and of AVIF, which is the same box. */
const HEIF_BRANDS = /^(?:hei[cxmsf]|hev[cxms]|mif1|msf1|avif|avis)/;
/** What follows an image and is no more than the phone's own: zeroes, a second picture, a second of film, its notes. */
const HARMLESS_AFTER = [/^\0*$/, /^\0*\xff\xd8\xff/, /^\0*[\s\S]{4}ftyp/, /^[\s\S]{0,64}SEF[HT]/, /SEFT\0*$/];
/** Beginnings of other kinds: ZIP, ELF, Windows programs, Mach-O, RAR, 7z, gzip, PDF, class files. */
const OTHER_BEGINNINGS =
  /^[\s\0]*(?:PK[\x01-\x08]|\x7fELF|MZ|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|Rar!|7z\xbc\xaf|\x1f\x8b|%PDF-|GIF8|<)/;

/** Judges a file by its bytes alone: its kind, whether all of it is there, and whether it is another kind as well. */
export function fileKind(file: Buffer): FileKind {
  if (file.length === 0) return { problem: "EMPTY" };
  if (isHeif(file)) return { problem: "HEIC" };
  const endOf = imageEnd(file);
  if (endOf !== null) return judgeImage(file, endOf);
  const head = file.toString("latin1", 0, PDF_LOOKS);
  if (/^(?:\xef\xbb\xbf)?\s*%PDF-\d/.test(head)) return judgePdf(file);
  return { problem: head.includes("%PDF-") ? "POLYGLOT" : "OTHER_KIND" };
}

function judgeImage(file: Buffer, endOf: EndOf): FileKind {
  const end = endOf(file);
  if (end === null) return { problem: "DAMAGED" };
  return isPolyglot(file, end) ? { problem: "POLYGLOT" } : { kind: "IMAGE" };
}

function judgePdf(file: Buffer): FileKind {
  const end = file.lastIndexOf("%%EOF");
  if (end < 0) return { problem: "DAMAGED" };
  const after = file.toString("latin1", end + 5);
  if (endsAsZip(file) || RUNNABLE.test(after) || OTHER_BEGINNINGS.test(after)) return { problem: "POLYGLOT" };
  const problem = pdfProblem(file);
  return problem === null ? { kind: "PDF" } : { problem };
}

function isHeif(file: Buffer): boolean {
  return file.toString("latin1", 4, 8) === "ftyp" && HEIF_BRANDS.test(file.toString("latin1", 8, 12));
}

function imageEnd(file: Buffer): EndOf | null {
  if (file.subarray(0, JPEG_MAGIC.length).equals(JPEG_MAGIC)) return jpegEnd;
  if (file.subarray(0, PNG_MAGIC.length).equals(PNG_MAGIC)) return pngEnd;
  return file.toString("latin1", 0, 4) === "RIFF" && file.toString("latin1", 8, 12) === "WEBP" ? webpEnd : null;
}

function isPolyglot(file: Buffer, end: number): boolean {
  if (endsAsZip(file) || file.subarray(0, PDF_LOOKS).includes("%PDF-")) return true;
  if (RUNNABLE.test(notesOf(file))) return true;
  const after = file.toString("latin1", end);
  if (OTHER_BEGINNINGS.test(after)) return true;
  return !HARMLESS_AFTER.some((pattern) => pattern.test(after)) && isForeign(after);
}

/** What nobody knows is taken for the phone's own, unless something in it could run, or be read as a document. */
function isForeign(after: string): boolean {
  return RUNNABLE.test(after) || after.includes("%PDF-");
}

/** What an image says before its first pixel, where a browser looks for a page; pixels themselves say anything by chance. */
function notesOf(file: Buffer): string {
  const pixels = [file.indexOf("IDAT"), file.indexOf(Buffer.from([0xff, 0xda])), file.indexOf("VP8")];
  const first = Math.min(...pixels.filter((at) => at >= 0), file.length);
  return file.toString("latin1", 0, first);
}

/** A ZIP is known by its last part, which may stand behind anything and says how far it reaches: to the end of the file. */
function endsAsZip(file: Buffer): boolean {
  const tail = file.subarray(Math.max(0, file.length - 65_557));
  for (let at = tail.indexOf("PK\x05\x06"); at >= 0; at = tail.indexOf("PK\x05\x06", at + 1)) {
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) <= tail.length) return true;
  }
  return false;
}

/** ISO/IEC 10918-1: segments that say how long they are, and coded pixels, which do not hold a marker. */
function jpegEnd(file: Buffer): number | null {
  let at = 2;
  while (at + 4 <= file.length) {
    if (file[at] !== 0xff) return null;
    const marker = file[at + 1]!;
    if (marker === 0xd9) return at + 2;
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else {
      at += 2 + file.readUInt16BE(at + 2);
      if (marker === 0xda) at = nextMarker(file, at);
    }
  }
  return at + 2 <= file.length && file[at] === 0xff && file[at + 1] === 0xd9 ? at + 2 : null;
}

/** In coded pixels 0xff stands before 0 where it is a pixel's, and before 0xd0 to 0xd7 where decoding may begin anew. */
function nextMarker(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0 && at + 1 < file.length; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1]!;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return file.length;
}

/** ISO/IEC 15948: chunks that say how long they are, the last of which is IEND. */
function pngEnd(file: Buffer): number | null {
  for (let at = PNG_MAGIC.length; at + 12 <= file.length; ) {
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) return null;
    if (file.toString("latin1", at + 4, at + 8) === "IEND") return end;
    at = end;
  }
  return null;
}

/** RFC 9649: the second word is the length of what follows, which is even. */
function webpEnd(file: Buffer): number | null {
  if (file.length < 20) return null;
  const size = file.readUInt32LE(4);
  const end = 8 + size + (size % 2);
  return end <= file.length ? end : null;
}
