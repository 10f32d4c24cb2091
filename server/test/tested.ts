declare global {
  /** What environment.mjs gives to each test file of the product. */
  // oxlint-disable-next-line no-var
  var loadTested: ((path: string) => Promise<unknown>) | undefined;
}

/** What is loaded once per worker: it would cost each test file a second, or is used with parts of the server itself. */
interface Tested {
  "app/backup.command.js": typeof import("../app/backup.command.js");
  "app/config.js": typeof import("../app/config.js");
  "app/modules.js": typeof import("../app/modules.js");
  "app/schema.js": typeof import("../app/schema.js");
  "modules/imports/import.command.js": typeof import("../modules/imports/import.command.js");
  "modules/feed/feed.service.js": typeof import("../modules/feed/feed.service.js");
  "modules/notifications/delivery.service.js": typeof import("../modules/notifications/delivery.service.js");
  "modules/notifications/mail.job.js": typeof import("../modules/notifications/mail.job.js");
  "modules/notifications/notice.job.js": typeof import("../modules/notifications/notice.job.js");
  "modules/notifications/notice.service.js": typeof import("../modules/notifications/notice.service.js");
  "modules/profile/avatar.service.js": typeof import("../modules/profile/avatar.service.js");
  "modules/receipts/receipt-files.job.js": typeof import("../modules/receipts/receipt-files.job.js");
  "modules/reports/report-retention.service.js": typeof import("../modules/reports/report-retention.service.js");
  "modules/reports/scheduled-reports.job.js": typeof import("../modules/reports/scheduled-reports.job.js");
  "platform/events/follow.job.js": typeof import("../platform/events/follow.job.js");
  "platform/rate-limit.js": typeof import("../platform/rate-limit.js");
  "platform/redis.js": typeof import("../platform/redis.js");
  "platform/reporter.js": typeof import("../platform/reporter.js");
  "platform/retention.js": typeof import("../platform/retention.js");
  "platform/schema/viewers-own.js": typeof import("../platform/schema/viewers-own.js");
  "platform/startup-problem.js": typeof import("../platform/startup-problem.js");
  "platform/write.js": typeof import("../platform/write.js");
  "reader/reader-processes.js": typeof import("../reader/reader-processes.js");
  "reader/readers.js": typeof import("../reader/readers.js");
  "test/accessibility.js": typeof import("./accessibility.js");
  "test/chromium.js": typeof import("./chromium.js");
  "test/databases.js": typeof import("./databases.js");
  "test/server.js": typeof import("./server.js");
}

/**
 * A module of ours as the worker has loaded it, outside of the test file's own world: its classes are not those that the
 * test file imports by itself, so nothing may ask of one whether it is an instance of the other.
 */
export function tested<Path extends keyof Tested>(path: Path): Promise<Tested[Path]> {
  if (globalThis.loadTested === undefined)
    throw new Error("This test file is taken for a pure one: see test-files.mjs.");
  return globalThis.loadTested(path) as Promise<Tested[Path]>;
}
