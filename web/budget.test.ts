import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";

const BUILT = "dist/web";
const KILOBYTE = 1000;

const zipped = (path: string) => gzipSync(readFileSync(join(BUILT, path)), { level: 9 }).length;
const assets = readdirSync(join(BUILT, "assets"));
const page = readFileSync(join(BUILT, "index.html"), "utf8");

test("no part that is loaded later is large", () => {
  const named = new Set([...page.matchAll(/assets\/[^"]+\.js/g)].map((match) => match[0]));
  const later = assets.map((name) => `assets/${name}`).filter((path) => path.endsWith(".js") && !named.has(path));
  expect(later.filter((path) => zipped(path) > 100 * KILOBYTE)).toEqual([]);
});

test("the page, its styles and its font are small", () => {
  const [latin] = assets.filter((name) => name.startsWith("inter-latin-wght"));
  expect(Buffer.byteLength(page)).toBeLessThan(15 * KILOBYTE);
  expect(readFileSync(join(BUILT, "assets", latin!)).length).toBeLessThan(50 * KILOBYTE);
  for (const name of assets.filter((each) => each.endsWith(".css")))
    expect(zipped(`assets/${name}`)).toBeLessThan(20 * KILOBYTE);
});

test("nothing in the page needs what the content security policy forbids", () => {
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
  expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});
