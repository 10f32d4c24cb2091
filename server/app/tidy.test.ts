import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { modules } from "./modules.js";

const root = process.cwd();
const server = join(root, "server");

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

interface Source {
  readonly path: string;
  readonly text: string;
  /** Of our own files, relative to `server`; packages by their names. */
  readonly imports: readonly string[];
  /** Those of which something runs here, and not only a type is named. */
  readonly runs: readonly string[];
}

const sources: Source[] = filesUnder(server).map((path) => {
  const text = readFileSync(path, "utf8");
  const imported = (code: string) =>
    [...code.matchAll(/(?:from|import)\s+"([^"]+)"/g)].map(([, name]) =>
      name!.startsWith(".") ? relative(server, resolve(dirname(path), name!)).replace(/\.js$/, ".ts") : name!,
    );
  const runs = imported(text.replace(/^import type [^;]+;/gm, ""));
  return { path: relative(server, path), text, imports: imported(text), runs };
});
const product = sources.filter(({ path }) => !path.endsWith(".test.ts") && !path.startsWith("test/"));

function inFolder(folder: string): Source[] {
  return product.filter(({ path }) => path.startsWith(`${folder}/`));
}

describe("who may import whom", () => {
  test("the kernel imports the kernel alone", () => {
    const outside = inFolder("kernel").flatMap(({ path, imports }) =>
      imports.filter((name) => !name.startsWith("kernel/")).map((name) => `${path} → ${name}`),
    );
    expect(outside).toEqual([]);
  });

  test("the platform knows no module, and neither the application", () => {
    const upwards = inFolder("platform").flatMap(({ path, imports }) =>
      imports.filter((name) => /^(modules|app)\//.test(name)).map((name) => `${path} → ${name}`),
    );
    expect(upwards).toEqual([]);
  });

  test("only the auth module, and the migrations, know of password hashes", () => {
    const elsewhere = product.filter(({ path }) => !/^(modules\/auth|migrations)\//.test(path));
    const reading = elsewhere.filter(({ text }) => /password_hash|select \* from users|u\.\*/.test(text));
    expect(reading.map(({ path }) => path)).toEqual([]);
  });

  test("what only a mutation can turn into an answer is thrown by mutations alone", () => {
    const fields = product.filter(({ path }) => path.endsWith(".fields.ts"));
    const refusing = fields.filter(({ text }) => /\bknownGroup\(/.test(text));
    expect(refusing.map(({ path }) => path)).toEqual([]);
  });

  test("a module imports earlier modules alone", () => {
    const order = modules.map((module) => module.name);
    const folders = readdirSync(join(server, "modules"));
    expect([...folders].sort()).toEqual([...order].sort());
    const backwards = inFolder("modules").flatMap(({ path, imports }) => {
      const own = order.indexOf(path.split("/")[1]!);
      const later = imports.filter((name) => name.startsWith("modules/") && order.indexOf(name.split("/")[1]!) > own);
      return [...later, ...imports.filter((name) => name.startsWith("app/"))].map((name) => `${path} → ${name}`);
    });
    expect(backwards).toEqual([]);
  });

  test("pure files of modules do no input or output", () => {
    const roles = /\.(entity|loader|fields|access|service|adapter|job|module|checks|queries|input|router|command)\.ts$/;
    const pure = inFolder("modules").filter(
      ({ path }) => !roles.test(path) && !/\/(mutations|subscriptions)\//.test(path),
    );
    expect(pure.length).toBeGreaterThan(5);
    const impure = pure.flatMap(({ path, runs }) =>
      runs
        .filter((name) => /^(pg|typeorm|node:fs.*|node:net|express|platform\/(database|write|context)\.ts)$/.test(name))
        .map((name) => `${path} → ${name}`),
    );
    expect(impure).toEqual([]);
  });

  test.each([
    "argon2",
    "jose",
    "nodemailer",
    "rate-limiter-flexible",
    "csv-parse/sync",
    "busboy",
    "stripe",
    "minio",
    "tesseract.js",
  ])("at most one file imports %s", (name) => {
    const files = product.filter(({ imports }) => imports.includes(name)).map(({ path }) => path);
    expect(files.length).toBeLessThanOrEqual(1);
  });
});

describe("habits", () => {
  test("every mutation stands in a file of its name, with its test beside it", () => {
    const files = product.filter(({ path }) => path.includes("/mutations/"));
    expect(files.length).toBeGreaterThan(20);
    for (const { path, text } of files) {
      const name = path.split("/").at(-1)!.replace(/\.ts$/, "");
      expect([path, text.includes(`async ${name}(`)]).toEqual([path, true]);
      const tested = existsSync(join(server, path.replace(/\.ts$/, ".test.ts")));
      expect([path, tested]).toEqual([path, true]);
    }
  });

  test("no float comes near money", () => {
    const floats = product
      .filter(({ text }) => /\bparseFloat\(|\.toFixed\(|Math\.round\(/.test(text))
      .map(({ path }) => path);
    expect(floats).toEqual([]);
  });

  test("no file is called utils, helpers, common, types or index", () => {
    const vague = sources
      .filter(({ path }) => /(^|\/)(utils|helpers|common|types|index)\.tsx?$/.test(path))
      .map(({ path }) => path);
    expect(vague).toEqual([]);
  });

  test("no test listens to a driver that the server does not use", () => {
    const own = sources.filter(({ path, text }) => path.endsWith(".test.ts") && /\bpg\.Client\.prot[o]type/.test(text));
    expect(own.map(({ path }) => path)).toEqual([]);
  });

  test("no test is skipped, or told to run alone", () => {
    const word = ["skip", "only", "todo"].join("|");
    const files = sources
      .filter(({ text }) => new RegExp(`\\b(test|it|describe)\\.(${word})\\b`).test(text))
      .map(({ path }) => path);
    expect(files).toEqual([]);
  });
});
