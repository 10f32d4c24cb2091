import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { PageArguments } from "../../platform/schema/arguments.js";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { type Connection, connectionOf, cursorOf, pageOf, pageSize, valuesOf } from "../../platform/schema/pages.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { Conversion } from "../currencies/conversion.fields.js";
import { seatOf, shownGroup, viewerMemberOf } from "../groups/group.access.js";
import { Group } from "../groups/group.entity.js";
import { memberById, membersByGroup } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { may } from "../groups/rights.js";
import { isShared, mayAnswer, mayCancel, type PersonPayment, type Seat } from "./person-payment.js";
import { paymentById } from "./person-payment.loader.js";
import { settlementsPage, visibleSettlement } from "./settlement.access.js";
import { Settlement } from "./settlement.entity.js";
import { settledBy } from "./settlement.service.js";

const SettlementConnection = connectionOf(Settlement, "Settlement");

@Resolver(() => Group)
export class GroupSettlementFields {
  @FieldResolver(() => SettlementConnection, {
    description: "Newest first (settledOn, then id), whatever their status.",
  })
  async settlements(
    @Root() group: Group,
    @Args() { first, after }: PageArguments,
    @Ctx() ctx: AppContext,
  ): Promise<Connection<Settlement>> {
    const size = pageSize(first);
    const place = valuesOf(after, ["day", "text"]);
    const rows = await settlementsPage(ctx.reader, group.id, place, size + 1);
    return pageOf(rows, size, after, (settlement) => cursorOf([settlement.settledOn, settlement.id]));
  }
}

/** Where the viewer sits in the settlement's group; null for one who may write nothing there. */
export async function writingSeat(ctx: AppContext, { groupId }: Settlement): Promise<Seat | null> {
  const viewerMember = await viewerMemberOf(ctx, groupId);
  if (!viewerMember || !may(ctx.viewer, await seatOf(ctx, await shownGroup(ctx, groupId)), "answer")) return null;
  return { members: await ctx.loader(membersByGroup).load(groupId), viewerMember };
}

/** The payment across groups that it is a part of; null where it is one by itself. */
export async function paymentOf(ctx: AppContext, { paymentId }: Settlement): Promise<PersonPayment | null> {
  return paymentId === null ? null : ctx.loader(paymentById).load(paymentId);
}

@Resolver(() => Settlement)
export class SettlementFields {
  @Query(() => Settlement, { nullable: true, description: "A settlement of one of the viewer's groups." })
  settlement(@Arg("id", () => ID, { description: "Of the settlement." }) id: string, @Ctx() ctx: AppContext) {
    return visibleSettlement(ctx, id);
  }

  @FieldResolver(() => Group, { description: "Whose settlement it is." })
  group(@Root() settlement: Settlement, @Ctx() ctx: AppContext): Promise<Group> {
    return shownGroup(ctx, settlement.groupId);
  }

  @FieldResolver(() => Member, { description: "Who paid." })
  from(@Root() settlement: Settlement, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(settlement.fromMemberId);
  }

  @FieldResolver(() => Member, { description: "Who received it." })
  to(@Root() settlement: Settlement, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(settlement.toMemberId);
  }

  @FieldResolver(() => MoneyOutput, { description: "What was paid; above zero." })
  amount(@Root() settlement: Settlement): MoneyOutput {
    return new MoneyOutput(settlement.minor, settlement.currency);
  }

  @FieldResolver(() => MoneyOutput, {
    description: "What it takes off the balances: `amount`, unless that was paid in another currency than the debt.",
  })
  settles(@Root() settlement: Settlement): MoneyOutput {
    const { minor, currency } = settledBy(settlement);
    return new MoneyOutput(minor, currency);
  }

  @FieldResolver(() => Conversion, {
    nullable: true,
    description: "How `amount` became `settles`, as it was recorded; null where they are the same.",
  })
  conversion(@Root() settlement: Settlement): Conversion | null {
    const { minor, currency, rate } = settlement;
    return rate && new Conversion({ minor, currency }, settledBy(settlement), rate);
  }

  @Cost(1)
  @ViewersOwn()
  @FieldResolver(() => Boolean, {
    description: "Whether the viewer is one who may confirm or reject it while it is PENDING.",
  })
  async viewerCanAnswer(@Root() settlement: Settlement, @Ctx() ctx: AppContext): Promise<boolean> {
    const seat = await writingSeat(ctx, settlement);
    return seat !== null && mayAnswer(settlement, await paymentOf(ctx, settlement), seat);
  }

  @Cost(1)
  @ViewersOwn()
  @FieldResolver(() => Boolean, {
    description: "Whether the viewer is one who may take it back while it is PENDING or CONFIRMED.",
  })
  async viewerCanCancel(@Root() settlement: Settlement, @Ctx() ctx: AppContext): Promise<boolean> {
    const seat = await writingSeat(ctx, settlement);
    return seat !== null && mayCancel(settlement, await paymentOf(ctx, settlement), seat);
  }

  @Cost(1)
  @ViewersOwn()
  @FieldResolver(() => Int, {
    description:
      "How many settlements, in several groups, are this one payment and change with it; only those who may take it back learn of more than 1.",
  })
  async partCount(@Root() settlement: Settlement, @Ctx() ctx: AppContext): Promise<number> {
    const payment = await paymentOf(ctx, settlement);
    return isShared(payment) && (await this.viewerCanCancel(settlement, ctx)) ? payment.size : 1;
  }

  @FieldResolver(() => Member, { nullable: true, description: "Who recorded it." })
  createdBy(@Root() settlement: Settlement, @Ctx() ctx: AppContext): Promise<Member> | null {
    return settlement.createdById === null ? null : ctx.loader(memberById).load(settlement.createdById);
  }
}
