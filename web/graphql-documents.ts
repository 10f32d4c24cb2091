import { readFileSync } from "node:fs";
import { parse } from "graphql";
import type { Plugin } from "vite";

/**
 * Replaces each graphql(`…`) by the document that codegen made of it, as a module of its own: so a page brings its own
 * operations along, and no others, nor the map of all, which holds every text twice.
 */
export function graphqlDocuments(generated: string): Plugin {
  const folder = `${generated}/documents/`;
  let written: ReadonlyMap<string, string> | undefined;
  return {
    name: "graphql-documents",
    enforce: "pre",
    apply: "build",
    resolveId: (id) => (id.startsWith(folder) ? id : null),
    load(id) {
      if (!id.startsWith(folder)) return null;
      written ??= documentsIn(readFileSync(`${generated}/graphql.ts`, "utf8"));
      const name = id.slice(folder.length);
      const document = written.get(name);
      if (document === undefined) throw new Error(`Codegen has made no ${name}.`);
      return { code: `export const ${name} = ${document};`, moduleType: "js" };
    },
    transform(code, id) {
      if (!/\.tsx?$/.test(id) || id.startsWith(generated) || !code.includes("graphql(`")) return null;
      const names: string[] = [];
      const replaced = code.replaceAll(/\bgraphql\(\s*`([^`]*)`\s*,?\s*\)/g, (_, text: string) => {
        const name = documentName(text);
        names.push(name);
        return localName(name);
      });
      const imports = names.map(
        (name) => `import { ${name} as ${localName(name)} } from ${JSON.stringify(folder + name)};`,
      );
      return { code: `${imports.join("\n")}\n${replaced}`, map: null };
    },
  };
}

/** The documents of a generated file by their names, each as it is written there, in one line. */
function documentsIn(code: string): ReadonlyMap<string, string> {
  return new Map(
    [...code.matchAll(/^export const (\w+) = (\{.*\}) as unknown as /gm)].map(([, name, text]) => [name!, text!]),
  );
}

/** How codegen names it: ExpenseRow_expense is ExpenseRow_ExpenseFragmentDoc, the query Shell is ShellDocument. */
function documentName(text: string): string {
  const [definition] = parse(text).definitions;
  if (definition?.kind === "FragmentDefinition") return `${pascal(definition.name.value)}FragmentDoc`;
  if (definition?.kind === "OperationDefinition") return `${pascal(definition.name!.value)}Document`;
  throw new Error("An operation or a fragment was expected.");
}

/** Not its own, which what it is assigned to may bear as well. */
function localName(name: string): string {
  return `generated${name}`;
}

function pascal(name: string): string {
  return name
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("_");
}
