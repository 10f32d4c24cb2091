import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitUntil } from "./platform/process-table.js";
import { testDatabase } from "./test/database.js";
import type { TestDatabase } from "./test/databases.js";
import { runToEnd } from "./test/product.js";
import { type RealS3, startMinio } from "./test/real-servers.js";

/** A worker that is started before any server: nobody has made the bucket yet. */
let minio: RealS3;
let database: TestDatabase;
let dataDir: string;
let child: ChildProcess | undefined;

const worker = join(process.cwd(), "dist/server/worker.js");

beforeAll(async () => {
  [minio, database] = [await startMinio(), await testDatabase()];
  dataDir = mkdtempSync(join(tmpdir(), "expense-tracker-worker-"));
});
afterAll(async () => {
  child?.kill("SIGKILL");
  await database.drop();
  await minio.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function settings() {
  return {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    RATES_URL: "off",
    LOG_LEVEL: "warn",
    S3_ENDPOINT: minio.url,
    S3_BUCKET: "made-by-a-worker",
    S3_ACCESS_KEY: minio.accessKey,
    S3_SECRET_KEY: minio.secretKey,
  };
}

test("with a wrong key it says so in one sentence instead of failing at each job", async () => {
  const { code, error } = await runToEnd([worker], { ...settings(), S3_SECRET_KEY: "wrong".repeat(4) });
  expect(code).toBe(1);
  expect(error).toMatch(/^The S3 server at \S+ keeps nothing in the bucket made-by-a-worker .*check S3_BUCKET.*\.\n$/);
});

test("it makes the bucket before its first job", async () => {
  child = spawn(process.execPath, [worker], { env: { ...process.env, ...settings(), NODE_OPTIONS: "" } });
  let said = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk) => (said += String(chunk)));
  await waitUntil(() => said.includes("ready"), 60_000);
  const ended = new Promise((resolve) => child!.once("close", resolve));
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(said).toBe("The worker is ready.\n");
});
