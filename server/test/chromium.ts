import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { type Browser, chromium } from "playwright-core";

interface BrowserProgram {
  readonly executablePath: string;
  readonly env?: Record<string, string>;
}

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The packed list of font folders names places that are not here. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** A page of a test is gone before it would pay to compile it better: that takes a sixth of all that a browser does. */
export const SHORT_LIVED = ["--js-flags=--no-opt --no-maglev"];

/** Starts the browser of CHROMIUM_PATH, else one on PATH, else the one that ships in npm. The caller closes it. */
export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  const program = fromEnvironment() ?? onPath() ?? (await fromPackage());
  const env = { ...(process.env as Record<string, string>), ...program.env };
  // Small shared memory, as containers have it, would crash tabs.
  const { executablePath } = program;
  return chromium.launch({ executablePath, env, args: ["--disable-dev-shm-usage", ...args] });
}

function fromEnvironment(): BrowserProgram | undefined {
  const executablePath = process.env.CHROMIUM_PATH;
  if (!executablePath) return undefined;
  if (!existsSync(executablePath)) throw new Error(`CHROMIUM_PATH names ${executablePath}, which is not there.`);
  return { executablePath };
}

function onPath(): BrowserProgram | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const executablePath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
  return executablePath === undefined ? undefined : { executablePath };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The packed browser brings the libraries that a machine without a browser does not have, and its own fonts. */
async function fromPackage(): Promise<BrowserProgram> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("The browser tests need Chromium or Chrome: install one, or name it in CHROMIUM_PATH.");
  }
  const require = createRequire(import.meta.url);
  const packed = join(dirname(require.resolve("@sparticuz/chromium")), "../../bin");
  const { version } = JSON.parse(readFileSync(join(packed, "../package.json"), "utf8")) as { version: string };
  const folder = join(process.cwd(), "node_modules/.cache/expense-tracker", `chromium-${version}`);
  if (!existsSync(folder)) await unpack(packed, folder);
  const libraries = [join(folder, "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  const env = { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, "fonts") };
  return { executablePath: join(folder, "chromium"), env };
}

/** Unpacks beside and renames, so that test files that do so at once do not use half a browser. */
async function unpack(packed: string, folder: string): Promise<void> {
  const draft = `${folder}.${randomBytes(6).toString("hex")}`;
  mkdirSync(draft, { recursive: true });
  await Promise.all([
    pipeline(
      createReadStream(join(packed, "chromium.br")),
      createBrotliDecompress(),
      createWriteStream(join(draft, "chromium"), { mode: 0o755 }),
    ),
    untar(join(packed, "al2023.tar.br"), draft),
    untar(join(packed, "fonts.tar.br"), join(draft, "fonts")),
    untar(join(packed, "swiftshader.tar.br"), draft),
  ]);
  writeFileSync(join(draft, "fonts/fonts.conf"), FONTS);
  try {
    renameSync(draft, folder);
  } catch {
    // Another test file was faster, and has unpacked the same.
    rmSync(draft, { recursive: true, force: true });
  }
}

async function untar(file: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const tar = spawn("tar", ["-x", "--no-same-owner", "-C", folder], { stdio: ["pipe", "ignore", "inherit"] });
  const ended = new Promise<number | null>((resolve, reject) => tar.once("error", reject).once("close", resolve));
  // tar stops reading at the end of the archive, before the padding after it; its exit code says whether all went well.
  await pipeline(createReadStream(file), createBrotliDecompress(), tar.stdin).catch(() => undefined);
  if ((await ended) !== 0) throw new Error(`${file} could not be unpacked.`);
}
