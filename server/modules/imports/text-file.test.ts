import { expect, test } from "@jest/globals";
import { groupNameFrom, textOf } from "./text-file.js";

test("reads UTF-8 and, by its first bytes, UTF-16", () => {
  expect(textOf(Buffer.from("Ärger, 日付"))).toBe("Ärger, 日付");
  expect(textOf(Buffer.from("\uFEFFTée", "utf16le"))).toBe("Tée");
  expect(textOf(Buffer.from("\uFEFFTée", "utf16le").swap16())).toBe("Tée");
});

test("what is no text is none", () => {
  expect(textOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]))).toBeNull();
  expect(textOf(Buffer.from("Café", "latin1"))).toBeNull();
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
