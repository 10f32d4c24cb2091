// `npm test`: installs, builds, and runs everything there is to check, each part with a visible result. Arguments go to
// Jest (`npm test -- expenses`), and then only Jest runs. With --fast (`npm run check`): lint, format, types and the tests
// that are pure. With --long (`npm run test:long`): the random tests, with all their cases and a seed that is new. With --services
// (`npm run test:services`): what needs Redis, MinIO, nginx and so on. Plain JavaScript that needs no package, because it
// runs before any is there.
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare, root } from "../prepare.mjs";
import { testFiles } from "./test-files.mjs";

const BIN = join(root, "node_modules/.bin");
const args = process.argv.slice(2);
const isFast = args.includes("--fast");
const isLong = args.includes("--long");
const isServices = args.includes("--services");
const wanted = args.filter((argument) => !["--fast", "--long", "--services"].includes(argument));

const gates = [
  { name: "lint", command: [join(BIN, "oxlint"), "--type-aware", "--deny-warnings"] },
  { name: "format", command: [join(BIN, "biome"), "check"] },
  { name: "types of the server", command: [join(BIN, "tsc")] },
  { name: "types of the web app", command: [join(BIN, "tsc"), "-p", "web"] },
];

let passed = 0;
let failed = 0;
let running;

for (const [name, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
  process.on(name, () => {
    if (running === undefined) process.exit(code);
    running.once("close", () => process.exit(code));
    running.kill("SIGTERM");
  });
}

await prepare({ withTestTools: true });
if (wanted.length === 0 && !isLong && !isServices) for (const gate of gates) await pass(gate);
await jest(isFast ? ["--selectProjects", "pure"] : isLong && wanted.length === 0 ? randomTests() : wanted);

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode ||= failed > 0 || passed === 0 ? 1 : 0;

/** Runs one gate, which counts as one test. */
async function pass({ name, command }) {
  const begun = Date.now();
  const code = await run(command, process.env);
  const took = `${((Date.now() - begun) / 1000).toFixed(1)} s`;
  process.stdout.write(`${code === 0 ? "PASS" : "FAIL"} ${name} (${took})\n`);
  if (code === 0) passed += 1;
  else failed += 1;
}

function randomTests() {
  return ["--runTestsByPath", ...testFiles(root).random];
}

/** Said at once, so that whatever is found can be found again. */
function seedOfLong() {
  const seed = process.env.SEED || String(randomInt(2 ** 31));
  process.stdout.write(`Random cases begin at SEED=${seed}\n`);
  return seed;
}

/** Runs Jest and counts what it reports; a test that did not run is not a test that passed. */
async function jest(patterns) {
  const folder = mkdtempSync(join(tmpdir(), "expense-tracker-run-"));
  const report = join(folder, "report.json");
  const options = `${process.env.NODE_OPTIONS ?? ""} --experimental-vm-modules --disable-warning=ExperimentalWarning`;
  const env = {
    ...process.env,
    NODE_OPTIONS: options.trim(),
    ...(isLong && { TEST_LONG: "1", SEED: seedOfLong() }),
    ...(isServices && { TEST_SERVICES: "1" }),
  };
  const command = [process.execPath, join(root, "node_modules/jest/bin/jest.js"), "--json", `--outputFile=${report}`];
  const code = await run([...command, ...patterns], env);
  const before = failed;
  try {
    count(JSON.parse(readFileSync(report, "utf8")));
  } catch {
    process.stdout.write("FAIL Jest ended without a report\n");
    failed += 1;
  }
  if (code !== 0 && failed === before) failed += 1;
  rmSync(folder, { recursive: true, force: true });
}

function count(report) {
  passed += report.numPassedTests;
  failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  const left = report.numPendingTests + report.numTodoTests;
  if (left > 0) process.stdout.write(`FAIL ${left} tests were skipped\n`);
  failed += left;
}

/** Runs a command to its end; with --json Jest prints its report too, which nobody wants to read. */
function run([program, ...rest], env) {
  return new Promise((resolve, reject) => {
    running = spawn(program, rest, { cwd: root, env, stdio: ["ignore", rest.includes("--json") ? "ignore" : 1, 2] });
    running.on("error", reject);
    running.on("close", (code) => resolve(code ?? 1));
  });
}
