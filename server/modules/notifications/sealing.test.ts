import { describe, expect, test } from "@jest/globals";
import { isSealedWithNewest, keysFrom, newDataKey, seal, unseal } from "./sealing.js";

const key = (name: string) => `${name}:${newDataKey().toString("base64")}`;

describe("keys", () => {
  test("are read with their names, the newest first", () => {
    const keys = keysFrom(`${key("b")}, ${key("a")}`);
    expect(keys?.map(({ name }) => name)).toEqual(["b", "a"]);
    expect(keys?.every((each) => each.key.length === 32)).toBe(true);
  });

  test.each(["", "a", "a:", ":b", "a:c2hvcnQ=", `${key("a")},`, `${key("a")},${key("a")}`, `${key("a b")}`])(
    "%j are none",
    (text) => expect(keysFrom(text)).toBeNull(),
  );
});

describe("what is sealed", () => {
  const [old, newest] = [keysFrom(key("old"))!, keysFrom(key("new"))!];
  const both = [...newest, ...old];

  test("is opened by the key that sealed it, and each time looks different", () => {
    const sealed = [1, 2].map(() => seal(old, "+43 660 1234567", "dev_1"));
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(sealed.join()).not.toContain("660");
    expect(sealed.map((each) => unseal(both, each, "dev_1"))).toEqual(["+43 660 1234567", "+43 660 1234567"]);
    expect([isSealedWithNewest(both, sealed[0]!), isSealedWithNewest(both, seal(both, "x", "dev_1"))]).toEqual([
      false,
      true,
    ]);
  });

  test("is not opened without that key, elsewhere, or changed", () => {
    const sealed = seal(old, "secret", "dev_1");
    expect(() => unseal(newest, sealed, "dev_1")).toThrow("no key old");
    expect(() => unseal(old, sealed, "dev_2")).toThrow("unable to authenticate");
    for (let place = 4; place < sealed.length; place += 7) {
      const other = sealed[place] === "A" ? "B" : "A";
      expect(() => unseal(old, sealed.slice(0, place) + other + sealed.slice(place + 1), "dev_1")).toThrow(
        "unable to authenticate",
      );
    }
  });
});
