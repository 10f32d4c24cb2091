import { createHash, timingSafeEqual } from "node:crypto";
import { statfs } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { RequestHandler } from "express";
import { collectDefaultMetrics } from "prom-client";
import { standingSeconds } from "../modules/notifications/standing.loader.js";
import { buildInfo } from "../platform/build-info.js";
import { certificateEnd } from "../platform/certificate.js";
import type { Services } from "../platform/context.js";
import { poolOf } from "../platform/database.js";
import { followerFacts, kindFacts } from "../platform/jobs/queue-facts.js";
import type { Metrics } from "../platform/metrics.js";
import type { RedisConnection } from "../platform/redis.js";
import { memoryIn } from "../platform/redis-memory.js";
import { StartupProblem } from "../platform/startup-problem.js";
import type { Config } from "./config.js";
import { jobs } from "./jobs.js";

/** Where numbers can be asked for. */
export interface MetricsListener {
  /** Null where METRICS_PORT is not set. */
  readonly url: string | null;
  close(): Promise<void>;
}

/**
 * Has everything looked up that is not counted by itself, and answers /metrics on METRICS_PORT where that is set. Throws
 * where nothing can listen there.
 */
export async function serveMetrics(config: Config, services: Services): Promise<MetricsListener> {
  if (config.metricsPort === undefined && config.metricsToken === undefined) {
    return { url: null, close: async () => undefined };
  }
  lookAround(config, services);
  if (config.metricsPort === undefined) return { url: null, close: async () => undefined };
  const server = createServer(onlyMetrics(services.metrics));
  await new Promise<void>((resolve, reject) => {
    server.once("error", ({ code }: NodeJS.ErrnoException) => {
      const words = `Nothing can listen on METRICS_PORT ${config.metricsPort} (${code}): set it to a free port.`;
      reject(new StartupProblem(words));
    });
    server.listen(config.metricsPort, config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function onlyMetrics(metrics: Metrics): RequestListener {
  return (request, response) => {
    if (request.url?.split("?")[0] !== "/metrics") return response.writeHead(404).end();
    metrics.text().then(
      (text) => response.writeHead(200, { "content-type": metrics.register.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  };
}

/** /metrics beside the API: for whoever has METRICS_TOKEN; without one there is nothing here. */
export function guardedMetrics({ metricsToken }: Config, metrics: Metrics): RequestHandler {
  return async (request, response, next) => {
    if (metricsToken === undefined) return next();
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    if (!isSame(given, metricsToken)) return void response.status(401).set("WWW-Authenticate", "Bearer").end();
    response.set({ "Content-Type": metrics.register.contentType, "Cache-Control": "no-store" });
    response.end(await metrics.text());
  };
}

/** Takes as long whatever is given. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

function lookAround(config: Config, services: Services): void {
  const { metrics, redis } = services;
  collectDefaultMetrics({ register: metrics.register });
  metrics.build.set({ version: buildInfo.version, node: process.versions.node }, 1);
  metrics.beforeEach(() => lookAtDisk(metrics, config.dataDir));
  metrics.beforeEach(() => lookAtJobs(services));
  metrics.beforeEach(() => lookAtNotices(services));
  if (redis) metrics.beforeEach(() => lookAtRedis(metrics, redis));
  const url = new URL(config.publicUrl);
  if (url.protocol === "https:") metrics.beforeEach(certificateLook(services, url));
}

async function lookAtDisk({ disk }: Metrics, folder: string): Promise<void> {
  const { bsize, blocks, bavail } = await statfs(folder);
  disk.set({ state: "size" }, blocks * bsize);
  disk.set({ state: "free" }, bavail * bsize);
}

/** A number that nobody can look up now is no number, and not the last one. */
async function lookAtJobs({ metrics, reserved }: Services): Promise<void> {
  const { jobsWaiting, jobsAge, jobsDead, followerLag } = metrics;
  for (const gauge of [jobsWaiting, jobsAge, jobsDead, followerLag]) gauge.reset();
  for (const { kind, waiting, oldestSeconds, dead } of await kindFacts(poolOf(reserved), jobs)) {
    jobsWaiting.set({ kind }, waiting);
    jobsAge.set({ kind }, oldestSeconds);
    jobsDead.set({ kind }, dead);
  }
  for (const { follower, oldestSeconds } of await followerFacts(poolOf(reserved))) {
    followerLag.set({ follower }, oldestSeconds);
  }
}

async function lookAtNotices({ metrics, reserved }: Services): Promise<void> {
  metrics.noticesStanding.reset();
  metrics.noticesStanding.set(await standingSeconds(poolOf(reserved)));
}

async function lookAtRedis({ redisMemory }: Metrics, redis: RedisConnection): Promise<void> {
  redisMemory.reset();
  const { used, most } = memoryIn(await redis.within((client) => client.info("memory")));
  redisMemory.set({ state: "used" }, used);
  redisMemory.set({ state: "max" }, most);
}

const CERTIFICATE_FOR_MILLISECONDS = 3_600_000;

/** Asks once an hour, and lets nobody wait for the answer. */
function certificateLook({ metrics, log }: Services, url: URL): () => void {
  let asked = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - asked < CERTIFICATE_FOR_MILLISECONDS) return;
    asked = performance.now();
    certificateEnd(url).then(
      (end) => metrics.certificate.set({ host: url.host }, end.getTime() / 1000),
      (error: unknown) =>
        log.warn({ reason: (error as Error).message }, "the certificate of PUBLIC_URL cannot be seen"),
    );
  };
}
