import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type EmbeddedPostgres, freePort, startEmbeddedPostgres } from "../../platform/embedded-postgres.js";
import { processesIn } from "../../platform/process-table.js";
import { type Product, runToEnd, startProduct } from "../product.js";
import type { Random } from "../random.js";
import { type RealS3, type RealServer, startMinio, startRedis } from "../real-servers.js";
import { answeringEarly } from "./early-answer.js";

/** What a run is made wrong with, so that the checks must find what it loses. */
export type Sabotage = "none" | "synchronous_commit=off" | "answer before commit";

const AGAIN_MILLISECONDS = 300;
const STARTS = 20;
const SECRET = "t".repeat(40);

/** Two API processes, a worker, and the PostgreSQL, Redis and MinIO that they share. */
export class Stage {
  readonly apis: Product[] = [];
  worker: ChildProcess | null = null;
  readonly killed: Record<string, number> = {};
  private next: string[] = [];
  private isClosing = false;
  private readonly liars: { url: string; close(): void }[] = [];
  private env: Record<string, string> = {};
  private ports: number[] = [];

  private constructor(
    readonly folder: string,
    readonly postgres: EmbeddedPostgres,
    readonly redis: RealServer,
    readonly minio: RealS3,
  ) {}

  static async open(sabotage: Sabotage): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), "expense-tracker-torture-"));
    const postgres = await startEmbeddedPostgres(folder);
    const [redis, minio] = [await startRedis({ mayBeKilled: true }), await startMinio({ mayBeKilled: true })];
    const stage = new Stage(folder, postgres, redis, minio);
    await stage.sabotage(sabotage);
    await stage.startAll();
    return stage;
  }

  private async sabotage(sabotage: Sabotage): Promise<void> {
    if (sabotage === "answer before commit") {
      for (const index of [0, 1]) this.liars.push(await answeringEarly(() => this.apis[index]!.url));
    }
    if (sabotage !== "synchronous_commit=off") return;
    const client = new pg.Client({ connectionString: this.postgres.url });
    await client.connect();
    const { rows } = await client.query("select current_database() as name");
    await client.query(`alter database ${rows[0].name} set synchronous_commit = off`);
    // What was acknowledged stays in memory for longer than a round takes.
    await client.query("alter system set wal_writer_delay = '10s'");
    await client.query("alter system set wal_writer_flush_after = '1GB'");
    await client.query("select pg_reload_conf()");
    await client.end();
  }

  private async startAll(): Promise<void> {
    this.env = {
      DATABASE_URL: this.postgres.url,
      DATABASE_DIRECT_URL: this.postgres.url,
      REDIS_URL: this.redis.url,
      S3_ENDPOINT: this.minio.url,
      S3_ACCESS_KEY: this.minio.accessKey,
      S3_SECRET_KEY: this.minio.secretKey,
      AUTH_SECRET: SECRET,
      RATE_LIMITS: "off",
      LOG_LEVEL: "silent",
      JOBS: "off",
      RATES_URL: "off",
    };
    this.ports = [await freePort(), await freePort()];
    for (const port of this.ports) this.apis.push(await this.startApi(port));
    this.startWorker();
  }

  /** Again where it came while the database was away, and has ended by itself. */
  private async startApi(port: number): Promise<Product> {
    const options = { dataDir: join(this.folder, `api-${port}`), env: { ...this.env, PORT: String(port) } };
    for (let attempt = 1; ; attempt++) {
      try {
        return await startProduct(options);
      } catch (error) {
        if (attempt === STARTS) throw error;
        await sleep(AGAIN_MILLISECONDS);
      }
    }
  }

  private startWorker(): void {
    const env = { ...process.env, ...this.env, NODE_OPTIONS: "", DATA_DIR: join(this.folder, "worker") };
    const worker = spawn(process.execPath, [join(process.cwd(), "dist/server/worker.js")], { env, stdio: "ignore" });
    this.worker = worker;
    // As whoever runs it would: one that came while the database was away has ended by itself.
    worker.once("close", () => {
      if (!this.isClosing) void sleep(AGAIN_MILLISECONDS).then(() => this.isClosing || this.startWorker());
    });
  }

  /** Kills one of the six as a crash would, each as often as the others, and brings it back after a moment. */
  async kill(random: Random): Promise<void> {
    const victims = {
      "first api": () => this.restartApi(0, random),
      "second api": () => this.restartApi(1, random),
      worker: async () => void this.worker!.kill("SIGKILL"),
      redis: () => restart(this.redis, random),
      minio: () => restart(this.minio, random),
      postgres: () => this.killPostgres(),
    };
    if (this.next.length === 0) this.next = Object.keys(victims);
    const [name] = this.next.splice(random.int(0, this.next.length - 1), 1) as [keyof typeof victims];
    this.killed[name] = (this.killed[name] ?? 0) + 1;
    await victims[name]();
  }

  private async restartApi(index: number, random: Random): Promise<void> {
    await this.apis[index]!.kill9();
    await sleep(random.int(0, 300));
    this.apis[index] = await this.startApi(this.ports[index]!);
  }

  /** All of its processes at once, as a power cut would; whoever started it starts it again. */
  async killPostgres(): Promise<void> {
    for (const pid of processesIn(join(this.folder, "postgres"))) {
      try {
        process.kill(pid, "SIGKILL");
      } catch (error) {
        // One of a connection may have ended since it was listed.
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
      }
    }
  }

  /** Where the writers send to. */
  writingTo(index: number): string {
    return (this.liars[index] ?? this.apis[index]!).url;
  }

  /** Writes down what was committed so far, whatever else is not. */
  async checkpoint(): Promise<void> {
    const client = new pg.Client({ connectionString: this.postgres.url });
    await client.connect();
    await client.query("checkpoint");
    await client.end();
  }

  /** Runs `cli check` beside the processes. */
  check() {
    return runToEnd([join(process.cwd(), "dist/server/cli.js"), "check"], {
      ...this.env,
      DATABASE_URL: this.postgres.url,
    });
  }

  async close(): Promise<void> {
    this.isClosing = true;
    await Promise.all(this.apis.map((api) => api.kill9()));
    this.worker?.kill("SIGKILL");
    for (const liar of this.liars) liar.close();
    await this.redis.stop();
    await this.minio.stop();
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function restart(server: RealServer, random: Random): Promise<void> {
  await server.kill9();
  await sleep(random.int(0, 300));
  await server.start();
}
