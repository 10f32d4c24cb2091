import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@jest/globals";

type Catalogue = { readonly [key: string]: string | Catalogue };

/** The texts of some pages alone, each in a folder of its own. */
const parts = readdirSync("web/messages", { withFileTypes: true }).filter((entry) => entry.isDirectory());
const read = (path: string): Catalogue => JSON.parse(readFileSync(`web/messages/${path}.json`, "utf8"));
const all = (language: string) =>
  new Map([language, ...parts.map(({ name }) => `${name}/${language}`)].flatMap((path) => [...flat(read(path))]));
const en = all("en");
const de = all("de");

function flat(catalogue: Catalogue, prefix = ""): Map<string, string> {
  const entries = Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(path) && !path.includes(".test.") ? [readFileSync(path, "utf8")] : [];
  });
}

const placeholders = (text: string) => new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]));

test("both languages say everything", () => {
  expect([...de.keys()].sort()).toEqual([...en.keys()].sort());
});

test("no text is in two places", () => {
  const keys = ["en", ...parts.map(({ name }) => `${name}/en`)].flatMap((path) => [...flat(read(path)).keys()]);
  expect(keys.filter((key, index) => keys.indexOf(key) < index)).toEqual([]);
});

test("translations name the same things", () => {
  for (const [key, text] of en) expect([key, placeholders(de.get(key)!)]).toEqual([key, placeholders(text)]);
});

test("every text that a page asks for by name is there", () => {
  const code = sources("web").join("\n");
  const asked = [...code.matchAll(/\bt\(\s*"([a-zA-Z]+\.[A-Za-z_.]+)"/g)].map((match) => match[1]!);
  expect(asked.length).toBeGreaterThan(200);
  const known = (key: string) => en.has(key) || en.has(`${key}_other`);
  expect(asked.filter((key) => !known(key))).toEqual([]);
});

/** The file, and those that it brings along, at once or later. */
function broughtBy(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const imported = readFileSync(path, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g);
  for (const [, name] of imported) {
    const found = [".ts", ".tsx"].map((ending) => join(dirname(path), name + ending)).find((each) => existsSync(each));
    if (found?.startsWith("web/") && !found.startsWith("web/gql/")) broughtBy(found, seen);
  }
  return seen;
}

test("a page that says what stands in a part of the texts has asked for that part", () => {
  const routes = readdirSync("web/routes").map((name) => `web/routes/${name}`);
  const missing = routes.flatMap((route) => {
    const code = [...broughtBy(route)].map((path) => readFileSync(path, "utf8")).join("\n");
    const asked = new Set([...code.matchAll(/\bt\(\s*["`]([a-zA-Z]+\.[A-Za-z_.]*)/g)].map((match) => match[1]!));
    return parts
      .filter(({ name }) => !code.includes(`Words("${name}")`))
      .flatMap(({ name }) => {
        const known = flat(read(`${name}/en`));
        return [...asked]
          .filter((key) => known.has(key) || known.has(`${key}_other`))
          .map((key) => `${route}: ${key} of ${name}`);
      });
  });
  expect(missing).toEqual([]);
});
