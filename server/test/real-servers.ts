import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Client } from "minio";
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from "testcontainers";
import { freePort } from "../platform/embedded-postgres.js";
import { waitUntil } from "../platform/process-table.js";
import { dockerAnswers } from "./services.js";

/** A foreign server that tests use, and may kill. */
export interface RealServer {
  /** Where it answers: a URL, the same after a restart. */
  readonly url: string;
  /** Where it came from, to be said where a test fails. */
  readonly source: string;
  /** Ends it as a crash would, so that it can write nothing down. */
  kill9(): Promise<void>;
  /** Starts it again on the same port, with what it had on disk. */
  start(): Promise<void>;
  /** Ends it for good; one from the environment goes on. */
  stop(): Promise<void>;
}

/** An S3 server with the keys of an administrator. */
export interface RealS3 extends RealServer {
  readonly accessKey: string;
  readonly secretKey: string;
}

const READY_MILLISECONDS = 60_000;

/**
 * Redis: TEST_REDIS_URL, where the test kills it not; a Docker engine; redis-server on this machine. Throws where there is
 * none: a test that did not run is not a test that passed.
 */
export async function startRedis({ mayBeKilled = false, options = [] as string[] } = {}): Promise<RealServer> {
  const given = process.env.TEST_REDIS_URL;
  if (given && !mayBeKilled && options.length === 0) return elsewhere(given, "TEST_REDIS_URL");
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const docker = await fromDocker("redis:8", { container: 6379, host: port }, {}, ["redis-server", ...options]);
  if (docker) return { url, ...docker };
  const folder = ownFolder("redis");
  const settings = ["--port", String(port), "--dir", folder, "--save", "", "--appendonly", "no", ...options];
  const program = new Program(programNamed("redis-server"), settings, { port, folder });
  await program.start();
  return { url, source: "redis-server", ...program.asServer() };
}

/** MinIO: TEST_S3_ENDPOINT with TEST_S3_ACCESS_KEY and TEST_S3_SECRET_KEY; a Docker engine; minio on this machine. */
export async function startMinio({ mayBeKilled = false } = {}): Promise<RealS3> {
  const { TEST_S3_ENDPOINT: given, TEST_S3_ACCESS_KEY = "", TEST_S3_SECRET_KEY = "" } = process.env;
  if (given && !mayBeKilled) {
    return { ...elsewhere(given, "TEST_S3_ENDPOINT"), accessKey: TEST_S3_ACCESS_KEY, secretKey: TEST_S3_SECRET_KEY };
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [accessKey, secretKey] = ["tester", randomBytes(16).toString("hex")];
  const env = { MINIO_ROOT_USER: accessKey, MINIO_ROOT_PASSWORD: secretKey };
  const image = process.env.MINIO_IMAGE ?? "minio/minio:RELEASE.2025-09-07T16-13-09Z";
  const isReady = () => listsBuckets(port, accessKey, secretKey);
  const docker = await fromDocker(image, { container: 9000, host: port }, env, ["server", "/data"]);
  if (docker) {
    if (!(await waitUntil(isReady, READY_MILLISECONDS))) throw new Error(`${image} does not take its keys.`);
    return { url, ...docker, accessKey, secretKey };
  }
  const folder = ownFolder("minio");
  const settings = ["server", folder, "--address", `127.0.0.1:${port}`, "--console-address", "127.0.0.1:0", "--quiet"];
  const program = new Program(programNamed("minio"), settings, { port, folder, env, isReady });
  await program.start();
  return { url, source: "minio", ...program.asServer(), accessKey, secretKey };
}

/** PgBouncer in transaction mode in front of a database; of the versions around, Debian's has no prepared statements there. */
export async function startPgbouncer(databaseUrl: string, poolSize = 20): Promise<RealServer> {
  const port = await freePort();
  const target = new URL(databaseUrl);
  const folder = ownFolder("pgbouncer");
  const host = target.searchParams.get("host") ?? target.hostname;
  const password = target.password ? ` password=${decodeURIComponent(target.password)}` : "";
  const file = join(folder, "pgbouncer.ini");
  const user = decodeURIComponent(target.username);
  writeFileSync(
    file,
    `[databases]
* = host=${host} port=${target.port || 5432} user=${user}${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 500
ignore_startup_parameters = extra_float_digits
`,
    { mode: 0o644 },
  );
  const program = new Program(programNamed("pgbouncer"), [file], { port, folder, asNobody: true });
  await program.start();
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  url.search = "";
  return { url: url.href, source: "pgbouncer", ...program.asServer() };
}

/** nginx with a whole configuration of the test's own, made for the port and the folder that it gets. */
export async function startNginx(configured: (port: number, folder: string) => string): Promise<RealServer> {
  const port = await freePort();
  const folder = ownFolder("nginx");
  writeFileSync(join(folder, "nginx.conf"), configured(port, folder));
  const settings = ["-p", folder, "-c", join(folder, "nginx.conf"), "-g", "daemon off;"];
  const program = new Program(programNamed("nginx"), settings, { port, folder });
  await program.start();
  return { url: `http://127.0.0.1:${port}`, source: "nginx", ...program.asServer() };
}

/** Runs a checker (promtool, nginx -t, kustomize …) to its end; throws where there is none. */
export function check(name: string, args: readonly string[], input?: string): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(programNamed(name), args, { encoding: "utf8", input });
  return { code: status, output: `${stdout}${stderr}` };
}

