import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

type Catalogue = { readonly [key: string]: string | Catalogue };

const read = (language: string): Catalogue => JSON.parse(readFileSync(`web/messages/${language}.json`, "utf8"));
const en = flat(read("en"));
const de = flat(read("de"));

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
