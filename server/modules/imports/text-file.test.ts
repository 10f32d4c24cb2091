import { expect, test } from "@jest/globals";
import { groupNameFrom, textOf } from "./text-file.js";

const encoded = (bytes: Uint8Array) => {
  const { text, encoding } = textOf(bytes)!;
  return [encoding, text];
};

test("reads UTF-8 and, by its first bytes, UTF-16", () => {
  expect(encoded(Buffer.from("Ärger, 日付"))).toEqual(["UTF-8", "Ärger, 日付"]);
  expect(encoded(Buffer.from("\uFEFFTée", "utf16le"))).toEqual(["UTF-16", "Tée"]);
  expect(encoded(Buffer.from("\uFEFFTée", "utf16le").swap16())).toEqual(["UTF-16", "Tée"]);
});

test("what is no UTF-8 is windows-1252, its own signs included", () => {
  expect(encoded(Buffer.from("Café", "latin1"))).toEqual(["windows-1252", "Café"]);
  const signs = Buffer.from([0x80, 0x20, 0x84, 0x57, 0xfc, 0x93, 0x20, 0x9a, 0x9f, 0x0d, 0x0a]);
  expect(encoded(signs)).toEqual(["windows-1252", "€ „Wü“ šŸ\r\n"]);
});

test("what is no text is none", () => {
  expect(textOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))).toBeNull();
  expect(textOf(Buffer.from([0x43, 0x00, 0xff]))).toBeNull();
});

test.each([
  ["flat-share_2026-01-31_export.csv", "flat share"],
  ["Summer in Rome.csv", "Summer in Rome"],
  ["2026-01-31_export.csv", "Splitwise"],
  ["日本_2026-01-31_export (1).csv", "日本"],
  ["no-date", "no date"],
])("a group from %s is called %s", (fileName, name) => {
  expect(groupNameFrom(fileName, 100)).toBe(name);
});

test("a long file name gives a name of the length that groups have", () => {
  expect(groupNameFrom("😀".repeat(200), 100)).toBe("😀".repeat(100));
});