function elsewhere(url: string, source: string): RealServer {
  const never = () => Promise.reject(new Error(`The server in ${source} is somebody else's.`));
  return { url, source, kill9: never, start: never, stop: async () => undefined };
}

/** On PATH, where Go installs to, or where Debian keeps servers. */
function programNamed(name: string): string {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", join(homedir(), "go/bin")];
  const folder = folders.find((each) => existsSync(join(each, name)));
  if (folder === undefined) throw new Error(`There is no ${name} here: .ci/services installs what these tests need.`);
  return join(folder, name);
}

function ownFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `expense-tracker-${name}-`));
  // A server that runs as nobody reads what stands there.
  chmodSync(folder, 0o755);
  return folder;
}

interface ProgramOptions {
  readonly port: number;
  readonly folder: string;
  readonly env?: Record<string, string>;
  /** Where to listen is not to be ready. */
  readonly isReady?: () => Promise<boolean>;
  /** Some refuse to run as root. */
  readonly asNobody?: boolean;
}

/** A server as a process of this machine. */
class Program {
  private child: ChildProcess | null = null;
  private readonly path: string;
  private readonly args: readonly string[];
  private readonly options: ProgramOptions;

  constructor(path: string, args: readonly string[], options: ProgramOptions) {
    this.path = path;
    this.args = args;
    this.options = options;
    process.once("exit", () => this.child?.kill("SIGKILL"));
  }

  async start(): Promise<void> {
    const { port, env, asNobody, isReady } = this.options;
    const isRoot = process.getuid?.() === 0;
    const [command, args] =
      asNobody && isRoot
        ? ["setpriv", ["--reuid=nobody", "--clear-groups", this.path, ...this.args]]
        : [this.path, this.args];
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => (said = `${said}${chunk}`.slice(-4_000)));
    this.child = child;
    let ready = false;
    await waitUntil(async () => {
      ready = (await answers(port)) && (await (isReady?.() ?? true));
      return ready || child.exitCode !== null;
    }, READY_MILLISECONDS);
    if (!ready) throw new Error(`${this.path} did not start: ${said}`);
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const closed = new Promise((resolve) => child.once("close", resolve));
    child.kill(signal);
    await closed;
  }

  asServer(): Pick<RealServer, "kill9" | "start" | "stop"> {
    return {
      kill9: () => this.end("SIGKILL"),
      start: () => this.start(),
      stop: async () => {
        await this.end("SIGTERM");
        rmSync(this.options.folder, { recursive: true, force: true });
      },
    };
  }
}

/** MinIO says that it is ready before it knows its keys, and refuses whatever it is asked until then. */
function listsBuckets(port: number, accessKey: string, secretKey: string): Promise<boolean> {
  const client = new Client({ endPoint: "127.0.0.1", port, useSSL: false, accessKey, secretKey });
  return client.listBuckets().then(
    () => true,
    () => false,
  );
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** The image in a Docker engine, or null where there is no engine or the image is not to be had. */
async function fromDocker(
  image: string,
  port: { container: number; host: number },
  env: Record<string, string>,
  command: string[],
): Promise<Omit<RealServer, "url"> | null> {
  if (!(await dockerAnswers())) return null;
  let container: StartedTestContainer;
  try {
    container = await new GenericContainer(image)
      .withExposedPorts(port)
      .withEnvironment(env)
      .withCommand(command)
      .withWaitStrategy(Wait.forListeningPorts())
      .start();
  } catch (error) {
    process.stderr.write(`Docker answers, but gives no ${image} (${(error as Error).message}); looking further.\n`);
    return null;
  }
  const client = await getContainerRuntimeClient();
  const raw = client.container.getById(container.getId());
  return {
    source: `${image} in Docker`,
    kill9: () => raw.kill({ signal: "SIGKILL" }).then(() => undefined),
    start: async () => {
      await raw.start();
      await waitUntil(() => answers(port.host), READY_MILLISECONDS);
    },
    stop: async () => void (await container.stop()),
  };
}
