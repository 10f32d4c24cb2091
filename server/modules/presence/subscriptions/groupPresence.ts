import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import { isId } from "../../../kernel/ids.js";
import type { AppContext } from "../../../platform/context.js";
import { poolOf } from "../../../platform/database.js";
import { LiveSource, type Look } from "../../../platform/live/live-source.js";
import { poolReader, type Reader } from "../../../platform/reader.js";
import { Cost } from "../../../platform/schema/cost.js";
import { topLevel } from "../../../platform/schema/top-level-errors.js";
import type { ShortLived } from "../../../platform/short-lived.js";
import { PRESENT_MILLISECONDS, Presence, presencesOf, presenceTopic, type SaidPresence } from "../presence.js";
import { onlookersOf } from "../presence.loader.js";

@Resolver()
export class GroupPresenceResolver {
  @Cost(10)
  @Subscription(() => [Presence], {
    description:
      "Who is looking at what in the group, or editing it, just now: at once, and whenever that changes, at most once a second. Whoever does not want to be seen is not in it. Losing access ends it.",
    subscribe: ({ args, context }: { args: unknown; context: unknown }) =>
      groupPresenceFrom(context as AppContext, (args as { groupId: string }).groupId),
  })
  groupPresence(
    @Root() root: { readonly presences: readonly SaidPresence[] },
    @Arg("groupId", () => ID, { description: "Where." }) _groupId: string,
  ): Presence[] {
    return root.presences.map((presence) => new Presence(presence));
  }
}

async function groupPresenceFrom({ session, services }: AppContext, groupId: string): Promise<LiveSource<string>> {
  const reader = poolReader(poolOf(services.reserved));
  const onlookers = isId("grp", groupId) ? await onlookersOf(reader, groupId, [session.sessionId], []) : null;
  if (!onlookers?.allowed.has(session.sessionId)) {
    throw topLevel("NOT_FOUND", "There is no such group, or it is not yours to see.");
  }
  return new GroupPresence(groupId, services.shortLived);
}

/** Who is present, as a whole each time; the cursor is what was told last. */
class GroupPresence extends LiveSource<string> {
  override readonly pause = 1_000;
  private readonly groupId: string;
  private readonly marks: ShortLived;

  constructor(groupId: string, marks: ShortLived) {
    super(presenceTopic(groupId), "");
    this.groupId = groupId;
    this.marks = marks;
  }

  async look(reader: Reader, told: string, sessionIds: readonly string[]): Promise<Look<string>> {
    const marks = await this.marks.list(this.topic);
    const said = marks.map(({ value }) => JSON.parse(value) as SaidPresence);
    const members = [...new Set(said.map(({ memberId }) => memberId))];
    const { allowed, shown } = await onlookersOf(reader, this.groupId, sessionIds, members);
    const presences = presencesOf(said.filter(({ memberId }) => shown.has(memberId)));
    const cursor = JSON.stringify(presences);
    // What nobody says again is gone by itself.
    const now = Date.now();
    // Where there is none Redis may only have been away: those who say the same again ring for nobody.
    const next = marks.reduce((soonest, { until }) => Math.min(soonest, until), now + PRESENT_MILLISECONDS);
    const again = Math.max(next - now, 0) + 1;
    return { cursor, more: false, allowed, again, ...(cursor !== told && { root: { presences } }) };
  }
}
