import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../platform/embedded-postgres.js";

/** The PostgreSQL server of one test run. */
export interface TestPostgres {
  /** A database on it, as a user who may create others. */
  readonly url: string;
  /** Where it came from, to be printed. */
  readonly source: string;
  stop(): Promise<void>;
}

/** The oldest server that the product's SQL is written for. */
const OLDEST_MAJOR = 15;

/** Takes the first PostgreSQL there is: a URL in the environment, a Docker engine, programs on this machine, our own. */
export async function startTestPostgres(): Promise<TestPostgres> {
  return fromEnvironment() ?? (await fromDocker()) ?? (await fromPrograms(installedPrograms())) ?? fromPackage();
}

function fromEnvironment(): TestPostgres | undefined {
  const name = ["TEST_DATABASE_URL", "DATABASE_URL"].find((variable) => process.env[variable]);
  if (name === undefined) return undefined;
  const url = process.env[name]!;
  return { url, source: `the server in ${name}`, stop: () => dropDatabasesOfRun(url) };
}

/** A server of somebody else is left as it was found. */
async function dropDatabasesOfRun(url: string): Promise<void> {
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  try {
    const pattern = `expense\\_tracker\\_%\\_${process.env.TEST_RUN}%`;
    const { rows } = await server.query<{ datname: string }>("select datname from pg_database where datname like $1", [
      pattern,
    ]);
    for (const { datname } of rows) await server.query(`drop database if exists ${datname} with (force)`);
  } finally {
    await server.end();
  }
}

async function fromDocker(): Promise<TestPostgres | undefined> {
  if (!(await dockerAnswers())) return undefined;
  try {
    const { PostgreSqlContainer } = await import("@testcontainers/postgresql");
    const container = await new PostgreSqlContainer("postgres:18")
      .withCommand(["postgres", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"])
      .start();
    return {
      url: container.getConnectionUri(),
      source: "postgres:18 in Docker",
      stop: async () => void (await container.stop()),
    };
  } catch (error) {
    process.stderr.write(`Docker answers, but gives no postgres:18 (${(error as Error).message}); looking further.\n`);
    return undefined;
  }
}

/** Whether a Docker engine answers: having the docker command says nothing about an engine that runs. */
export function dockerAnswers(): Promise<boolean> {
  const host = process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock";
  if (host.startsWith("unix://") && !existsSync(host.slice("unix://".length))) return Promise.resolve(false);
  const { hostname, port } = host.startsWith("unix://") ? { hostname: "", port: "" } : new URL(host);
  const address = host.startsWith("unix://") ? { socketPath: host.slice("unix://".length) } : { hostname, port };
  return new Promise((resolve) => {
    const ping = request({ ...address, path: "/_ping", timeout: 3_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping
      .on("timeout", () => ping.destroy())
      .on("error", () => resolve(false))
      .end();
  });
}

/** The newest PostgreSQL on PATH or where Debian keeps its versions, if it is new enough. */
function installedPrograms(): string | undefined {
  const onPath = (process.env.PATH ?? "").split(delimiter);
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...onPath, ...versions.map((version) => join(debian, version, "bin"))];
  return folders.find(
    (folder) =>
      existsSync(join(folder, "initdb")) &&
      existsSync(join(folder, "postgres")) &&
      majorOf(join(folder, "postgres")) >= OLDEST_MAJOR,
  );
}

function majorOf(postgres: string): number {
  const { stdout } = spawnSync(postgres, ["--version"], { encoding: "utf8" });
  return Number(/(\d+)/.exec(stdout ?? "")?.[1] ?? 0);
}

async function fromPrograms(programs: string | undefined): Promise<TestPostgres | undefined> {
  if (programs === undefined) return undefined;
  const server = await startTemporary(programs);
  return { ...server, source: `PostgreSQL ${majorOf(join(programs, "postgres"))} in ${programs}` };
}

async function fromPackage(): Promise<TestPostgres> {
  return { ...(await startTemporary()), source: "the embedded PostgreSQL" };
}

async function startTemporary(programs?: string): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), "expense-tracker-test-"));
  const server = await startEmbeddedPostgres(dataDir, { durable: false, temporary: true, programs });
  return { url: server.url, stop: () => server.stop() };
}
