import { expect, test } from "@jest/globals";
import { everybodyOf, memberOf, nameTwice } from "./people-draft.js";

test("what is still typed counts, and commas part people", () => {
  const people = [{ key: 3, text: "Ana" }];
  expect(everybodyOf({ people, typed: " Ben ,Eve;  , " })).toEqual([
    { key: 3, text: "Ana" },
    { key: 4, text: "Ben" },
    { key: 5, text: "Eve" },
  ]);
  expect(everybodyOf({ people, typed: "  " })).toEqual(people);
});

test("an address stands for a name, too", () => {
  expect(memberOf({ key: 1, text: "Ben" })).toEqual({ name: "Ben", email: null });
  expect(memberOf({ key: 1, text: "eve@example.com" })).toEqual({ name: "eve", email: "eve@example.com" });
  expect(memberOf({ key: 1, text: "@" })).toEqual({ name: "@", email: "@" });
});

test("who stands there twice is found, however they are written", () => {
  const of = (...texts: string[]) => texts.map((text, key) => ({ key, text }));
  expect(nameTwice(of("Ben", "Eve", "ben"))).toBe("ben");
  expect(nameTwice(of("Ben", "Bene"))).toBeNull();
});
