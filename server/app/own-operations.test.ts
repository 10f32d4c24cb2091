import { expect, test } from "@jest/globals";
import { OTHER, OwnOperations } from "./own-operations.js";

const TEXT = "query Shell($id: ID!) { viewer { id ...Name @unmask } } fragment Name on User { name }";
const own = new OwnOperations({ Shell: [TEXT, "query Shell { viewer { id } }"] });

test.each([
  ["as it was built", TEXT],
  ["with what the client adds", TEXT.replaceAll("{ id", "{ __typename id").replace("{ name", "{ name __typename")],
  ["with what the client takes away", TEXT.replace("@unmask", "")],
  ["spread over lines", TEXT.replaceAll(" { ", " {\n  ")],
  ["the other text of the same name", "query Shell { viewer { id } }"],
])("an operation is ours %s", (_, text) => {
  for (let time = 0; time < 2; time++) expect(own.labelOf(text, "Shell")).toBe("Shell");
});

test.each([
  ["with one field more", TEXT.replace("{ id", "{ id email"), "Shell"],
  ["with a name of its own for a type", TEXT.replace("{ id", "{ id t: __typename"), "Shell"],
  ["under a name that is not ours", TEXT.replace("Shell", "Mine"), "Mine"],
  ["that is no text", 7, "Shell"],
  ["that cannot be read", "query Shell {", "Shell"],
  ["without a name", TEXT, undefined],
  ["under the name of everything", TEXT, "constructor"],
])("nothing is ours %s", (_, text, name) => {
  expect(own.labelOf(text, name)).toBe(OTHER);
});
