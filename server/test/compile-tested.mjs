// Compiles the server and the tests' own helpers for environment.mjs, which loads them without Jest.
import { mkdirSync, readdirSync, renameSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transformFileSync } from "@swc/core";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "dist/tested");

/** Where the compiled server stands. */
export const TESTED = pathToFileURL(`${join(folder, "server")}/`);

/** Brings the compiled server up to its sources. Several runs may do so at once: each file is put there whole. */
export function compileTested() {
  for (const file of sourcesUnder(join(root, "server"))) compile(file);
  // The server looks for the built pages beside itself, and for what their build tells it.
  for (const built of ["web", "explorer", "build.json"]) link(built);
}

function sourcesUnder(path) {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const below = join(path, entry.name);
    if (entry.isDirectory()) return sourcesUnder(below);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts") ? [below] : [];
  });
}

function compile(file) {
  const target = join(folder, relative(root, file)).replace(/\.ts$/, ".js");
  const made = statSync(target, { throwIfNoEntry: false });
  if (made && made.mtimeMs > statSync(file).mtimeMs) return;
  const { code } = transformFileSync(file, { cwd: root, sourceMaps: "inline" });
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, target);
}

function link(built) {
  try {
    symlinkSync(join("..", built), join(folder, built));
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
}
