import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { preset } from "@graphql-codegen/client-preset";
import { codegen } from "@graphql-codegen/core";
import { buildASTSchema, parse } from "graphql";

/**
 * Types every operation of the web app from schema.graphql; fragments stay masked, and Apollo Client unmasks them. It
 * drives the client preset itself: the preset's own command line would bring sixty megabytes of loaders for sources
 * that are not used here.
 */
const OUTPUT = "web/gql/";

const config = {
  inlineFragmentTypes: "mask",
  customDirectives: { apolloUnmask: true },
  useTypeImports: true,
  enumsAsTypes: true,
  strictScalars: true,
  emitLegacyCommonJSImports: false,
  importExtension: ".js" as const,
  scalars: { Decimal: "string", LocalDate: "string", DateTime: "string", CurrencyCode: "string" },
};

/** The source files of the web app that may hold operations. */
function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return path === join(OUTPUT) || `${path}/` === OUTPUT ? [] : sourcesIn(path);
    return /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) ? [path] : [];
  });
}

/** A tagged operation or fragment; what merely talks of one, in a comment, begins with no such word. */
const TAGGED = /\bgraphql\(\s*`(\s*(?:query|mutation|subscription|fragment)\b[^`]*)`/g;

/** What stands between the backticks of every tag in a file. */
function documentsIn(path: string) {
  const texts = [...readFileSync(path, "utf8").matchAll(TAGGED)].map((match) => match[1]!);
  return texts.map((rawSDL) => ({ location: path, rawSDL, document: parse(rawSDL) }));
}

const schema = parse(readFileSync("schema.graphql", "utf8"));
const sections = await preset.buildGeneratesSection({
  baseOutputDir: OUTPUT,
  presetConfig: { fragmentMasking: false },
  plugins: [],
  schema,
  schemaAst: buildASTSchema(schema),
  documents: sourcesIn("web").sort().flatMap(documentsIn),
  config,
  pluginMap: {},
  pluginContext: {},
  documentTransforms: [],
});
for (const section of sections) {
  const content = await codegen({ ...section, importExtension: ".js", emitLegacyCommonJSImports: false });
  mkdirSync(dirname(section.filename), { recursive: true });
  writeFileSync(section.filename, content);
}
