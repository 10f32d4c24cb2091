import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { PageArguments } from "../../platform/schema/arguments.js";
import { Cost } from "../../platform/schema/cost.js";
import { Node } from "../../platform/schema/node.js";
import { type Connection, connectionOf, cursorOf, pageOf, pageSize, valuesOf } from "../../platform/schema/pages.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { Expense } from "../expenses/expense.entity.js";
import { shownGroup } from "../groups/group.access.js";
import { Group } from "../groups/group.entity.js";
import { byId, memberById, membersByGroup } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { changedText } from "./changed-text.js";
import { EventChange, EventOrder, GroupEvent } from "./group-event.entity.js";
import { changesByEvent, eventKey, eventsPage, historyPage } from "./group-event.loader.js";

const GroupEventConnection = connectionOf(GroupEvent, "GroupEvent");

/** How many events a page has where nobody says so. */
const EVENTS_DEFAULT = 50;

@ArgsType()
class EventsArguments {
  @Field(() => Int, { nullable: true, defaultValue: EVENTS_DEFAULT, description: "How many, 1 to 100." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Go on behind this cursor." })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: "Only events with a higher number." })
  afterSeq?: number | null;

  @Field(() => EventOrder, { nullable: true, defaultValue: EventOrder.OLDEST_FIRST, description: "Which way." })
  order?: EventOrder | null;
}

function seqOf(after: string | null | undefined): number | null {
  const place = valuesOf(after, ["count"]);
  return place && Number(place[0]);
}

function seqCursor(event: GroupEvent): string {
  return cursorOf([String(event.seq)]);
}

@Resolver(() => Group)
export class GroupActivityFields {
  @FieldResolver(() => GroupEventConnection, { description: "Everything that happened in the group." })
  async events(
    @Root() group: Group,
    @Args() { first, after, afterSeq, order }: EventsArguments,
    @Ctx() ctx: AppContext,
  ): Promise<Connection<GroupEvent>> {
    const size = pageSize(first, EVENTS_DEFAULT);
    const place = seqOf(after);
    const oldestFirst = order !== EventOrder.NEWEST_FIRST;
    const lowest = Math.max(afterSeq ?? -1, oldestFirst ? (place ?? -1) : -1);
    const rows = await eventsPage(ctx.reader, group.id, {
      after: lowest < 0 ? null : lowest,
      before: oldestFirst ? null : place,
      order: oldestFirst ? EventOrder.OLDEST_FIRST : EventOrder.NEWEST_FIRST,
      limit: size + 1,
    });
    return pageOf(rows, size, after, seqCursor);
  }
}

@Resolver(() => Expense)
export class ExpenseHistoryFields {
  @FieldResolver(() => GroupEventConnection, {
    description: "Every change of this expense, newest first, each with what it changed.",
  })
  async history(
    @Root() expense: Expense,
    @Args() { first, after }: PageArguments,
    @Ctx() ctx: AppContext,
  ): Promise<Connection<GroupEvent>> {
    const size = pageSize(first);
    const rows = await historyPage(ctx.reader, expense.id, seqOf(after), size + 1);
    return pageOf(rows, size, after, seqCursor);
  }
}

@Resolver(() => GroupEvent)
export class GroupEventFields {
  @FieldResolver(() => Member, { nullable: true, description: "Null where the product itself did it." })
  actor(@Root() event: GroupEvent, @Ctx() ctx: AppContext): Promise<Member> | null {
    return event.actorId === null ? null : ctx.loader(memberById).load(event.actorId);
  }

  @Cost(2)
  @ViewersOwn()
  @FieldResolver(() => Node, {
    nullable: true,
    description: "What it is about, as it is now; null where the viewer may not see that.",
  })
  subject(@Root() event: GroupEvent, @Ctx() ctx: AppContext): Promise<Node | null> {
    return ctx.services.node(ctx, event.subjectId);
  }

  @FieldResolver(() => Group, {
    description:
      "`group` and `subject` read as they are when the event is delivered: one snapshot, never older than the event.",
  })
  group(@Root() event: GroupEvent, @Ctx() ctx: AppContext): Promise<Group> {
    return shownGroup(ctx, event.groupId);
  }

  @Cost(5)
  @FieldResolver(() => [EventChange], {
    description: "What the event changed, field by field; creations list what was set, deletions nothing.",
  })
  async changes(@Root() event: GroupEvent, @Ctx() ctx: AppContext): Promise<EventChange[]> {
    const changes = await ctx.loader(changesByEvent).load(eventKey(event));
    const isAboutMembers = changes.some(({ memberId }) => (memberId ?? null) !== null);
    const members = isAboutMembers ? byId(await ctx.loader(membersByGroup).load(event.groupId)) : null;
    return changes.map(({ field, memberId, before, after }) =>
      made(EventChange, {
        field,
        member: members?.get(memberId ?? "") ?? null,
        before: changedText(before),
        after: changedText(after),
      }),
    );
  }
}
