import { expect, test } from "@jest/globals";
import { withoutValues } from "./without-values.js";

test.each([
  ["Cannot read properties of undefined (reading 'name')", "Cannot read properties of undefined (reading <text>)"],
  [`duplicate key value "Ana Meier" in "users"`, "duplicate key value <text> in <text>"],
  ["no mail for ana.meier@example.com, sorry", "no mail for <e-mail>, sorry"],
  ["grp_01HZX is gone since 2026-11-29", "<value> is gone since <value>"],
  ["paid 12.50 EUR to DE89370400440532013000", "paid <value>.<value> EUR to <value>"],
  ["failed to fetch https://split.example/join/abc?x=y at once", "failed to fetch <address> at once"],
  ["can't access it, „Büro“ and ‘home’ and `a b` are away", "can't access it, <text> and <text> and <text> are away"],
  ["it was “cut off before its end", "it was <text>"],
  ["Minified React error #418", "Minified React error #<value>"],
])("%s", (message, clean) => {
  expect(withoutValues(message)).toBe(clean);
});

test("a message that is far too long is cut", () => {
  expect(withoutValues("word ".repeat(1_000)).length).toBe(300);
});
