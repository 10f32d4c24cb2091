import { deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { unpackedText } from "./unpack.js";

const LIMIT = 10_000;
const text = "Date,USD,\n2026-04-13,1.1684,\n";

/** A ZIP archive as common programs write it: each file with its header, then the directory. */
function zip(files: readonly { name: string; method: number; data: Buffer; size: number }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, method, data, size } of files) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, Buffer.from(name), data);
    directory.push(entry, Buffer.from(name));
    offset += local.length + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

function packed(content: Buffer, method = 8) {
  const data = method === 8 ? deflateRawSync(content) : content;
  return { name: "eurofxref.csv", method, data, size: content.length };
}

describe("text, packed or not", () => {
  test.each([
    ["plain", Buffer.from(text)],
    ["gzip", gzipSync(text)],
    ["ZIP", zip([packed(Buffer.from(text))])],
    ["ZIP that only stores", zip([packed(Buffer.from(text), 0)])],
  ])("%s", (_name, file) => expect(unpackedText(file, LIMIT)).toBe(text));
});

describe("refuses", () => {
  const zeros = Buffer.alloc(LIMIT + 1);
  test.each([
    ["plain text that is too large", /too large/, zeros],
    ["gzip that bursts", /larger than/, gzipSync(zeros)],
    ["ZIP that bursts", /larger than/, zip([packed(zeros)])],
    ["ZIP that stores too much", /too large/, zip([packed(zeros, 0)])],
    ["gzip that is cut off", /unexpected end/, gzipSync(text).subarray(0, 20)],
    ["ZIP that is cut off", /does not hold one file/, zip([packed(Buffer.from(text))]).subarray(0, 60)],
    ["ZIP without a file", /does not hold one file/, Buffer.concat([Buffer.from("PK\u0003\u0004"), zip([])])],
    ["ZIP of two files", /does not hold one file/, zip([packed(Buffer.from(text)), packed(Buffer.from(text))])],
    ["ZIP that is packed otherwise", /do not know/, zip([packed(Buffer.from(text), 12)])],
    [
      "ZIP whose directory is elsewhere",
      /damaged/,
      Buffer.concat([Buffer.from("PK\u0003\u0004"), zip([packed(Buffer.from(text))])]),
    ],
    ["what is no UTF-8", /not valid/, Buffer.from([0x44, 0xff, 0xfe])],
  ])("%s", (_name, reason, file) => expect(() => unpackedText(file, LIMIT)).toThrow(reason));
});
