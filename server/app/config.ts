import { resolve } from "node:path";
import { type ZodObject, z } from "zod";
import { WORKERS } from "../platform/jobs/job.js";
import type { Workers } from "../platform/jobs/job-runner.js";
import type { S3Settings } from "../platform/s3-storage.js";
import { address, knownSettings, type Settings } from "../platform/settings.js";
import { StartupProblem } from "../platform/startup-problem.js";
import { modules } from "./modules.js";

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port from 1 to 65535")
  .transform(Number)
  .refine((port) => port >= 1 && port <= 65_535, "must be a port from 1 to 65535");

function workers(inEachProcess: number) {
  return z
    .string()
    .regex(/^\d{1,2}$/, "must be a number of jobs from 0 to 99")
    .transform(Number)
    .default(inEachProcess);
}

/** The settings of the product as a whole, each of them an environment variable. */
const Environment = z.object({
  /** The port to listen on. */
  PORT: port.default(4000),
  /** The address to listen on: by default only this machine's own. */
  HOST: z.string().min(1).default("127.0.0.1"),
  /** The address under which people reach the product, where it differs from HOST and PORT. */
  PUBLIC_URL: address(["http", "https"])
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  /** The folder for everything that is kept: the embedded database, and mails where there is no mail server. */
  DATA_DIR: z
    .string()
    .min(1)
    .default(".data")
    .transform((folder) => resolve(folder)),
  /** A PostgreSQL server to be used instead of the embedded one. */
  DATABASE_URL: address(["postgres", "postgresql"]).optional(),
  /** The same database past a pooler, for what needs a session of its own: migrations, jobs, whoever listens. */
  DATABASE_DIRECT_URL: address(["postgres", "postgresql"]).optional(),
  /** "off" prepares no statements under names, which poolers do not know that change connections between transactions. */
  PG_PREPARED: z.enum(["on", "off"], "must be on or off").default("on"),
  /** Connections to it that operations of one process may hold at a time. */
  DATABASE_POOL: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, "must be a number of connections from 1 to 999")
    .transform(Number)
    .default(16),
  /** Connections beside them for signing in, readiness and streams, which never wait for writers. */
  DATABASE_POOL_RESERVED: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, "must be a number of connections from 1 to 999")
    .transform(Number)
    .default(4),
  /** An S3 server that keeps the files instead of a folder below DATA_DIR. */
  S3_ENDPOINT: address(["http", "https"]).optional(),
  /** Where browsers reach it, if that is elsewhere. */
  S3_PUBLIC_URL: address(["http", "https"]).optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket")
    .default("expense-tracker"),
  S3_REGION: z.string().min(1).default("us-east-1"),
  S3_ACCESS_KEY: z.string().min(1).optional(),
  S3_SECRET_KEY: z.string().min(1).optional(),
  /** A Redis that carries wake-ups between processes, and counts for all of them; without it there may be one process. */
  REDIS_URL: address(["redis", "rediss"]).optional(),
  /** A mail server; without it mails are files under DATA_DIR. */
  SMTP_URL: address(["smtp", "smtps"]).optional(),
  /** The sender of mails. */
  MAIL_FROM: z.string().min(3).default("Expense Tracker <expense-tracker@localhost>"),
  /** What access tokens are signed with; without it a secret is made and kept in the database. */
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  /** "off" lifts the limits on how often somebody may call, for tests and load tests alone. */
  RATE_LIMITS: z.enum(["on", "off"], "must be on or off").default("on"),
  /** Reverse proxies in front, whose word on a caller's address is believed. */
  TRUST_PROXY: z
    .string()
    .regex(/^\d{1,2}$/, "must be the number of reverse proxies in front")
    .transform(Number)
    .default(0),
  /** Seconds between saying that it is not ready any more and taking no more requests, so that balancers can notice. */
  SHUTDOWN_PAUSE: z
    .string()
    .regex(/^[0-5]?\d$/, "must be a number of seconds from 0 to 59")
    .transform(Number)
    .default(0),
  /** "off" leaves jobs and schedules to worker processes. */
  JOBS: z.enum(["on", "off"], "must be on or off").default("on"),
  /** How many jobs of each kind this process does at a time; none of a kind with 0. */
  JOBS_EVENTS: workers(WORKERS.events),
  JOBS_MAIL: workers(WORKERS.mail),
  JOBS_NOTICES: workers(WORKERS.notices),
  JOBS_UPKEEP: workers(WORKERS.upkeep),
  JOBS_REPORTS: workers(WORKERS.reports),
  /** How many receipts this process has read at a time, each by a process of its own; none with 0. */
  OCR_WORKERS: workers(WORKERS.reading),
  /** A port of its own for /metrics, on HOST. */
  METRICS_PORT: port.optional(),
  /** Who knows this may read /metrics beside the API, as "Authorization: Bearer …". */
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  /** Where errors are reported to; see instrument.ts, which reads it before anything else is loaded. */
  SENTRY_DSN: address(["http", "https"]).optional(),
  /** Where traces are sent to, by OTLP over HTTP; see instrument.ts. */
  OTEL_EXPORTER_OTLP_ENDPOINT: address(["http", "https"]).optional(),
  /** How much is logged. */
  LOG_LEVEL: z
    .enum(
      ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
      "must be trace, debug, info, warn, error, fatal or silent",
    )
    .default("info"),
});

