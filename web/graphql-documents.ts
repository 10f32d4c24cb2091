import { parse } from "graphql";
import type { Plugin } from "vite";

/**
 * Replaces each graphql(`…`) by the document that codegen made of it, so that a page brings its own operations along
 * and the map of all operations, which holds every text twice, stays out of the build.
 */
export function graphqlDocuments(generated: string): Plugin {
  return {
    name: "graphql-documents",
    enforce: "pre",
    apply: "build",
    transform(code, id) {
      if (!/\.tsx?$/.test(id) || id.startsWith(generated) || !code.includes("graphql(`")) return null;
      const names: string[] = [];
      const replaced = code.replaceAll(/\bgraphql\(\s*`([^`]*)`\s*,?\s*\)/g, (_, text: string) => {
        const name = documentName(text);
        names.push(name);
        return localName(name);
      });
      const path = JSON.stringify(`${generated}/graphql.ts`);
      return {
        code: `import { ${names.map((name) => `${name} as ${localName(name)}`).join(", ")} } from ${path};\n${replaced}`,
        map: null,
      };
    },
  };
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
