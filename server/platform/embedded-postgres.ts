import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { holderOf, lockFolder } from "./folder-lock.js";
import { giveTo, type PostgresPrograms, packagedPrograms, runnablePrograms } from "./postgres-programs.js";
import { isPostgresOn, processesIn, processMark, signal, waitUntil } from "./process-table.js";
import { StartupProblem } from "./startup-problem.js";

const SUPERUSER = "postgres";
const DATABASE = "expense_tracker";
const LOG_LIMIT = 10_000_000;
/** Below the ports that systems hand out for outgoing connections, so that none of those can take ours while it is free. */
const PORTS = { from: 20_000, to: 32_000 };
const FAST_STOP_MILLISECONDS = 4_000;
const RESTART_MILLISECONDS = 60_000;

/** A PostgreSQL server of our own, which is started again by itself when it dies. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** The number of the server's first process, which changes when it had to be started again. */
  postmasterPid(): number | undefined;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** The folder with initdb and postgres; without it those that came with the installation. */
  programs?: string;
  /** False gives up the safety of the data for speed, for tests alone. */
  durable?: boolean;
  /** Removes the data when this process ends, however it ends. */
  temporary?: boolean;
  /** Is called when the server died and could not be started again. */
  onLost?: (problem: Error) => void;
}

/** Starts PostgreSQL on `dataDir/postgres`, which it makes first where there is none. One process at a time may do so. */
export async function startEmbeddedPostgres(
  dataDir: string,
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const folder = openDataFolder(dataDir);
  const release = lockFolder(folder);
  try {
    await stopLeftOver(join(folder, "postgres"));
    const programs = runnablePrograms(options.programs ?? packagedPrograms(), folder);
    await initialise(folder, programs, options.durable ?? true);
    const supervisor = new Supervisor(folder, programs, options, release);
    await supervisor.start();
    return supervisor;
  } catch (error) {
    release();
    throw error;
  }
}

/** Where the database of another running process on this folder is to be found; none where nothing runs there. */
export async function runningPostgres(dataDir: string): Promise<string | undefined> {
  while (existsSync(dataDir) && holderOf(realpathSync(dataDir)) !== undefined) {
    const folder = join(realpathSync(dataDir), "postgres");
    const { pid, port, ready } = postmasterFile(folder);
    if (ready && pid !== undefined && isPostgresOn(pid, folder)) return urlOf(folder, port);
    await sleep(100);
  }
  return undefined;
}

/** Makes the folder where there is none, and answers its real path; throws one sentence where it cannot be written. */
export function openDataFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const probe = join(dataDir, `.probe-${randomBytes(6).toString("hex")}`);
    writeFileSync(probe, "");
    rmSync(probe);
    return realpathSync(dataDir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartupProblem(
      `The data folder ${dataDir} cannot be written (${code}): set DATA_DIR to a folder of your own.`,
    );
  }
}

/** Makes the data beside its place and moves it there when it is whole, so that being killed in the middle does no harm. */
async function initialise(dataDir: string, programs: PostgresPrograms, durable: boolean): Promise<void> {
  const folder = join(dataDir, "postgres");
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith("postgres-new-")) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  if (existsSync(folder)) return giveTo(programs, folder);

  const draft = join(dataDir, `postgres-new-${randomBytes(6).toString("hex")}`);
  const [data, passwordFile] = [join(draft, "data"), join(draft, "password")];
  const password = randomBytes(24).toString("hex");
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(programs, draft);
  const locale =
    process.platform === "darwin"
      ? ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
      : ["--locale=C.UTF-8"];
  const identity = ["-D", data, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const safety = durable ? ["--data-checksums"] : ["--no-sync"];
  await run(programs, "initdb", [...identity, ...locale, "--encoding=UTF8", ...safety]);
  await run(programs, "postgres", ["--single", "-D", data, "postgres"], `CREATE DATABASE ${DATABASE};\n`);
  const passwordBeside = join(data, "superuser-password");
  writeFileSync(passwordBeside, password, { mode: 0o600 });
  if (programs.user) chownSync(passwordBeside, programs.user.uid, programs.user.gid);
  renameSync(data, folder);
  rmSync(draft, { recursive: true, force: true });
}

