// `npm run bench`: how long settling takes beside the plainest ways to do the same, what a year of 200,000 expenses takes to be
// understood and to be reported, and what the API's operations take.
// With `-- --against COMMIT` the operations run on a build of that commit too, in turn, on the same data: compare the two
// columns of one run with each other, and nothing with another machine's. Never part of a test.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { median, startProduct } from "./running-product.mjs";
import { Subject } from "./subject.mjs";

const root = join(fileURLToPath(import.meta.url), "../../..");
const ROUNDS = 15;

const { values } = parseArgs({ options: { against: { type: "string" }, rounds: { type: "string" } } });
const rounds = Number(values.rounds ?? ROUNDS);
const folder = mkdtempSync(join(tmpdir(), "expense-tracker-bench-"));
const endings = [];

try {
  await programOf("settling");
  await programOf("spending");
  await programOf("reporting");
  const here = await subjectIn(root, "here");
  const there = values.against === undefined ? null : await subjectIn(checkout(values.against), "there");
  await compare(here, there);
} finally {
  for (const end of endings.reverse()) await end();
  rmSync(folder, { recursive: true, force: true });
}

function programOf(name) {
  const child = spawn(process.execPath, [join(root, `dist/server/bench/${name}.js`)], { stdio: "inherit" });
  return new Promise((resolve) => child.on("close", resolve));
}

/** A build of another commit beside this checkout, with this checkout's packages. */
function checkout(commit) {
  const tree = join(folder, "tree");
  const git = (...args) => execFileSync("git", args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  git("worktree", "add", "--detach", tree, commit);
  endings.push(async () => git("worktree", "remove", "--force", tree));
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  execFileSync("npm", ["run", "--silent", "build:server"], { cwd: tree, stdio: ["ignore", "ignore", "inherit"] });
  return tree;
}

/** The product of that folder, with the data that is measured. */
async function subjectIn(tree, name) {
  const { url, stop } = await startProduct(tree, join(folder, name));
  endings.push(stop);
  const subject = new Subject(url);
  await subject.seed();
  endings.push(() => subject.close());
  return subject;
}

async function compare(here, there) {
  process.stdout.write(`\n${"medians of one operation".padEnd(48)} ${"here".padStart(9)}`);
  process.stdout.write(there ? ` ${values.against.slice(0, 9).padStart(12)} ${"here/there".padStart(11)}\n` : "\n");
  for (const [what, run] of here.rows()) {
    const other = there && new Map(there.rows()).get(what);
    const times = { here: [], there: [], ratio: [] };
    for (let round = -2; round < rounds; round++) {
      // In turn, each of them first as often, so that a machine that drifts drifts for both.
      const order = round % 2 ? ["here", "there"] : ["there", "here"];
      const took = {};
      for (const side of order)
        if (side === "here" || other) took[side] = await millisecondsOf(side === "here" ? run : other);
      if (round < 0) continue;
      times.here.push(took.here);
      if (other) {
        times.there.push(took.there);
        times.ratio.push(took.here / took.there);
      }
    }
    const columns = [`${median(times.here).toPrecision(3).padStart(6)} ms`];
    if (other)
      columns.push(
        `${median(times.there).toPrecision(3).padStart(9)} ms`,
        median(times.ratio).toPrecision(3).padStart(11),
      );
    process.stdout.write(`${what.padEnd(48)} ${columns.join(" ")}\n`);
  }
}

async function millisecondsOf(run) {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}
