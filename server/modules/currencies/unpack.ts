import { gunzipSync, inflateRawSync } from "node:zlib";

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZIP = Buffer.from("PK\u0003\u0004", "latin1");
/** The record at the end of a ZIP archive, and of each file in its directory (APPNOTE.TXT 6.3.10, 4.3.16 and 4.3.12). */
const END = Buffer.from("PK\u0005\u0006", "latin1");
const ENTRY = Buffer.from("PK\u0001\u0002", "latin1");
const STORED = 0;
const DEFLATED = 8;

/**
 * The text in a file that may be packed by gzip, or as the one file of a ZIP archive. Throws where it is damaged, or
 * where it would be larger than `bytesMax`: what comes from a network may be made to burst.
 */
export function unpackedText(file: Buffer, bytesMax: number): string {
  const bytes = unpacked(file, bytesMax);
  if (bytes.length > bytesMax) throw new RangeError("The file is too large.");
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

function unpacked(file: Buffer, bytesMax: number): Buffer {
  if (startsWith(file, GZIP)) return gunzipSync(file, { maxOutputLength: bytesMax });
  if (startsWith(file, ZIP)) return onlyFileOf(file, bytesMax);
  return file;
}

function startsWith(file: Buffer, mark: Buffer): boolean {
  return file.subarray(0, mark.length).equals(mark);
}

function onlyFileOf(archive: Buffer, bytesMax: number): Buffer {
  const end = archive.lastIndexOf(END);
  if (end < 0 || archive.readUInt16LE(end + 10) !== 1) throw new Error("This ZIP archive does not hold one file.");
  const entry = archive.readUInt32LE(end + 16);
  if (!startsWith(archive.subarray(entry), ENTRY)) throw new Error("This ZIP archive is damaged.");
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const header = archive.readUInt32LE(entry + 42);
  const begin = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const data = archive.subarray(begin, begin + size);
  if (method === STORED) return data;
  if (method === DEFLATED) return inflateRawSync(data, { maxOutputLength: bytesMax });
  throw new Error("This ZIP archive is packed in a way that we do not know.");
}
