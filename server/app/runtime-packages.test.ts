import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

/** Of a type alone nothing runs. */
const TYPES = /^(?:import|export) type [^;]+;/gm;
const IMPORTED = /^(?:import|export) (?:[\w\s{},*]+ from )?"([^"]+)";|\b(?:import|packages\.resolve)\("([^"]+)"\)/gm;
/** What the container does not have: tests, benchmarks, and what prepares a checkout. */
const ELSEWHERE = /^server\/(?:test|bench)\/|\.test\.ts$/;

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return path.endsWith(".ts") && !ELSEWHERE.test(path) ? [path] : [];
  });
}

function packagesOf(file: string): string[] {
  const text = readFileSync(file, "utf8").replace(TYPES, "");
  return [...text.matchAll(IMPORTED)]
    .map(([, from, lazily]) => (from ?? lazily)!)
    .filter((name) => !name.startsWith(".") && !name.startsWith("node:"))
    .map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
}

test("the container installs what the server's files import, and no other package", () => {
  const imported = new Set(filesUnder("server").flatMap(packagesOf));
  const listed = JSON.parse(readFileSync("ops/runtime-packages.json", "utf8")) as string[];
  expect(listed).toEqual([...imported].sort());
});
