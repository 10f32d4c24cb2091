import type { Services } from "./context.js";
import { poolOf } from "./database.js";
import type { Job } from "./jobs/job.js";
import { poolReader } from "./reader.js";

/** What is thrown away once nobody needs it; each module says so for its own. */
export interface RetentionRule {
  /** What goes, for the log. */
  readonly name: string;
  /** Throws away what is due, a part at a time; answers how much it was. Must do no harm when it is done twice. */
  forget(services: Services, signal: AbortSignal): Promise<number>;
}

/** Rows in one statement: short enough that nobody waits for it. */
const ROWS_AT_ONCE = 1000;

/** Rows of a table that `condition` holds for; it may call the row `old`. */
export function sqlRetention(name: string, table: string, condition: string): RetentionRule {
  return {
    name,
    async forget({ dataSource }, signal) {
      const reader = poolReader(poolOf(dataSource));
      const statement = `delete from ${table} where ctid = any(array(
        select old.ctid from ${table} old where ${condition} limit ${ROWS_AT_ONCE})) returning 1`;
      let forgotten = 0;
      for (let rows = ROWS_AT_ONCE; rows === ROWS_AT_ONCE && !signal.aborted; forgotten += rows) {
        rows = (await reader.rows(statement)).length;
      }
      return forgotten;
    },
  };
}

/** Requests are remembered for a week; ids that clients made are never forgotten. */
const requestRetention = sqlRetention(
  "requests",
  "writes",
  "old.key like 'request:%' and old.at < now() - interval '7 days'",
);

/** Jobs that were given up are kept for whoever looks, with what they were to do; that may name somebody. */
const deadJobRetention = sqlRetention(
  "given up jobs",
  "graphile_worker._private_jobs",
  "old.attempts >= old.max_attempts and old.locked_at is null and old.updated_at < now() - interval '30 days'",
);

const DAY_MILLISECONDS = 86_400_000;

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * DAY_MILLISECONDS);
}

/** Mails that are files because there is no mail server. */
const mailRetention: RetentionRule = { name: "mails", forget: ({ mail }) => mail.forget(daysAgo(30)) };

/** What never arrived whole. */
const draftRetention: RetentionRule = {
  name: "drafts",
  forget: ({ storage }) => storage.removeDrafts(daysAgo(1)),
};

/** Throws away, once a day and when a process starts, what these rules and the product's own say. */
export function retentionJob(rules: readonly RetentionRule[]): Job {
  const all = [requestRetention, deadJobRetention, mailRetention, draftRetention, ...rules];
  return {
    name: "retention",
    kind: "upkeep",
    schedule: "40 3 * * *",
    attempts: 3,
    isOverdue: async () => true,
    async run(services, signal) {
      for (const rule of all) await forgetBy(rule, services, signal);
    },
  };
}

/** A rule that fails holds up no other. */
async function forgetBy(rule: RetentionRule, services: Services, signal: AbortSignal): Promise<void> {
  try {
    const forgotten = await rule.forget(services, signal);
    if (forgotten > 0) services.log.info({ what: rule.name, forgotten }, "what nobody needs any more was thrown away");
  } catch (error) {
    services.log.error({ err: error, what: rule.name }, "could not throw away what nobody needs any more");
  }
}
