// What kind a test file is of, told by what it imports. A pure one runs without a database, a product or a browser, and so
// without any set-up. Plain JavaScript: run.mjs asks it too, and that runs before any package is there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Whoever reaches one of these starts something: a server, a database, a browser or another process. */
const STARTS = new Set([
  "server/test/api.ts",
  "server/test/browser.ts",
  "server/test/database.ts",
  "server/test/product.ts",
  "server/platform/embedded-postgres.ts",
  "node:child_process",
]);

const IMPORTED = /(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g;
/** Of a type alone nothing runs. */
const TYPES = /^(?:import|export) type [^;]+;/gm;

/** Who asks this for how many cases to try, or from which seed, tries random ones. */
const RANDOM = "server/test/random.ts";

/** They need servers that npm does not have: Redis, MinIO, nginx and so on. `npm run test:services` runs them. */
const SERVICES = /\.services\.test\.ts$/;

/**
 * The test files below `server` and `web`, relative to `root`: each is pure, or of the product, or needs foreign servers;
 * some of the first two try random cases.
 *
 * @param {string} root
 * @returns {{ pure: string[], others: string[], services: string[], random: string[] }}
 */
export function testFiles(root) {
  const imports = new Map();
  const all = ["server", "web"].flatMap((folder) => testsUnder(join(root, folder)));
  const files = all
    .filter((file) => !SERVICES.test(file))
    .map((file) => ({ path: relative(root, file), reached: reachedFrom(file, imports, root) }));
  const isPure = ({ reached }) => ![...reached].some((name) => STARTS.has(name));
  const paths = (some) => some.map(({ path }) => path);
  return {
    pure: paths(files.filter(isPure)),
    others: paths(files.filter((file) => !isPure(file))),
    services: all.filter((file) => SERVICES.test(file)).map((file) => relative(root, file)),
    random: paths(files.filter(({ reached }) => reached.has(RANDOM))),
  };
}

/**
 * Everything that a file of ours reaches by its imports, itself included: our own files relative to `root`, packages by
 * their names.
 *
 * @param {string} file
 * @param {Map<string, string[]>} imports what each file was found to import, so that none is read twice
 * @param {string} root
 * @returns {Set<string>}
 */
export function reachedFrom(file, imports, root) {
  const seen = new Set([file]);
  for (const each of seen) for (const next of importsOf(each, imports)) seen.add(next);
  return new Set([...seen].map((path) => (path.startsWith(root) ? relative(root, path) : path)));
}

function testsUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : testsUnder(path);
    return /\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function importsOf(file, imports) {
  if (!/\.tsx?$/.test(file) || !existsSync(file)) return [];
  let found = imports.get(file);
  if (found === undefined) {
    const code = readFileSync(file, "utf8").replace(TYPES, "");
    found = [...code.matchAll(IMPORTED)].map(([, name]) => fileOf(name, dirname(file)));
    imports.set(file, found);
  }
  return found;
}

function fileOf(name, folder) {
  if (!name.startsWith(".")) return name;
  const path = resolve(folder, name);
  const sources = [path.replace(/\.js$/, ".ts"), path.replace(/\.js$/, ".tsx")];
  return sources.find((source) => existsSync(source)) ?? path;
}
