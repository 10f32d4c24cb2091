import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { tablesOf } from "./declarations.js";
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

  test("what reads receipts imports the kernel, and nothing else of the server", () => {
    const outside = inFolder("reader").flatMap(({ path, imports }) =>
      imports.filter((name) => /^(platform|modules|app|test)\//.test(name)).map((name) => `${path} → ${name}`),
    );
    expect(inFolder("reader").length).toBeGreaterThan(10);
    expect(outside).toEqual([]);
  });

  test("the platform knows no module, and neither the application", () => {
    const upwards = inFolder("platform").flatMap(({ path, imports }) =>
      imports.filter((name) => /^(modules|app)\//.test(name)).map((name) => `${path} → ${name}`),
    );
    expect(upwards).toEqual([]);
  });

  test("no file imports itself by way of others, and be it for a type", () => {
    const imports = new Map(product.map((source) => [source.path, source.imports]));
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      (imports.get(from) ?? []).some((next) => {
        if (next === to) return true;
        if (seen.has(next)) return false;
        seen.add(next);
        return reaches(next, to, seen);
      });
    expect(product.filter(({ path }) => reaches(path, path)).map(({ path }) => path)).toEqual([]);
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
    const folders = readdirSync(join(server, "modules"));
    expect([...folders].sort()).toEqual([...order].sort());
    const backwards = inFolder("modules").flatMap(({ path, imports }) => {
      const own = order.indexOf(path.split("/")[1]!);
      const later = imports.filter((name) => name.startsWith("modules/") && order.indexOf(name.split("/")[1]!) > own);
      return [...later, ...imports.filter((name) => name.startsWith("app/"))].map((name) => `${path} → ${name}`);
    });
    expect(backwards).toEqual([]);
  });

  /** Everybody records events, and the group's row is what numbers them: these two are the ground that all stand on. */
  const GROUND = ["groups", "group_events"];
  const order = modules.map((module) => module.name);

  /** Where files say, in statements or as texts, the names of tables and events of modules that come after their own. */
  function namesOfLater({ path, text }: Source): string[] {
    // Nobody comes before the platform.
    const later = modules.slice(path.startsWith("platform/") ? 0 : order.indexOf(path.split("/")[1]!) + 1);
    const tables = later.flatMap(tablesOf).filter((table) => !GROUND.includes(table));
    // What happens to expenses is called "expense.…".
    const subjects = later.flatMap(({ events = [] }) => events.map(({ name }) => name.split(".")[0]!));
    const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
    const said = [
      ...tables.map((table) => `\\b(?:from|join|into|update|only|using)\\s+${table}\\b|["']${table}["']`),
      ...[...new Set(subjects)].map((subject) => `["'\`]${subject}\\.`),
    ];
    if (said.length === 0) return [];
    return [...code.matchAll(new RegExp(said.join("|"), "g"))].map(([word]) => `${path}: ${word}`);
  }

  test("no file knows a table or an event of a later module by a text", () => {
    const late = [...inFolder("platform"), ...inFolder("modules")].flatMap(namesOfLater);
    expect(late).toEqual([]);
  });

  test("what looks for the names of later modules finds them", () => {
    const source = (path: string, text: string): Source => ({ path, text, imports: [], runs: [] });
    const text =
      'select * from expenses; delete from members; type === "expense.created"; ["settlements"]; /* from imports */';
    expect(namesOfLater(source("modules/ledger/x.ts", text))).toEqual([
      "modules/ledger/x.ts: from expenses",
      'modules/ledger/x.ts: "expense.',
      'modules/ledger/x.ts: "settlements"',
    ]);
    expect(namesOfLater(source("platform/x.ts", text))).toContain("platform/x.ts: from members");
    expect(namesOfLater(source("modules/imports/x.ts", text))).toEqual([]);
  });

  test("pure files of modules do no input or output", () => {
    const roles = /\.(entity|loader|fields|access|service|adapter|job|module|checks|queries|input|router|command)\.ts$/;
    const pure = inFolder("modules").filter(
      ({ path }) => !roles.test(path) && !/\/(mutations|subscriptions)\//.test(path),
    );
    expect(pure.length).toBeGreaterThan(5);
    const impure = pure.flatMap(({ path, runs }) =>
      runs
        .filter((name) =>
          /^(pg|typeorm|node:fs.*|node:net|express|platform\/(database|reader|write|context)\.ts)$/.test(name),
        )
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
      const isHere = text.includes(`async ${name}(`) || text.includes(`mutation({\n  name: "${name}"`);
      expect([path, isHere]).toEqual([path, true]);
      const tested = existsSync(join(server, path.replace(/\.ts$/, ".test.ts")));
      expect([path, tested]).toEqual([path, true]);
    }
  });

  test("every id that is made or asked for has a prefix that a module declares", () => {
    const declared = modules.flatMap((module) => Object.keys(module.ids ?? {}));
    const texts = [
      ...product,
      ...filesUnder(join(root, "web")).map((path) => ({ path, text: readFileSync(path, "utf8") })),
    ];
    const unknown = texts.flatMap(({ path, text }) =>
      [...text.matchAll(/\b(?:newId|newIdFrom|isId)\(\s*"(\w+)"/g)]
        .filter(([, prefix]) => !declared.includes(prefix!))
        .map(([call]) => `${path}: ${call}`),
    );
    expect(unknown).toEqual([]);
  });

  test("every event that a module declares has words in the web", () => {
    // Some pages bring texts of their own, in folders beside those of all.
    const folder = join(root, "web/messages");
    const messages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith("en.json"),
    );
    const worded = messages.flatMap((path) => {
      const { activity } = JSON.parse(readFileSync(join(folder, path), "utf8")) as {
        activity?: Record<string, string>;
      };
      return Object.keys(activity ?? {});
    });
    const names = modules.flatMap((module) => (module.events ?? []).map(({ name }) => name));
    expect(names.length).toBeGreaterThan(20);
    const isWorded = (name: string) => worded.some((key) => key.startsWith(name.replace(".", "_")));
    expect(names.filter((name) => !isWorded(name))).toEqual([]);
  });

  test("rows of an entity become entities, where their columns are compared with its own", () => {
    const names = modules.flatMap((module) => module.entities ?? []).map(({ name }) => name);
    const promised = new RegExp(`\\brows<(?:${names.join("|")})>`, "g");
    const files = inFolder("modules").flatMap(({ path, text }) =>
      [...text.matchAll(promised)].map(([word]) => `${path}: ${word}`),
    );
    expect(files).toEqual([]);
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

  test("a test asks who is connected to its own database alone: other files stand on the same server", () => {
    const tests = sources.filter(({ path }) => path.endsWith(".test.ts") || path.startsWith("test/"));
    const questions = tests.flatMap(({ path, text }) =>
      [...text.matchAll(/\b(?:from|join) pg_(?:stat_activity|locks)\b[^;]{0,80}/g)].map(([question]) => ({
        path,
        question,
      })),
    );
    expect(questions.length).toBeGreaterThan(8);
    const isOwn = ({ question }: { question: string }) => /datname = current_database\(\)|\bpid = /.test(question);
    expect(questions.filter((each) => !isOwn(each))).toEqual([]);
  });

  test("no test is skipped, or told to run alone", () => {
    const word = ["skip", "only", "todo"].join("|");
    const files = sources
      .filter(({ text }) => new RegExp(`\\b(test|it|describe)\\.(${word})\\b`).test(text))
      .map(({ path }) => path);
    expect(files).toEqual([]);
  });
});

test("no file that people read holds the marks of a merge that nobody finished", () => {
  const texts = ["docs", "docs/adr"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
  );
  const pages = [...texts, ...readdirSync(root).map((name) => join(root, name))].filter((path) => path.endsWith(".md"));
  const marked = pages.filter((path) => /^(?:<{7}|>{7}) /m.test(readFileSync(path, "utf8")));
  expect(pages.length).toBeGreaterThan(40);
  expect(marked).toEqual([]);
});
