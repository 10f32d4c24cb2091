import path from "node:path";
import type { DestinationStream, Logger } from "pino";
import type { DataSource } from "typeorm";
import { ReceiptSettings } from "../modules/receipts/settings.js";
import type { Services } from "../platform/context.js";
import { poolOf } from "../platform/database.js";
import { placeFollowers } from "../platform/events/follow.job.js";
import { RedisWakeUps } from "../platform/events/redis-wake-ups.js";
import { LocalWakeUps } from "../platform/events/wake-ups.js";
import { LocalStorage } from "../platform/local-storage.js";
import { createLog } from "../platform/log.js";
import { fileMail, smtpMail } from "../platform/mail.js";
import { Metrics, watchPool } from "../platform/metrics.js";
import { requireMigrated } from "../platform/migrate.js";
import { Outages } from "../platform/outages.js";
import {
  memoryRateLimits,
  noRateLimits,
  OPERATION_LIMITS,
  type RateLimits,
  redisRateLimits,
} from "../platform/rate-limit.js";
import { RedisConnection } from "../platform/redis.js";
import { reportLine } from "../platform/reports.js";
import { S3Storage } from "../platform/s3-storage.js";
import { LocalShortLived, RedisShortLived } from "../platform/short-lived.js";
import type { Storage } from "../platform/storage.js";
import { Turns } from "../platform/turns.js";
import { IDLE_MILLISECONDS, LIMITS as READER_LIMITS, ReaderProcesses } from "../reader/reader-processes.js";
import type { Readers } from "../reader/readers.js";
import type { Config } from "./config.js";
import { followers, projections } from "./follows.js";
import { modules } from "./modules.js";
import { nodeFor } from "./schema.js";
import { authSecret } from "./secret.js";

const LIMITS = [OPERATION_LIMITS, ...modules.map((module) => module.limits ?? {})].flatMap((named) =>
  Object.values(named),
);

interface ServicesOptions {
  /** Connections of their own for what must not wait; without them, those of everybody. */
  readonly reserved?: DataSource;
  /** Where the log goes instead of to the error output. */
  readonly logTo?: DestinationStream;
}

/** Where files are kept: by an S3 server, or in a folder below DATA_DIR. */
export function storageFor({ s3, dataDir, publicUrl }: Config, secret: Uint8Array, log: Logger): Storage {
  return s3 === undefined ? new LocalStorage(path.join(dataDir, "files"), publicUrl, secret) : new S3Storage(s3, log);
}

/** Everything that operations share, as the configuration asks for it. */
export async function servicesFor(
  config: Config,
  dataSource: DataSource,
  { reserved = dataSource, logTo }: ServicesOptions = {},
): Promise<Services> {
  const log = createLog(config.logLevel, logTo, reportLine);
  const secret = await authSecret(dataSource, config.authSecret);
  if (!config.rateLimits) log.warn("RATE_LIMITS=off: anybody may try anything as often as they like");
  const redis = config.redisUrl === undefined ? null : await RedisConnection.open(config.redisUrl, log);
  await placeFollowers({ dataSource, followers });
  const storage = storageFor(config, secret, log);
  const metrics = new Metrics();
  watchPool(metrics, "operations", poolOf(dataSource));
  if (reserved !== dataSource) watchPool(metrics, "reserved", poolOf(reserved));
  return {
    dataSource,
    reserved,
    redis,
    shortLived: redis ? new RedisShortLived(redis) : new LocalShortLived(),
    wakeUps: redis ? new RedisWakeUps(redis.pubSub) : new LocalWakeUps(),
    turns: new Turns(),
    eventTurns: new Turns(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
    mail:
      config.smtpUrl === undefined
        ? fileMail(path.join(config.dataDir, "mail"), config.mailFrom, log)
        : smtpMail(config.smtpUrl, config.mailFrom),
    storage,
    health: [
      { name: "database", isVital: true, check: () => poolOf(reserved).query("select 1") },
      { name: "migrations", isVital: true, check: () => requireMigrated(dataSource, poolOf(reserved)) },
      { name: "storage", isVital: false, check: () => storage.check() },
      ...(redis ? [{ name: "redis", isVital: false, check: () => redis.ping() }] : []),
    ],
    readers: readersFor(config),
    purposes: new Map(modules.flatMap((module) => module.files ?? []).map((purpose) => [purpose.name, purpose])),
    rateLimits: rateLimitsFor(config, redis),
    log,
    outages: new Outages(log, [...new Set([dataSource, reserved])].map(poolOf)),
    metrics,
    publicUrl: config.publicUrl,
    settings: config.settings,
    secret,
    checks: modules.flatMap((module) => module.checks ?? []),
    accountEnds: modules.flatMap(({ endAccount }) => endAccount ?? []).reverse(),
    accountNews: modules.flatMap(({ accountNews }) => accountNews ?? []),
    projections,
    followers,
    node: nodeFor,
  };
}

function readersFor({ settings, workers }: Config): Readers {
  const { OCR_LANGUAGES: languages, OCR_URL: url } = settings.of(ReceiptSettings);
  return new ReaderProcesses({
    workers: Math.max(1, workers.reading),
    languages,
    paddle: true,
    url: url ?? null,
    idleMilliseconds: IDLE_MILLISECONDS,
    limits: READER_LIMITS,
  });
}

function rateLimitsFor({ rateLimits }: Config, redis: RedisConnection | null): RateLimits {
  if (!rateLimits) return noRateLimits(LIMITS);
  return redis ? redisRateLimits(LIMITS, redis) : memoryRateLimits(LIMITS);
}
