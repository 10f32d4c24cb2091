import { Arg, ID, Int, Resolver, Root, Subscription } from "type-graphql";
import { isId } from "../../../kernel/ids.js";
import type { AppContext } from "../../../platform/context.js";
import { poolOf } from "../../../platform/database.js";
import { LiveSource, type Look } from "../../../platform/live/live-source.js";
import { poolReader, type Reader } from "../../../platform/reader.js";
import { topLevel } from "../../../platform/schema/top-level-errors.js";
import { GroupEvent } from "../group-event.entity.js";
import { nextEvent } from "../group-event.loader.js";

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
      "With `after`: first every event with a higher seq, in order, then live; without: live only. No event is left out or sent twice on one socket. Losing access ends it. More than 10,000 events behind is refused at the start with OPERATION_TOO_COSTLY: read `Group.events(afterSeq:)` first. A number that was not given yet, as after a restored backup, is CURSOR_TOO_OLD.",
    subscribe: ({ args, context }: { args: unknown; context: unknown }) =>
      groupEventsFrom(context as AppContext, args as GroupEventsArguments),
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

/** A viewer who may not hear them is answered as if there were no such group. */
async function groupEventsFrom(ctx: AppContext, { groupId, after }: GroupEventsArguments): Promise<LiveSource<number>> {
  const { sessionId } = ctx.session;
  const reader = poolReader(poolOf(ctx.services.reserved));
  const start = isId("grp", groupId) ? await nextEvent(reader, groupId, null, [sessionId]) : null;
  if (!start?.allowed.has(sessionId)) throw topLevel("NOT_FOUND", "There is no such group, or it is not yours to see.");
  const { last } = start;
  if (after !== null && after !== undefined && after > last) {
    // As after a restored backup: to wait for that number would be to leave out all before it.
    throw topLevel("CURSOR_TOO_OLD", `The last event is ${last}: read the group anew, and go on from there.`);
  }
  if (after !== null && after !== undefined && last - after > REPLAY_MAX) {
    throw topLevel(
      "OPERATION_TOO_COSTLY",
      `More than ${REPLAY_MAX} events behind: read Group.events(afterSeq:) first.`,
    );
  }
  return new GroupEvents(groupId, after ?? last, last);
}

/** A group's events by their numbers; the topic is the group. */
class GroupEvents extends LiveSource<number> {
  async look(reader: Reader, after: number, sessionIds: readonly string[]): Promise<Look<number>> {
    const { allowed, last, event } = await nextEvent(reader, this.topic, after, sessionIds);
    return event
      ? { cursor: event.seq, root: event, more: event.seq < last, allowed }
      : { cursor: after, more: false, allowed };
  }
}