/** Runs one of PostgreSQL's programs to its end. */
async function run(programs: PostgresPrograms, name: string, args: string[], input = ""): Promise<void> {
  const child = spawnProgram(programs, name, args, ["pipe", "pipe", "pipe"]);
  let output = "";
  child.stdout!.on("data", (chunk) => (output += chunk));
  child.stderr!.on("data", (chunk) => (output += chunk));
  child.stdin!.on("error", () => undefined);
  child.stdin!.end(input);
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new StartupProblem(`PostgreSQL's ${name} failed: ${lastWords(output)}`);
}

function spawnProgram(
  programs: PostgresPrograms,
  name: string,
  args: string[],
  stdio: ("pipe" | "ignore" | number)[],
  detached = false,
): ChildProcess {
  const [command, ...rest] = [...programs.prefix, join(programs.folder, name), ...args];
  // PostgreSQL's own variables would point it at another server or another time zone.
  const inherited = Object.entries(process.env).filter(([variable]) => !/^(PG|LC_|LANG|TZ$)/.test(variable));
  return spawn(command!, rest, { stdio, detached, cwd: "/", env: Object.fromEntries(inherited), ...programs.user });
}

/** Ends what a killed process left: its PostgreSQL, or the children of one that was killed itself. */
async function stopLeftOver(folder: string): Promise<void> {
  const { pid } = postmasterFile(folder);
  if (pid !== undefined && isPostgresOn(pid, folder)) await stopPostmaster(pid, 30_000);
  await endChildrenWithoutParent(folder);
  // The number may belong to somebody else by now, and PostgreSQL would take that for its own server.
  if (pid !== undefined && processMark(pid) !== undefined && !isPostgresOn(pid, folder)) {
    rmSync(join(folder, "postmaster.pid"), { force: true });
  }
}

/** The children of a dead server end by themselves, but one in the middle of a long query not soon enough. */
async function endChildrenWithoutParent(folder: string): Promise<void> {
  if (await waitUntil(() => processesIn(folder).length === 0, 2_000)) return;
  for (const pid of processesIn(folder)) signal(pid, "SIGKILL");
  await waitUntil(() => processesIn(folder).length === 0, 10_000);
}

/** Cuts connections off and writes everything down; where that takes too long the next start replays the log instead. */
async function stopPostmaster(pid: number, patience: number): Promise<void> {
  const mark = processMark(pid);
  const gone = () => processMark(pid) !== mark;
  for (const [name, milliseconds] of [
    ["SIGINT", patience],
    ["SIGQUIT", 3_000],
    ["SIGKILL", 3_000],
  ] as const) {
    if (gone()) return;
    signal(pid, name);
    await waitUntil(gone, milliseconds);
  }
}

class Supervisor implements EmbeddedPostgres {
  private port = 0;
  private server: ChildProcess | undefined;
  private watchdog: ChildProcess | undefined;
  private stopping: Promise<void> | undefined;
  private readonly folder: string;
  private readonly logFile: string;

  constructor(
    private readonly dataDir: string,
    private readonly programs: PostgresPrograms,
    private readonly options: EmbeddedPostgresOptions,
    private readonly release: () => void,
  ) {
    this.folder = join(dataDir, "postgres");
    this.logFile = join(dataDir, "postgres.log");
  }

  get url(): string {
    return urlOf(this.folder, this.port);
  }

  postmasterPid(): number | undefined {
    return this.server?.pid;
  }

