import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../platform/embedded-postgres.js";
import { processesIn, waitUntil } from "../platform/process-table.js";
import { spend } from "./spending.js";
import { tested } from "./tested.js";

/** The built product as a process of its own, as `npm start` runs it. */
export interface Product {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** Of its database, where that is one on the server of the test run. */
  readonly databaseUrl: string | undefined;
  readonly process: ChildProcess;
  /** All that it has said so far. */
  output(): { readonly standard: string; readonly error: string };
  /** Asks it to end and waits until it has; answers its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Kills it as a crash would, so that it can clean up nothing. */
  kill9(): Promise<void>;
  /** Null while there is none, as for the moment in which one follows another. */
  postmasterPid(): number | null;
  /** The processes of its database that are alive. */
  databaseProcesses(): number[];
}

export interface ProductOptions {
  /**
   * Data of an earlier product to go on with, its database among them; without it a new folder and, unless `env` names
   * one, a database on the server of the test run, which go when the process has ended.
   */
  dataDir?: string;
  env?: Record<string, string>;
  args?: string[];
}

/** A command that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly standard: string;
  readonly error: string;
}

const READY_MILLISECONDS = 60_000;
const main = join(process.cwd(), "dist/server/main.js");

/** Starts the product on a free port and waits until it says that it is ready. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const product = await spawnProduct(options);
  const ready = () => product.output().standard.includes("ready at");
  const over = () => product.process.exitCode !== null || product.process.signalCode !== null;
  await waitUntil(() => ready() || over(), READY_MILLISECONDS);
  if (ready()) return product;
  await product.kill9();
  throw new Error(`The product did not become ready: ${product.output().error}`);
}

/** Starts the product without waiting for it. */
export async function spawnProduct(options: ProductOptions = {}): Promise<Product> {
  spend("products");
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "expense-tracker-product-"));
  // To make a PostgreSQL of its own takes longer than all the rest of a start.
  const database = options.dataDir || options.env?.DATABASE_URL ? undefined : await copiedDatabase();
  const port = Number(options.env?.PORT ?? (await freePort()));
  const own = {
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: "warn",
    RATES_URL: "off",
    ...(database && { DATABASE_URL: database.url }),
  };
  const env = { ...environment(), ...own, ...options.env };
  // A group of its own, so that a test can signal all of it.
  const child = spawn(process.execPath, [main, ...(options.args ?? [])], { env, detached: true });
  const said = collect(child);
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  endWithUs(child.pid!, closed);
  const ended = closed.then(async (code) => {
    await database?.drop();
    if (options.dataDir === undefined) await removeWhenFree(dataDir);
    return code;
  });
  const folder = join(dataDir, "postgres");
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    dataDir,
    databaseUrl: database?.url,
    process: child,
    output: () => said,
    stop: (signal = "SIGTERM") => {
      child.kill(signal);
      return ended;
    },
    kill9: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    postmasterPid: () => pidIn(join(folder, "postmaster.pid")),
    databaseProcesses: () => processesIn(folder),
  };
}

async function copiedDatabase() {
  return (await tested("test/databases.js")).copiedDatabase();
}

/** A shell that kills the product when this test run is killed: it reads from us until nobody is there to write. */
function endWithUs(pid: number, ended: Promise<unknown>): void {
  const script = 'cat >/dev/null; kill -KILL "-$1"';
  const watchdog = spawn("/bin/sh", ["-c", script, "sh", String(pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watchdog.stdin.on("error", () => undefined);
  watchdog.unref();
  void ended.then(() => watchdog.kill("SIGKILL"));
}

/** Runs a program of the product to its end. */
export async function runToEnd(args: string[], env: Record<string, string>): Promise<Ended> {
  spend("commands");
  const child = spawn(process.execPath, args, { env: { ...environment(), ...env } });
  const said = collect(child);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, ...said };
}

/** What a test run sets for itself must not reach the product. */
function environment(): NodeJS.ProcessEnv {
  const ours = ["NODE_OPTIONS", "DATABASE_URL", "TEST_DATABASE_URL", "PORT", "HOST", "PUBLIC_URL", "SMTP_URL"];
  return Object.fromEntries(
    Object.entries({ ...process.env, NODE_ENV: "production" }).filter(([name]) => !ours.includes(name)),
  );
}

function collect(child: ChildProcess): { standard: string; error: string } {
  const said = { standard: "", error: "" };
  child.stdout!.on("data", (chunk) => (said.standard += chunk));
  child.stderr!.on("data", (chunk) => (said.error += chunk));
  return said;
}

/** After a kill the database's own processes still write for a moment. */
async function removeWhenFree(dataDir: string): Promise<void> {
  await waitUntil(() => processesIn(join(dataDir, "postgres")).length === 0, 20_000);
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

/** The process that the file names; null where there is no such file, or nothing in it yet. */
function pidIn(file: string): number | null {
  try {
    return Number(readFileSync(file, "utf8").split("\n")[0]) || null;
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return null;
    throw error;
  }
}
