// Brings a checkout to the point where it can run: right Node, right packages, fresh build. Plain JavaScript that needs
// no package, because it runs before any is there.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { dropUnused } from "../ops/drop-unused.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const OLDEST_NODE = [20, 19];
const LOCK = join(root, "dist/.preparing");

/** What each part is built from. A part is built again when the content of one of these files changed. */
const PARTS = [
  {
    name: "server",
    script: "build:server",
    from: ["server", ".swcrc", "package-lock.json"],
    counts: (file) => !file.startsWith("server/test/") && !file.endsWith(".test.ts"),
    result: "dist/server/main.js",
  },
  {
    name: "web app",
    script: "build:web",
    from: [
      "web",
      "server/kernel",
      "schema.graphql",
      "codegen.ts",
      "vite.config.ts",
      "vite.landing.config.ts",
      "vite.explorer.config.ts",
      "package-lock.json",
    ],
    counts: (file) => !file.startsWith("web/gql/") && !/\.test\.tsx?$/.test(file),
    result: "dist/web/index.html",
  },
];

/** Something the reader can put right; shown as one sentence. */
class Problem extends Error {}

/**
 * Installs what is missing and builds what changed, saying so on the error output: the standard output belongs to the
 * program that is prepared. Ends the process with one sentence when it cannot.
 */
