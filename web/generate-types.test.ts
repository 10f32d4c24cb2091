import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const bin = (name: string) => join(process.cwd(), "node_modules/.bin", name);

function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

test("the build types operations as GraphQL Code Generator's command line does", () => {
  const folder = mkdtempSync(join(tmpdir(), "expense-tracker-gql-"));
  try {
    execFileSync(bin("graphql-codegen"), ["--config", "codegen.ts", "--silent"], { stdio: "ignore" });
    execFileSync(bin("swc"), ["codegen.ts", "-d", "dist", "--quiet"], { stdio: "ignore" });
    execFileSync(process.execPath, ["web/generate-types.mjs", `${folder}/`]);
    expect(filesIn(folder)).toEqual(filesIn("web/gql"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
