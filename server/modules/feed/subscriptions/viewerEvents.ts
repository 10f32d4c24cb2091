import { Arg, Resolver, Root, Subscription } from "type-graphql";
import type { AppContext } from "../../../platform/context.js";
import { poolOf } from "../../../platform/database.js";
import { LiveSource, type Look } from "../../../platform/live/live-source.js";
import { poolReader, type Reader } from "../../../platform/reader.js";
import { valuesOf } from "../../../platform/schema/pages.js";
import { topLevel } from "../../../platform/schema/top-level-errors.js";
import { ViewersOwn } from "../../../platform/schema/viewers-own.js";
import { feedCursor, feedOf, nextFeedEntry } from "../feed.loader.js";
import { ViewerEvent } from "../viewer-event.js";

@Resolver()
export class ViewerEventsResolver {
  @ViewersOwn()
  @Subscription(() => ViewerEvent, {
    description:
      'Everything that concerns the viewer, over all their groups, in one order: of each group from their joining on, without what happened while they were away, and at last their own departure. With `after`: first everything behind it, then live; `after` "" begins with the first that is kept; without: live only. Nothing is left out or sent twice. A cursor that is older than what is kept (90 days) ends with CURSOR_TOO_OLD: read what you show anew, from `viewerEventCursor`.',
    subscribe: ({ args, context }: { args: unknown; context: unknown }) =>
      viewerEventsFrom(context as AppContext, (args as { after?: string | null }).after),
  })
  viewerEvents(
    @Root() event: ViewerEvent,
    @Arg("after", () => String, { nullable: true, description: "The cursor of the last event that the client has." })
    _after?: string | null,
  ): ViewerEvent {
    return event;
  }
}

function tooOld(): Error {
  return topLevel("CURSOR_TOO_OLD", "What came after this cursor is not kept: read anew from viewerEventCursor.");
}

/** A number that was never given, as after a restored backup, is no place to go on from either. */
async function viewerEventsFrom(ctx: AppContext, after: string | null | undefined): Promise<LiveSource<bigint>> {
  const { userId } = ctx.session;
  const number = after === "" ? null : valuesOf(after, ["count"]);
  const { length, forgotten } = await feedOf(poolReader(poolOf(ctx.services.reserved)), userId);
  const from = number ? BigInt(number[0]!) : after === "" ? forgotten : length;
  if (from < forgotten || from > length) throw tooOld();
  return new ViewerEvents(userId, from, Number(length));
}

/** A person's feed by its numbers; the topic is the person. */
class ViewerEvents extends LiveSource<bigint> {
  async look(reader: Reader, after: bigint, sessionIds: readonly string[]): Promise<Look<bigint>> {
    const { entry, forgotten, length, allowed } = await nextFeedEntry(reader, this.topic, after, sessionIds);
    if (after < forgotten) throw tooOld();
    if (!entry) return { cursor: length, more: false, allowed };
    const { number, groupId, event } = entry;
    const root: ViewerEvent = { cursor: feedCursor(number), groupId, event };
    return { cursor: number, root, more: number < length, allowed };
  }
}
