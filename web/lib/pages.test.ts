import { expect, test } from "@jest/globals";
import { mergedPages } from "./pages.js";

const page = (rows: string, end = "", hasNextPage = true) => ({ edges: [...rows], pageInfo: { end, hasNextPage } });
const merge = (existing: string, incoming: string, isLater: boolean) =>
  mergedPages(page(existing, "old"), page(incoming, "new"), isLater, (edge) => edge);

test("a later page is appended, and repeats nothing", () => {
  expect(merge("abc", "def", true)).toEqual(page("abcdef", "new"));
  expect(merge("abc", "cde", true)).toEqual(page("abcde", "new"));
  expect(merge("abc", "", true)).toEqual(page("abc", "new"));
});

test("the first page anew keeps what was loaded beyond it", () => {
  expect(merge("abcdef", "xab", false)).toEqual(page("xabcdef", "old"));
  expect(merge("abcdef", "acd", false)).toEqual(page("acdef", "old"));
  expect(merge("abc", "xyz", false)).toEqual(page("xyz", "new"));
  expect(merge("abc", "abc", false)).toEqual(page("abc", "new"));
  expect(merge("abc", "", false)).toEqual(page("", "new"));
});

test("what moved within the list is there once", () => {
  expect(merge("abcdef", "eab", false)).toEqual(page("eabcdf", "old"));
});

test("a first page after which nothing follows is all there is", () => {
  const all = page("ab", "new", false);
  expect(mergedPages(page("abcdef"), all, false, (edge) => edge)).toEqual(all);
});
