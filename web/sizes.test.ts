import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";

/**
 * What a browser must have before a page is usable, as the build's own lists say. Not in it is what comes when the page is
 * idle, the socket of live events (3 kB), and what a wide window shows beside what was asked for: who owes whom beside the
 * list (2 kB), the list beside an expense that was opened by its address (19 kB).
 */
const BUILT = "dist/web";
const KILOBYTE = 1000;
const SHELL_MAX = 260 * KILOBYTE;
const LANDING_MAX = 150 * KILOBYTE;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

const known = new Map<string, number>();

/** How many bytes of a file travel, at the level of the server; most pages share most of theirs. */
function zipped(path: string): number {
  if (!known.has(path)) known.set(path, gzipSync(readFileSync(join(BUILT, path)), { level: 6 }).length);
  return known.get(path)!;
}

const manifestAt = (path: string) => JSON.parse(readFileSync(join(BUILT, path), "utf8")) as Manifest;
const shell = manifestAt(".vite/manifest.json");

/** The scripts that a document names itself. */
function scriptsOf(document: string): string[] {
  const text = readFileSync(join(BUILT, document), "utf8");
  return [...text.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1]!);
}

/** Files with all that they import without waiting. */
function withImports(manifest: Manifest, files: readonly string[]): Set<string> {
  const chunks = new Map(Object.values(manifest).map((chunk) => [chunk.file, chunk]));
  const found = new Set(files);
  for (const file of found) for (const key of chunks.get(file)?.imports ?? []) found.add(manifest[key]!.file);
  return found;
}

const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + zipped(file), 0);

/** A route to a page, as a line of App.tsx has it: what lies in another is indented more. */
const ROUTE = /^( *)page\((?:"([^"]+)"|null), \(\) => import\("\.\/(routes\/\w+)\.js"\)/;

/** Every address of the app, with the files of the pages that stand in each other there. */
function addresses(): { address: string; pages: string[] }[] {
  const found: { address: string; pages: string[] }[] = [];
  let around: { depth: number; address: string; pages: string[] }[] = [];
  for (const line of readFileSync("web/App.tsx", "utf8").split("\n")) {
    const [, indent, path, file] = ROUTE.exec(line) ?? [];
    if (line.startsWith("]")) around = [];
    if (indent === undefined) continue;
    around = around.filter(({ depth }) => depth < indent.length);
    const parent = around.at(-1);
    const address = [parent?.address, path].filter(Boolean).join("/");
    const here = { address, pages: [...(parent?.pages ?? []), `${file}.tsx`] };
    around.push({ depth: indent.length, ...here });
    found.push(here);
  }
  return found;
}

/** The texts that a page waits for beside those of all pages: it says so by `useWords`. */
function wordsOf(address: string): string[] {
  if (/^import|settings/.test(address)) return ["imports"];
  if (/balances\/|transfers|changes/.test(address)) return ["why"];
  if (address === "home") return ["receipts", "statistics"];
  if (/notifications|profile/.test(address)) return ["notifications"];
  if (/statistics|budgets|reports/.test(address)) return ["statistics"];
  return /receipts|activity/.test(address) ? ["receipts"] : [];
}

const languages = readdirSync("web/messages").filter((name) => name.endsWith(".json"));

test("every page of the app is there before anybody's patience ends, in every language", () => {
  const places = addresses();
  expect(places).toContainEqual({
    address: "groups/:groupId/expenses/:expenseId",
    pages: ["routes/Group.tsx", "routes/GroupExpenses.tsx", "routes/GroupExpense.tsx"],
  });
  const always = scriptsOf("index.html");
  const sizes = places.flatMap(({ address, pages }) =>
    languages.map((language) => {
      const texts = [language, ...wordsOf(address).map((part) => `${part}/${language}`)];
      const needed = [...pages, ...texts.map((text) => `messages/${text}`)].map((key) => shell[key]!.file);
      return { address, language, bytes: sum(withImports(shell, [...always, ...needed])) };
    }),
  );
  expect(sizes.filter(({ bytes }) => bytes > SHELL_MAX)).toEqual([]);
  // Nobody has forgotten what every page brings along.
  expect(sizes.every(({ bytes }) => bytes > 150 * KILOBYTE)).toBe(true);
});

test("the charts of a page come after it, and are small all together", () => {
  const charts = ["TrendBars", "Ring", "RowBars", "PaceLine"].map((name) => `features/charts/${name}.tsx`);
  const waiting = new Set(withImports(shell, [...scriptsOf("index.html"), shell["routes/Statistics.tsx"]!.file]));
  const files = [
    ...withImports(
      shell,
      charts.map((key) => shell[key]!.file),
    ),
  ].filter((file) => !waiting.has(file));
  const bytes = sum(files);
  expect(bytes).toBeGreaterThan(50 * KILOBYTE);
  expect(bytes).toBeLessThan(100 * KILOBYTE);
});

test("the landing is small in every language, and needs no library", () => {
  const manifest = manifestAt("landing/manifest.json");
  for (const language of ["en", "de"]) {
    const bytes = sum(withImports(manifest, scriptsOf(`landing/${language}.html`)));
    expect(bytes).toBeLessThan(LANDING_MAX / 5);
  }
  const libraries = Object.keys(manifest).filter((key) => /node_modules/.test(key) && !key.endsWith(".woff2"));
  expect(libraries).toEqual([]);
});

test("each script and style sheet lies packed beside itself, for browsers to get it without packing", () => {
  const packed = ["dist/web/assets", "dist/explorer/assets"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(js|css)$/.test(name))
      .map((name) => join(folder, name)),
  );
  expect(packed.length).toBeGreaterThan(50);
  for (const file of packed) {
    const content = readFileSync(file);
    expect([file, brotliDecompressSync(readFileSync(`${file}.br`)).equals(content)]).toEqual([file, true]);
    expect([file, gunzipSync(readFileSync(`${file}.gz`)).equals(content)]).toEqual([file, true]);
  }
});
