import { setTimeout as sleep } from "node:timers/promises";
import { Arg, ID, Int, Resolver, Root, Subscription } from "type-graphql";
import { isId } from "../../../kernel/ids.js";
import type { AppContext } from "../../../platform/context.js";
import { isConnectionLost, poolOf } from "../../../platform/database.js";
import { poolReader } from "../../../platform/reader.js";
import { topLevel } from "../../../platform/schema/top-level-errors.js";
import { GroupEvent } from "../group-event.entity.js";
import { type NextEvent, nextEvent } from "../group-event.loader.js";

/** Whoever is further behind reads pages, which cost less. */
const REPLAY_MAX = 10_000;

interface GroupEventsArguments {
  groupId: string;
  after?: number | null;
}

@Resolver()
export class GroupEventsResolver {
  @Subscription(() => GroupEvent, {
    description:
      "With `after`: first every event with a higher seq, in order, then live; without: live only. No event is left out or sent twice on one socket. Losing access ends it. More than 10,000 events behind is refused at the start with OPERATION_TOO_COSTLY: read `Group.events(afterSeq:)` first.",
    subscribe: ({ args, context }: { args: unknown; context: unknown }) =>
      groupEventStream(context as AppContext, args as GroupEventsArguments),
  })
  groupEvents(
    @Root() event: GroupEvent,
    @Arg("groupId", () => ID, { description: "Whose events." }) _groupId: string,
    @Arg("after", () => Int, { nullable: true, description: "The number of the last event that the client has." })
    _after?: number | null,
  ): GroupEvent {
    return event;
  }
}

/**
 * The group's events behind a cursor, one by one. A wake-up only says that there may be more; what is sent comes from
 * the table, together with the answer to whether this viewer may still hear it.
 */
async function groupEventStream(
  ctx: AppContext,
  { groupId, after }: GroupEventsArguments,
): Promise<AsyncIterableIterator<GroupEvent>> {
  const viewer = ctx.session;
  const { wakeUps, reserved } = ctx.services;
  const reader = poolReader(poolOf(reserved));
  const start = isId("grp", groupId) ? await nextEvent(reader, viewer, groupId, null) : null;
  if (!start?.allowed) throw topLevel("NOT_FOUND", "There is no such group, or it is not yours to see.");
  if (after !== null && after !== undefined && start.last - after > REPLAY_MAX) {
    throw topLevel(
      "OPERATION_TOO_COSTLY",
      `More than ${REPLAY_MAX} events behind: read Group.events(afterSeq:) first.`,
    );
  }

  const alarm = new Alarm();
  const next = (cursor: number) => onceItIsBack(alarm, () => nextEvent(reader, viewer, groupId, cursor));
  const stopListening = [wakeUps.listen(groupId, alarm.ring, start.last), wakeUps.listen(viewer.sessionId, alarm.ring)];
  const stop = () => {
    alarm.stop();
    for (const unlisten of stopListening) unlisten();
  };

  async function* events(): AsyncGenerator<GroupEvent, void, undefined> {
    let cursor = after ?? start!.last;
    try {
      while (!alarm.stopped) {
        alarm.reset();
        const found = await next(cursor);
        if (!found?.allowed) return;
        if (found.event) {
          cursor = found.event.seq;
          yield found.event;
        }
        // What comes after the last one rings.
        if (!found.event || cursor >= found.last) await alarm.wait();
      }
    } finally {
      stop();
    }
  }

  const generator = events();
  return {
    next: () => generator.next(),
    // Ends a wait first: a generator that waits would only return after its next event.
    return: () => {
      stop();
      return generator.return();
    },
    throw: (error) => {
      stop();
      return generator.throw(error);
    },
    [Symbol.asyncIterator](): AsyncIterableIterator<GroupEvent> {
      return this;
    },
  } satisfies AsyncIterableIterator<GroupEvent>;
}

const PATIENCE_MILLISECONDS = 500;

/** A stream that broke with the database would lose what comes after: it reads again until it can, or is stopped. */
async function onceItIsBack(alarm: Alarm, read: () => Promise<NextEvent>): Promise<NextEvent | null> {
  while (!alarm.stopped) {
    try {
      return await read();
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      await sleep(PATIENCE_MILLISECONDS, undefined, { ref: false });
    }
  }
  return null;
}

/** Remembers a wake-up that came while nobody waited. */
class Alarm {
  private rung = false;
  private wake: (() => void) | null = null;
  stopped = false;

  readonly ring = (): void => {
    this.rung = true;
    this.wake?.();
    this.wake = null;
  };

  reset(): void {
    this.rung = false;
  }

  stop(): void {
    this.stopped = true;
    this.ring();
  }

  wait(): Promise<void> {
    if (this.rung || this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
