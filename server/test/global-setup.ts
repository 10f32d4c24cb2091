import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { startTestPostgres, TestPostgres } from "./services.js";

declare global {
  /** Kept from setup to teardown, which run in one process. */
  var testPostgres: TestPostgres | undefined;
}

/** Gives the tests that are not pure their PostgreSQL, and the server as their workers load it. */
export default async function globalSetup(): Promise<void> {
  const { compileTested } = await import("./compile-tested.mjs");
  compileTested();
  globalThis.testPostgres = await (await servicesModule()).startTestPostgres();
  process.stderr.write(`Tests use ${globalThis.testPostgres.source}.\n`);
  // The workers inherit these; see database.ts.
  process.env.TEST_SERVER_URL = globalThis.testPostgres.url;
  process.env.TEST_RUN = randomBytes(4).toString("hex");
}

/** Jest transforms this file alone and not what it imports, so the rest is put into one file of plain JavaScript. */
async function servicesModule(): Promise<{ startTestPostgres: typeof startTestPostgres }> {
  const root = process.cwd();
  const outfile = join(root, "node_modules/.cache/expense-tracker/test-services.mjs");
  const entryPoints = [join(root, "server/test/services.ts")];
  buildSync({ entryPoints, outfile, bundle: true, platform: "node", format: "esm", packages: "external" });
  return createRequire(outfile)(outfile);
}
