import { describe, expect, test } from "@jest/globals";
import { mergedPages, mergedStretch, type Stretch, type Where } from "./pages.js";

const row = (cursor: string) => ({ cursor });
const page = (rows: string, end = "", hasNextPage = true) => ({
  edges: [...rows].map(row),
  pageInfo: { end, hasNextPage },
});
const keyOf = ({ cursor }: { cursor: string }) => cursor.toLowerCase();
const merge = (existing: string, incoming: string, after?: string) =>
  mergedPages(page(existing, "old"), page(incoming, "new"), after, keyOf);

test("a later page is appended, and repeats nothing", () => {
  expect(merge("abc", "def", "c")).toEqual(page("abcdef", "new"));
  expect(merge("abc", "cde", "c")).toEqual(page("abcde", "new"));
  expect(merge("abc", "", "c")).toEqual(page("abc", "new"));
  expect(merge("abc", "ef", "d")).toEqual(page("abcef", "new"));
});

test("a page in the midst takes the place of what was behind its cursor, as far as it goes", () => {
  expect(merge("abcdefgh", "cxe", "b")).toEqual(page("abcxefgh", "old"));
  expect(merge("abcdefgh", "gh", "b")).toEqual(page("abgh", "new"));
  expect(merge("abcdef", "xyz", "b")).toEqual(page("abxyz", "new"));
});

test("the first page anew keeps what was loaded beyond it", () => {
  expect(merge("abcdef", "xab")).toEqual(page("xabcdef", "old"));
  expect(merge("abcdef", "acd")).toEqual(page("acdef", "old"));
  expect(merge("abc", "xyz")).toEqual(page("xyz", "new"));
  expect(merge("abc", "abc")).toEqual(page("abc", "new"));
  expect(merge("abc", "")).toEqual(page("", "new"));
});

test("what moved within the list is there once, and takes nothing along", () => {
  expect(merge("abcdef", "Eab")).toEqual(page("Eabcdf", "old"));
  // It is the last of the page now, and stood far beyond it: what is between is not lost.
  expect(merge("abcdefgh", "abG")).toEqual(page("abGcdefh", "old"));
});

test("a first page after which nothing follows is all there is", () => {
  const all = page("ab", "new", false);
  expect(mergedPages(page("abcdef"), all, null, keyOf)).toEqual(all);
});

describe("a list that may begin anywhere", () => {
  const stretch = (keys: string, before: boolean, next: boolean): Stretch<{ cursor: string }> => ({
    edges: [...keys].map((cursor) => ({ cursor })),
    pageInfo: { hasPreviousPage: before, hasNextPage: next },
  });
  const told = ({ edges, pageInfo }: Stretch<{ cursor: string }>) =>
    `${pageInfo.hasPreviousPage ? "…" : ""}${edges.map(({ cursor }) => cursor).join("")}${pageInfo.hasNextPage ? "…" : ""}`;
  const merged = (existing: Stretch<{ cursor: string }>, incoming: Stretch<{ cursor: string }>, where: Where) =>
    mergedStretch(existing, incoming, where, ({ cursor }) => cursor);

  test("grows at both ends", () => {
    expect(told(merged(stretch("EF", true, true), stretch("CD", true, true), { before: "E" }))).toBe("…CDEF…");
    expect(told(merged(stretch("CDEF", true, true), stretch("AB", false, true), { before: "C" }))).toBe("ABCDEF…");
    expect(told(merged(stretch("EF", true, true), stretch("G", true, false), { after: "F" }))).toBe("…EFG");
  });

  test("is read again from where it began, whether what stood there is still there or not", () => {
    const begun = { ...stretch("EFGH", true, true), start: { after: "D", first: "E" } };
    expect(told(merged(begun, stretch("EfG", true, true), { after: "D" }))).toBe("…EfGH…");
    const grown = merged(begun, stretch("BC", true, true), { before: "E" });
    expect(told(merged(grown, stretch("EG", true, true), { after: "D" }))).toBe("…BCEGH…");
  });

  test("begins anew with a page that does not touch it, and takes no page before another beginning", () => {
    expect(told(merged(stretch("AB", false, true), stretch("YZ", true, false), { after: "X" }))).toBe("…YZ");
    expect(told(merged(stretch("YZ", true, false), stretch("AB", false, true), {}))).toBe("AB…");
    expect(told(merged(stretch("AB", false, true), stretch("M", true, true), { before: "N" }))).toBe("AB…");
  });

  test("that meets the first page begins with it", () => {
    expect(told(merged(stretch("BCD", true, false), stretch("AB", false, true), {}))).toBe("ABCD");
  });
});