/** What the process was told when it started. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where people reach the product, without a slash at the end. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  /** Undefined where that is `databaseUrl`, too. */
  readonly databaseDirectUrl: string | undefined;
  readonly databasePrepared: boolean;
  readonly databasePool: number;
  readonly databasePoolReserved: number;
  /** Undefined where files are kept below `dataDir`. */
  readonly s3: S3Settings | undefined;
  readonly redisUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly authSecret: string | undefined;
  readonly rateLimits: boolean;
  readonly trustProxy: number;
  /** Seconds. */
  readonly shutdownPause: number;
  readonly jobs: boolean;
  readonly workers: Workers;
  readonly metricsPort: number | undefined;
  readonly metricsToken: string | undefined;
  readonly logLevel: string;
  /** What concerns one module. */
  readonly settings: Settings;
}

/** The names of all settings. */
export const SETTING_NAMES: readonly string[] = [
  Environment,
  ...modules.flatMap((module) => module.settings ?? []),
].flatMap((schema) => Object.keys(schema.shape));

/** Reads the settings; a variable that is set to nothing counts as not set. Throws one sentence on a bad value. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const settings = parsed(Environment, given);
  const ofModules = modules.flatMap((module) => module.settings ?? []);
  return {
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL ?? localUrl(settings.HOST, settings.PORT),
    dataDir: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL,
    databaseDirectUrl: settings.DATABASE_DIRECT_URL,
    databasePrepared: settings.PG_PREPARED === "on",
    databasePool: settings.DATABASE_POOL,
    databasePoolReserved: settings.DATABASE_POOL_RESERVED,
    s3: s3Settings(settings),
    redisUrl: settings.REDIS_URL,
    smtpUrl: settings.SMTP_URL,
    mailFrom: settings.MAIL_FROM,
    authSecret: settings.AUTH_SECRET,
    rateLimits: settings.RATE_LIMITS === "on",
    trustProxy: settings.TRUST_PROXY,
    shutdownPause: settings.SHUTDOWN_PAUSE,
    jobs: settings.JOBS === "on",
    workers: {
      events: settings.JOBS_EVENTS,
      mail: settings.JOBS_MAIL,
      upkeep: settings.JOBS_UPKEEP,
      reports: settings.JOBS_REPORTS,
      notices: settings.JOBS_NOTICES,
      reading: settings.OCR_WORKERS,
    },
    metricsPort: settings.METRICS_PORT,
    metricsToken: settings.METRICS_TOKEN,
    logLevel: settings.LOG_LEVEL,
    settings: knownSettings(new Map(ofModules.map((schema) => [schema, parsed(schema, given)]))),
  };
}

function s3Settings(settings: z.output<typeof Environment>): S3Settings | undefined {
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey } = settings;
  if (endpoint === undefined) return undefined;
  if (accessKey === undefined || secretKey === undefined) {
    throw new StartupProblem("S3_ENDPOINT needs S3_ACCESS_KEY and S3_SECRET_KEY beside it.");
  }
  const { S3_PUBLIC_URL: publicUrl = endpoint, S3_BUCKET: bucket, S3_REGION: region } = settings;
  return { endpoint, publicUrl, bucket, region, accessKey, secretKey };
}

function parsed<Schema extends ZodObject>(schema: Schema, given: Record<string, unknown>): z.output<Schema> {
  const answer = schema.safeParse(given);
  if (answer.success) return answer.data;
  const [issue] = answer.error.issues;
  throw new StartupProblem(`${String(issue!.path[0])} ${issue!.message}.`);
}

/** An address that a browser on this machine can open: one cannot go to "every interface". */
function localUrl(host: string, port: number): string {
  const isOwn = ["0.0.0.0", "::", "127.0.0.1"].includes(host);
  const name = isOwn ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
