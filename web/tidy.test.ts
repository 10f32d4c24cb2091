import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { parseSync } from "@swc/core";
import { parse, visit } from "graphql";

interface Source {
  readonly path: string;
  readonly text: string;
}

const sources: Source[] = readdirSync("web", { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.ts$|^gql\//.test(path))
  .map((path) => ({ path, text: readFileSync(`web/${path}`, "utf8") }));

interface FunctionLength {
  readonly name: string;
  readonly lines: number;
}

interface Node {
  readonly type?: string;
  readonly span?: { readonly start: number; readonly end: number };
  readonly identifier?: { readonly value?: string } | null;
  readonly id?: { readonly value?: string };
  readonly init?: Node;
}

/** Every function of a file with its lines, those inside of others too. */
function functionsIn({ path, text }: Source): FunctionLength[] {
  const program = parseSync(text, { syntax: "typescript", tsx: path.endsWith(".tsx") });
  // The parser counts bytes, and counts on from file to file.
  const bytes = Buffer.from(text);
  const beforeCode = bytes.indexOf(Buffer.from(text.replace(/^(\s|\/\/.*|\/\*[\s\S]*?\*\/)+/, "")));
  const offset = program.span.start - beforeCode;
  const found: FunctionLength[] = [];
  walk(program as unknown as Node, undefined);
  return found;

  function walk(node: Node, name: string | undefined): void {
    const own = node.identifier?.value ?? name;
    if (/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ClassMethod)$/.test(node.type ?? "")) {
      const code = bytes.subarray(node.span!.start - offset, node.span!.end - offset).toString();
      found.push({ name: `${path}: ${own ?? "a function"}`, lines: code.split("\n").length });
    }
    for (const [key, child] of Object.entries(node)) {
      const childName = node.type === "VariableDeclarator" && key === "init" ? node.id?.value : undefined;
      for (const each of Array.isArray(child) ? child : [child])
        if (typeof each === "object" && each !== null) walk(each as Node, childName);
    }
  }
}

/** A form that is longer says more than one thing: it is cut along what a person sees. */
const LINES_MAX = 120;

test("no function is so long that one loses its beginning", () => {
  const functions = sources.flatMap(functionsIn);
  expect(functions.length).toBeGreaterThan(1_000);
  const long = functions.filter(({ lines }) => lines > LINES_MAX).map(({ name, lines }) => `${name}, ${lines} lines`);
  expect(long).toEqual([]);
});

test("what measures functions sees the long one", () => {
  const text = `/* ü */\nexport function Long() {\n${"  f();\n".repeat(200)}}\nconst short = () => 1;\n`;
  expect(functionsIn({ path: "x.tsx", text })).toEqual([
    { name: "x.tsx: Long", lines: 202 },
    { name: "x.tsx: short", lines: 1 },
  ]);
});

test("every write goes through the one door", () => {
  const sending = sources.filter(({ text }) => /\buseMutation\b|\.mutate\(/.test(text));
  expect(sending.map(({ path }) => path)).toEqual(["lib/write.ts"]);
});

test("what one may do is asked of the server, and not decided by a role", () => {
  const deciding = sources.filter(({ text }) => /\brole\s*[!=]==/.test(text));
  expect(deciding.map(({ path }) => path)).toEqual([]);
});

test("what spells writes, and all hooks, stay few lines", () => {
  const hooks = sources.filter(({ path }) => /(^|\/)(use[A-Z-][\w-]*|writes?)\.tsx?$/.test(path));
  expect(hooks.length).toBeGreaterThan(10);
  const lines = hooks.reduce((total, { text }) => total + text.split("\n").length, 0);
  // 1,500 before the screens of an expense, a group and a guest; 150 are what moves a long list, 50 who is here, 300 what sends, reads and claims receipts, 350 the keys of charts and what is told, planned and reported, 20 what brings a budget back. Each further room says what it adds.
  expect(lines).toBeLessThanOrEqual(2_420);
});

test("a fragment that holds others is read by its name: without it the page fails", () => {
  const unnamed = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/fragment (\w+) on \w+ \{[^`]*\.\.\.\s*[A-Z]/g)]
      .map((match) => match[1]!)
      .filter((name) => text.includes(`fragment: ${name}`) && !text.includes(`fragmentName: "${name}"`))
      .map((name) => `${path}: ${name}`),
  );
  expect(unnamed).toEqual([]);
});

interface ReadList {
  readonly path: string;
  readonly document: string;
  readonly list: string;
}

/** Lists of which a document asks for a fixed number, but for the first or last one alone. */
function fixedListsIn({ path, text }: Source): ReadList[] {
  return [...text.matchAll(/\bconst (\w+) = graphql\(\s*`([^`]*)`/g)].flatMap(([, document, query]) => {
    const found: ReadList[] = [];
    visit(parse(query!), {
      Field: ({ name, arguments: given, selectionSet }) => {
        const size = given?.find((each) => ["first", "last"].includes(each.name.value))?.value;
        // What a list is asked for may stand in a fragment.
        const isList = selectionSet?.selections.some(
          (each) => each.kind === "FragmentSpread" || (each.kind === "Field" && each.name.value === "edges"),
        );
        if (isList && size?.kind === "IntValue" && size.value !== "1") {
          found.push({ path, document: document!, list: name.value });
        }
      },
    });
    return found;
  });
}

/** Whether some code beside the documents looks at what follows the first of a list, or has it read. */
function goesOn(text: string): boolean {
  const code = text.replaceAll(/graphql\(\s*`[^`]*`/g, "");
  return /\bhasNextPage\b|\buse(AllGroups|WholeGroups|GroupsBehind)\(/.test(code);
}

/** Those of which no file that reads the document goes on. */
function takenForAll(files: readonly Source[]): string[] {
  return files
    .flatMap(fixedListsIn)
    .filter(({ document }) => !files.some(({ text }) => new RegExp(`\\b${document}\\b`).test(text) && goesOn(text)))
    .map(({ path, document, list }) => `${path}: ${list} of ${document}`);
}

test("the first of a list are not taken for all of it", () => {
  expect(sources.flatMap(fixedListsIn).length).toBeGreaterThan(8);
  expect(takenForAll(sources)).toEqual([]);
});

test("what looks for them sees a list that ends at fifty, wherever its document stands", () => {
  const query = (size: number) =>
    `graphql(\`query Q { groups(first: ${size}) { edges { node { id } } pageInfo { hasNextPage } } }\`)`;
  const document = { path: "page.ts", text: `export const Page = ${query(50)};` };
  const reader = { path: "Page.tsx", text: "usePageQuery(Page, {}).groups" };
  expect(takenForAll([document, reader])).toEqual(["page.ts: groups of Page"]);
  expect(takenForAll([document, { ...reader, text: "useAllGroups(usePageQuery(Page, {}).groups)" }])).toEqual([]);
  expect(takenForAll([{ path: "page.ts", text: `const Page = ${query(1)};` }])).toEqual([]);
  const parts = { path: "page.ts", text: "const Page = graphql(`query Q { groups(first: 50) { ...Parts } }`);" };
  expect(takenForAll([parts])).toEqual(["page.ts: groups of Page"]);
});