  /** Starts the server on a free port, on another one where somebody was faster. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      this.port = await freePort();
      try {
        await this.launch();
        return;
      } catch (error) {
        if (attempt === 5 || !/Address already in use/.test((error as Error).message)) throw error;
      }
    }
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    if (this.server?.pid !== undefined) await stopPostmaster(this.server.pid, FAST_STOP_MILLISECONDS);
    this.watchdog?.kill("SIGKILL");
    if (this.options.temporary) rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
    else this.release();
  }

  private async launch(): Promise<void> {
    if (existsSync(this.logFile) && statSync(this.logFile).size > LOG_LIMIT) truncateSync(this.logFile);
    const log = openSync(this.logFile, "a", 0o600);
    const logStart = statSync(this.logFile).size;
    // A session of its own keeps Ctrl-C and signals to our group away: requests are finished before the database goes.
    const server = spawnProgram(this.programs, "postgres", this.serverArguments(), ["ignore", log, log], true);
    closeSync(log);
    let ended: string | undefined;
    server.once("error", (error) => (ended = error.message));
    server.once("exit", () => {
      // Where it was asked to end, its words do not matter, and its folder may be gone already.
      const asked = this.stopping !== undefined;
      ended = asked ? "it was stopped" : lastWords(readFileSync(this.logFile, "utf8").slice(logStart));
    });
    while (!isReady(this.folder, server.pid)) {
      if (ended !== undefined) throw new StartupProblem(`PostgreSQL did not start: ${ended}`);
      await sleep(25);
    }
    this.server = server;
    this.watch(server.pid!);
    server.once("exit", () => void this.recover());
    if (ended !== undefined) void this.recover();
  }

  /** PostgreSQL died: its data are safe in its log, so it is started again at the same address. */
  private async recover(): Promise<void> {
    this.server = undefined;
    const deadline = Date.now() + RESTART_MILLISECONDS;
    while (this.stopping === undefined) {
      try {
        await stopLeftOver(this.folder);
        if (this.stopping === undefined) await this.launch();
        // Someone may have asked to stop while the new server was coming up.
        if (this.stopping !== undefined) await this.end();
        return;
      } catch (error) {
        if (Date.now() > deadline) return this.options.onLost?.(error as Error);
        await sleep(200);
      }
    }
  }

  private serverArguments(): string[] {
    const settings = {
      listen_addresses: "127.0.0.1",
      port: String(this.port),
      unix_socket_directories: "",
      max_connections: "100",
      timezone: "UTC",
      log_timezone: "UTC",
      // Its details repeat what somebody entered.
      log_error_verbosity: "terse",
      jit: "off",
      ...(this.options.durable === false
        ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }
        : { fsync: "on", synchronous_commit: "on", full_page_writes: "on" }),
    };
    return ["-D", this.folder, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  }

  /** A shell that ends PostgreSQL when we are killed: it reads from us until nobody is there to write. */
  private watch(pid: number): void {
    this.watchdog?.kill("SIGKILL");
    const script = `cat >/dev/null; kill -INT "$1"; [ -z "$2" ] && exit
      for second in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2>/dev/null || break; sleep 1; done; rm -rf "$2"`;
    const args = ["-c", script, "sh", String(pid), this.options.temporary ? this.dataDir : ""];
    const watchdog = spawn("/bin/sh", args, { stdio: ["pipe", "ignore", "ignore"], detached: true, cwd: "/" });
    watchdog.stdin.on("error", () => undefined);
    watchdog.on("error", () => undefined);
    watchdog.unref();
    this.watchdog = watchdog;
  }
}

function isReady(folder: string, pid: number | undefined): boolean {
  const file = postmasterFile(folder);
  return file.pid === pid && file.ready;
}

/** What a running server says about itself in its data folder. */
function postmasterFile(folder: string): { pid: number | undefined; port: number; ready: boolean } {
  let lines: string[] = [];
  try {
    lines = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
  } catch {
    // No server runs on the folder, or there is no such folder yet.
  }
  const pid = Number(lines[0]);
  return { pid: pid > 0 ? pid : undefined, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

function urlOf(folder: string, port: number): string {
  const password = readFileSync(join(folder, "superuser-password"), "utf8");
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

/** A port on which nobody listens at this moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    const isFree = await listenBriefly(port, "127.0.0.1").then(
      () => true,
      () => false,
    );
    if (isFree) return port;
  }
}

/** Rejects, as listening would, where a server cannot listen at this address now. */
export function listenBriefly(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve()));
  });
}

function lastWords(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const telling = lines.filter((line) => /FATAL|PANIC|error:|could not/i.test(line));
  return (telling.length > 0 ? telling : lines).slice(-3).join(" ") || "it said nothing";
}
