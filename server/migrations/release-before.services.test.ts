import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { testDatabase } from "../test/database.js";

/** Of the release before: every mutation, for everybody who may ask, and what reads most of the tables. */
const SAYS_MOST = [
  "server/app/askers.test.ts",
  "server/modules/ledger/histories.test.ts",
  "server/modules/imports/mutations/importCommit.test.ts",
  "server/modules/feed/feed.test.ts",
  "server/platform/events/follow.test.ts",
];

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

function git(...args: string[]): string {
  return execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

/** The tag of the last release before this commit; null as long as there is none. */
function releaseBefore(): string | null {
  const [latest] = git("tag", "--list", "v[0-9]*", "--merged", "HEAD", "--sort=-version:refname").split("\n");
  return latest || null;
}

/** Runs the release's own tests in a checkout of it, on copies of a database that has the tables of this one. */
async function runTestsOf(checkout: string, databaseUrl: string): Promise<Report> {
  const outputFile = join(checkout, "report.json");
  const tests = SAYS_MOST.filter((path) => existsSync(join(checkout, path)));
  const args = ["--experimental-vm-modules", "node_modules/jest/bin/jest.js", "--json", `--outputFile=${outputFile}`];
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    TEST_DATABASE_URL: process.env.TEST_SERVER_URL,
    TEST_TEMPLATE: new URL(databaseUrl).pathname.slice(1),
    NODE_OPTIONS: "--disable-warning=ExperimentalWarning",
  };
  for (const ours of ["TEST_SERVICES", "JEST_WORKER_ID", "DATABASE_URL"]) delete env[ours];
  const child = spawn(process.execPath, [...args, "--runTestsByPath", ...tests], {
    cwd: checkout,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  await new Promise((resolve) => child.once("close", resolve));
  return JSON.parse(readFileSync(outputFile, "utf8")) as Report;
}

test("the release before works on the tables of this one, as it must while they run side by side", async () => {
  const tag = releaseBefore();
  if (tag === null) return expect(git("tag", "--list", "v[0-9]*")).toBe("");
  const folder = mkdtempSync(join(tmpdir(), "expense-tracker-release-"));
  const checkout = join(folder, "checkout");
  const database = await testDatabase();
  try {
    git("worktree", "add", "--detach", checkout, tag);
    symlinkSync(join(process.cwd(), "node_modules"), join(checkout, "node_modules"));
    const report = await runTestsOf(checkout, database.url);
    expect(report).toMatchObject({ numFailedTests: 0, numRuntimeErrorTestSuites: 0 });
    expect(report.numPassedTests).toBeGreaterThan(20);
  } finally {
    git("worktree", "remove", "--force", checkout);
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  }
});
