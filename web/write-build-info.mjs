// Writes dist/build.json: what the server wants to know of the web that was built with it. Run after generate-types.mjs.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parse, print } from "graphql";

/** The documents that codegen made, each in one line of JSON. */
const GENERATED = /^export const \w+ = (\{.*\}) as unknown as /gm;
/** What the landing sends: texts, because it has no library. */
const LITERAL = /["`]((?:query|mutation|subscription) [A-Z]\w*\b[^"`]*)["`]/g;

function matches(text, pattern) {
  return [...text.matchAll(pattern)].map(([, found]) => found);
}

const generated = matches(readFileSync("web/gql/graphql.ts", "utf8"), GENERATED).map((text) => JSON.parse(text));
const scripts = readdirSync("web/landing").filter((name) => /^[^.]+\.ts$/.test(name));
const literal = scripts
  .flatMap((name) => matches(readFileSync(`web/landing/${name}`, "utf8"), LITERAL))
  .map((text) => parse(text));

const operations = {};
for (const document of [...generated, ...literal]) {
  const operation = document.definitions.find(({ kind }) => kind === "OperationDefinition");
  if (operation) (operations[operation.name.value] ??= []).push(print(document));
}
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
writeFileSync("dist/build.json", JSON.stringify({ version, operations }));
