import { expect, test } from "@jest/globals";
import { shortcutOf } from "./shortcut-keys.js";

const press = (key: string, at = 0) => ({ key, at });

test("one key acts at once, whether it is large or small", () => {
  expect(shortcutOf(press("n"), null)).toBe("add");
  expect(shortcutOf(press("N"), null)).toBe("add");
  expect(shortcutOf(press("?"), press("n"))).toBe("help");
  expect(shortcutOf(press("x"), null)).toBeNull();
});

test("G leads somewhere with the key that follows soon", () => {
  expect(shortcutOf(press("g"), null)).toBeNull();
  expect(shortcutOf(press("p", 900), press("g", 0))).toBe("people");
  expect(shortcutOf(press("g", 900), press("g", 0))).toBe("groups");
  expect(shortcutOf(press("p", 1_500), press("g", 0))).toBeNull();
  // What it would do alone it does not do behind G.
  expect(shortcutOf(press("n", 900), press("g", 0))).toBeNull();
});
