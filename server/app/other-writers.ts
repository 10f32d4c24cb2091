import type { Services } from "../platform/context.js";
import { poolOf } from "../platform/database.js";

const EVERY_MILLISECONDS = 1000;

/**
 * Wakes those who wait for what another process wrote (an import on the command line beside the server): once a second
 * it asks for the last event of the groups, and the end of the sessions, that somebody in this process listens to.
 */
export function watchForOtherWriters({ dataSource, wakeUps, log }: Services): { stop(): void } {
  const seen = new Map<string, number>();
  let asking = false;

  async function ask(): Promise<void> {
    const topics = wakeUps.topics();
    for (const topic of seen.keys()) if (!topics.includes(topic)) seen.delete(topic);
    if (topics.length === 0) return;
    const { rows } = await poolOf(dataSource).query<{ topic: string; seq: number }>(
      `select id as topic, last_event_seq as seq from groups where id = any($1)
       union all select id, -1 from sessions where id = any($1) and revoked_at is not null`,
      [topics],
    );
    for (const { topic, seq } of rows) {
      if (seen.get(topic) !== seq) wakeUps.publish(topic);
      seen.set(topic, seq);
    }
  }

  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    ask()
      .catch((error: unknown) => log.debug({ err: error }, "could not look for other writers"))
      .finally(() => {
        asking = false;
      });
  }, EVERY_MILLISECONDS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
