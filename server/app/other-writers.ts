import type { Services } from "../platform/context.js";
import { isConnectionLost, poolOf } from "../platform/database.js";

const EVERY_MILLISECONDS = 1000;
/** A session has one event: its end. */
const ENDED = 1;
/** The most that an integer of PostgreSQL holds. */
const COUNTED_MAX = 2_147_483_647;

/**
 * Wakes those who wait for what another process wrote (an import on the command line beside the server): once a second
 * it asks for the last event of the groups and people, and the end of the sessions, that somebody in this process listens to. What
 * they were woken for already, above all what this process wrote itself, wakes nobody again.
 */
export function watchForOtherWriters(services: Pick<Services, "reserved" | "wakeUps" | "log">): { stop(): void } {
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    wakeForOthers(services)
      .catch((error: unknown) => {
        if (!isConnectionLost(error)) services.log.error({ err: error }, "could not look for other writers");
      })
      .finally(() => {
        asking = false;
      });
  }, EVERY_MILLISECONDS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** One look; costs one statement, and nothing where nobody listens. */
export async function wakeForOthers({ reserved, wakeUps }: Pick<Services, "reserved" | "wakeUps">): Promise<void> {
  const heard = new Map(wakeUps.topics());
  if (heard.size === 0) return;
  const { rows } = await poolOf(reserved).query<{ topic: string; seq: number }>(
    `select id as topic, last_event_seq as seq from groups where id = any($1)
     union all select id, ${ENDED} from sessions where id = any($1) and revoked_at is not null
     union all select user_id, least(length, ${COUNTED_MAX})::int from feeds where user_id = any($1)`,
    [[...heard.keys()]],
  );
  for (const { topic, seq } of rows) if (seq > heard.get(topic)!) wakeUps.publish(topic, seq);
}
