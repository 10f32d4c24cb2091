import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";

interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: string;
}

interface Manifest {
  readonly start_url: string;
  readonly display: string;
  readonly icons: readonly Icon[];
  readonly shortcuts: readonly { readonly name: string; readonly url: string; readonly icons: readonly Icon[] }[];
}

const manifest = JSON.parse(readFileSync("web/public/manifest.webmanifest", "utf8")) as Manifest;
const SIGNATURE = "89504e470d0a1a0a";

/** What a PNG says of its own size, in the header that its format puts first. */
function sizeOf(path: string): string {
  const bytes = readFileSync(`web/public${path}`);
  expect(bytes.subarray(0, 8).toString("hex")).toBe(SIGNATURE);
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

test("every picture of the manifest is there, and as large as it says", () => {
  const pictures = [...manifest.icons, ...manifest.shortcuts.flatMap(({ icons }) => icons)];
  const drawn = pictures.filter(({ type }) => type === "image/png");
  for (const { src, sizes } of drawn) expect({ src, sizes: sizeOf(src) }).toEqual({ src, sizes });
});

test("it can be installed: icons of 192 and 512, one that may be cut to any shape, and a page to begin with", () => {
  expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(
    expect.arrayContaining(["192x192 any", "512x512 any", "512x512 maskable"]),
  );
  expect(manifest).toMatchObject({ start_url: "/home", display: "standalone" });
});

test("its shortcuts lead to pages that there are", () => {
  const routes = readFileSync("web/App.tsx", "utf8");
  for (const { url } of manifest.shortcuts) expect(routes).toContain(`page("${url.slice(1)}"`);
});
