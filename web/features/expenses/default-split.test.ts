import { expect, test } from "@jest/globals";
import { defaultDraft, defaultFor, equalDraft, goneFrom, remainingDraft } from "./default-split.js";

const MEMBERS = ["mem_a", "mem_b", "mem_c"];
const part = (id: string, value: string | null = null) => ({ member: { id }, value });
const group = { category: null, split: { mode: "SHARES", parts: [part("mem_a", "2"), part("mem_b", "1.5")] } };
const food = { category: { id: "cat_food" }, split: { mode: "EQUAL", parts: [part("mem_a"), part("mem_c")] } };

test("a category's own default goes before that of the group", () => {
  expect(defaultFor([group, food], "cat_food")).toBe(food);
  expect(defaultFor([group, food], "cat_rent")).toBe(group);
  expect(defaultFor([group, food], null)).toBe(group);
  expect(defaultFor([food], null)).toBeNull();
});

test("a default fills the form as somebody would have typed it", () => {
  const shares = defaultDraft(group, MEMBERS, "de")!;
  expect(shares.mode).toBe("SHARES");
  expect(shares.values.SHARES).toEqual({ mem_a: "2", mem_b: "1,5" });
  expect(defaultDraft(food, MEMBERS, "en")).toEqual({ ...equalDraft(MEMBERS), taking: ["mem_a", "mem_c"] });
  const everybody = { category: null, split: { mode: "EQUAL", parts: [] } };
  expect(defaultDraft(everybody, MEMBERS, "en")).toEqual(equalDraft(MEMBERS));
});

test("one that names somebody who has left is not followed", () => {
  const here = ["mem_b", "mem_c"];
  expect(defaultDraft(group, here, "en")).toBeNull();
  expect(goneFrom(group, here)).toEqual([{ id: "mem_a" }]);
  expect(goneFrom(group, MEMBERS)).toEqual([]);
});

test("a new one begins with what is left of the one that names somebody who has left", () => {
  const here = ["mem_b", "mem_c"];
  expect(remainingDraft(group, here, "en").values.SHARES).toEqual({ mem_b: "1.5" });
  expect(remainingDraft(food, here, "en").taking).toEqual(["mem_c"]);
  expect(remainingDraft(group, ["mem_c"], "en")).toEqual(equalDraft(["mem_c"]));
});
