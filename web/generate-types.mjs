// Writes web/gql from codegen.ts with the client preset alone: what GraphQL Code Generator's command line would write,
// without the command line (a test compares the two). Run after `swc codegen.ts -d dist`.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { preset } from "@graphql-codegen/client-preset";
import { codegen } from "@graphql-codegen/core";
import { buildASTSchema, parse } from "graphql";
import settings from "../dist/codegen.js";

const output = process.argv[2] ?? "web/gql/";
const [{ config, presetConfig }] = Object.values(settings.generates);
const { importExtension, emitLegacyCommonJSImports } = settings;

/** The source files of the web app that may hold operations. */
function sourcesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return path === join("web/gql") ? [] : sourcesIn(path);
    return /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) ? [path] : [];
  });
}

/** A tagged operation or fragment; what merely talks of one, in a comment, begins with no such word. */
const TAGGED = /\bgraphql\(\s*`(\s*(?:query|mutation|subscription|fragment)\b[^`]*)`/g;

/** What stands between the backticks of every tag in a file. */
function documentsIn(path) {
  const texts = [...readFileSync(path, "utf8").matchAll(TAGGED)].map((match) => match[1]);
  return texts.map((rawSDL) => ({ location: path, rawSDL, document: parse(rawSDL) }));
}

const schema = parse(readFileSync(settings.schema, "utf8"));
const sections = await preset.buildGeneratesSection({
  baseOutputDir: output,
  presetConfig,
  plugins: [],
  schema,
  schemaAst: buildASTSchema(schema),
  documents: sourcesIn("web").sort().flatMap(documentsIn),
  config: { ...config, importExtension, emitLegacyCommonJSImports },
  pluginMap: {},
  pluginContext: {},
  documentTransforms: [],
});
for (const section of sections) {
  const content = await codegen({ ...section, importExtension, emitLegacyCommonJSImports });
  mkdirSync(dirname(section.filename), { recursive: true });
  writeFileSync(section.filename, content);
}
