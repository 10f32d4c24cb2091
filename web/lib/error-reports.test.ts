import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { framesOf, pageOf, reportOf, WORDS } from "./error-reports.js";

const ORIGIN = "https://split.example";
const HERE = `at save (${ORIGIN}/assets/app-B1.js:2:30)`;

test("a page is told by its pattern", () => {
  expect(pageOf("/groups/grp_01J8ZQ/expenses/exp_9/edit")).toBe("/groups/:id/expenses/:id/edit");
  expect(pageOf("/join/abcdefgh")).toBe("/join/:id");
  expect(pageOf("/reset/secretsecret/")).toBe("/reset/:id");
  expect(pageOf("/")).toBe("/");
});

test("the words of patterns are those of our pages, and no others", () => {
  const paths = [...readFileSync("web/App.tsx", "utf8").matchAll(/\bpage\("([^"]+)"/g)].map(([, path]) => path!);
  const words = paths.flatMap((path) => path.split("/")).filter((part) => /^[a-z-]+$/.test(part));
  expect([...WORDS].sort()).toEqual([...new Set(words)].sort());
});

test.each([
  ["Chrome", `TypeError: x\n    at save (${ORIGIN}/assets/app-B1.js:2:30)\n    at ${ORIGIN}/assets/libraries-C.js:1:9`],
  ["Firefox", `save@${ORIGIN}/assets/app-B1.js:2:30\n@${ORIGIN}/assets/libraries-C.js:1:9`],
])("our own scripts are found in a stack of %s", (_, stack) => {
  const foreign = "\n    at steal (https://evil.example/assets/app-B1.js:2:30)\n    at chrome-extension://x/y.js:1:1";
  expect(framesOf(stack + foreign, ORIGIN)).toEqual([
    { file: "assets/app-B1.js", line: 2, column: 30 },
    { file: "assets/libraries-C.js", line: 1, column: 9 },
  ]);
});

test("a report says what went wrong, and nothing of whom", () => {
  const place = { origin: ORIGIN, pathname: "/people/usr_01J8" };
  const error = new TypeError(`Cannot read "Ana's flat" of usr_01J8 for ana@example.com at 12.50`);
  error.stack = HERE;
  expect(reportOf(error, place, "0.1.0")).toEqual({
    type: "TypeError",
    message: "Cannot read <text> of <value> for <e-mail> at <value>.<value>",
    page: "/people/:id",
    version: "0.1.0",
    frames: [{ file: "assets/app-B1.js", line: 2, column: 30 }],
  });
});

test.each([
  ["a text", "a text"],
  ["an extension's error", Object.assign(new Error("x"), { stack: "at chrome-extension://x/y.js:1:1" })],
  ["a connection that is away", Object.assign(new TypeError("Failed to fetch"), { stack: HERE })],
  ["what the server said", Object.assign(new Error("x"), { name: "CombinedGraphQLErrors", stack: HERE })],
])("nothing is reported of %s", (_, thrown) => {
  expect(reportOf(thrown, { origin: ORIGIN, pathname: "/" }, "0.1.0")).toBeNull();
});