export async function prepare({ withTestTools = false, withWeb = true } = {}) {
  const stop = (name) => () => {
    running?.kill();
    process.exit(name === "SIGINT" ? 130 : 143);
  };
  const listeners = ["SIGINT", "SIGTERM", "SIGHUP"].map((name) => [name, stop(name)]);
  for (const [name, listener] of listeners) process.on(name, listener);
  try {
    requireNode();
    await alone(async () => {
      if (!isInstalled(withTestTools)) await install(withTestTools);
      for (const part of withWeb ? PARTS : PARTS.slice(0, 1)) await buildIfChanged(part);
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  } finally {
    for (const [name, listener] of listeners) process.off(name, listener);
  }
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Problem(
    `Expense Tracker needs Node ${OLDEST_NODE.join(".")} or later, and this is ${process.versions.node}.`,
  );
}

/** Two starts at once in one fresh checkout: the second waits until the first has prepared everything. */
async function alone(work) {
  mkdirOrExplain(dirname(LOCK));
  for (let waiting = false; !takeLock(); waiting = true) {
    if (!waiting) say("Another start is preparing this checkout; waiting for it");
    await sleep(300);
  }
  const release = () => rmSync(LOCK, { force: true });
  process.on("exit", release);
  try {
    await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

function mkdirOrExplain(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${LOCK}.${process.pid}`, "");
    rmSync(`${LOCK}.${process.pid}`);
  } catch (error) {
    throw new Problem(`Expense Tracker is built into ${folder}, which cannot be written (${error.code}).`);
  }
}

function takeLock() {
  try {
    writeFileSync(LOCK, markOf(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  try {
    const holder = readFileSync(LOCK, "utf8");
    // A lock without content is being written at this moment, or its writer was killed just then.
    const stale =
      holder === "" ? Date.now() - statSync(LOCK).mtimeMs > 2_000 : markOf(Number(holder.split(" ")[0])) !== holder;
    if (stale) rmSync(LOCK, { force: true });
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  return false;
}

/** A process by its number and, where the system tells it, its start: numbers are used again. */
function markOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return `${pid} ${stat.slice(stat.lastIndexOf(")")).split(" ")[20]}`;
  } catch {
    // Not Linux, or no such process.
  }
  try {
    process.kill(pid, 0);
    return `${pid} running`;
  } catch {
    return `${pid} gone`;
  }
}

/** Whether every package of the lockfile that is needed stands in node_modules in the locked version. */
function isInstalled(withTestTools) {
  const wanted = readPackages("package-lock.json");
  const present = readPackages("node_modules/.package-lock.json");
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.link) return true;
    if (!withTestTools && (entry.dev || entry.devOptional)) return true;
    const found = present[path];
    if (found === undefined) return (entry.optional || entry.peer) && !isForThisMachine(entry);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** Programs come as optional packages, one for each kind of machine; only those of this machine are installed. */
function isForThisMachine({ os, cpu, libc }) {
  return Boolean(os?.includes(process.platform) && cpu?.includes(process.arch) && !libc);
}

/** npm writes its own list last, so an installation that was cut off has none. */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

async function install(withTestTools) {
  const what = withTestTools ? ["--include=dev"] : ["--omit=dev"];
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  // No package needs its install script: programs come ready made, and postgres-programs.ts makes PostgreSQL's links.
  // A script that compiles would fail where there is no compiler, and nobody read what the others do.
  await step("Installing packages", npm(["ci", ...what, "--include=optional", "--ignore-scripts", ...quiet]), {
    problem: "Installing packages failed, as npm says above.",
  });
  dropSourceMaps();
  dropUnused(join(root, "node_modules"));
}

/** Maps to the sources of packages are for whoever works on those, and a seventh of all that was installed. */
function dropSourceMaps() {
  for (const file of readdirSync(join(root, "node_modules"), { recursive: true, withFileTypes: true })) {
    if (file.isFile() && /\.[cm]?(js|ts)\.map$|\.css\.map$/.test(file.name))
      rmSync(join(file.parentPath ?? file.path, file.name));
  }
}

async function buildIfChanged(part) {
  const stamp = join(root, "dist", `.built-${part.script.replace("build:", "")}`);
  const content = hashOf(part);
  if (existsSync(join(root, part.result)) && existsSync(stamp) && readFileSync(stamp, "utf8") === content) return;
  rmSync(stamp, { force: true });
  await step(`Building the ${part.name}`, npm(["run", "--silent", part.script]), {
    problem: `Building the ${part.name} failed, as is said above.`,
  });
  writeFileSync(stamp, content);
}

function hashOf(part) {
  const hash = createHash("sha256");
  const files = part.from.flatMap((name) => filesIn(join(root, name))).filter(part.counts);
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  return hash.digest("hex");
}

/** The files at or below a path, each named from the root with slashes. */
function filesIn(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [relative(root, path).replaceAll("\\", "/")];
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
}

/** The npm that started us, else the one on PATH. */
function npm(args) {
  const started = process.env.npm_execpath;
  return started?.endsWith(".js") ? [process.execPath, started, ...args] : ["npm", ...args];
}

let running;

/** Runs a command to its end with its words on the error output, and says from time to time that it still runs. */
async function step(title, command, { problem }) {
  const begun = Date.now();
  const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`;
  say(`${title}…`);
  const ticker = setInterval(() => say(`${title}… ${seconds()}`), 15_000);
  const code = await run(command);
  clearInterval(ticker);
  if (code !== 0) throw new Problem(problem);
  say(`${title}: done in ${seconds()}`);
}

/**
 * Runs a command in a process group of its own, which is ended as a whole when we stop or are killed: half an
 * installation that goes on in the background would collide with the next one. (npm answers SIGTERM by tidying up for
 * longer than anybody waits; the next installation begins anew in any case.)
 */
function run(command) {
  const guard = `"$@" 3<&- & main=$!
    (cat <&3 >/dev/null; kill -KILL 0) & guard=$!
    wait "$main"; code=$?; kill "$guard" 2>/dev/null; exit "$code"`;
  const child = spawn("/bin/sh", ["-c", guard, "sh", ...command], {
    cwd: root,
    detached: true,
    stdio: ["ignore", 2, 2, "pipe"],
  });
  running = { kill: () => child.stdio[3].destroy() };
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      running = undefined;
      child.stdio[3].destroy();
      resolve(code ?? 1);
    });
  });
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}
