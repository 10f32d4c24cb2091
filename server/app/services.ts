import path from "node:path";
import type { DestinationStream } from "pino";
import type { DataSource } from "typeorm";
import type { Services } from "../platform/context.js";
import { LocalWakeUps } from "../platform/events/wake-ups.js";
import { LocalStorage } from "../platform/local-storage.js";
import { createLog } from "../platform/log.js";
import { fileMail, smtpMail } from "../platform/mail.js";
import { memoryRateLimits, noRateLimits } from "../platform/rate-limit.js";
import type { Config } from "./config.js";
import { modules } from "./modules.js";
import { nodeFor } from "./schema.js";
import { authSecret } from "./secret.js";

/** Everything that operations share, as the configuration asks for it; the log goes to the error output, or to `logTo`. */
export async function servicesFor(
  config: Config,
  dataSource: DataSource,
  logTo?: DestinationStream,
): Promise<Services> {
  const log = createLog(config.logLevel, logTo);
  const secret = await authSecret(dataSource, config.authSecret);
  if (!config.rateLimits) log.warn("RATE_LIMITS=off: anybody may try anything as often as they like");
  return {
    dataSource,
    wakeUps: new LocalWakeUps(),
    mail:
      config.smtpUrl === undefined
        ? fileMail(path.join(config.dataDir, "mail"), config.mailFrom, log)
        : smtpMail(config.smtpUrl, config.mailFrom),
    storage: new LocalStorage(path.join(config.dataDir, "files"), config.publicUrl, secret),
    rateLimits: config.rateLimits ? memoryRateLimits() : noRateLimits,
    log,
    publicUrl: config.publicUrl,
    ratesUrl: config.ratesUrl,
    secret,
    checks: modules.flatMap((module) => module.checks ?? []),
    node: nodeFor,
  };
}
