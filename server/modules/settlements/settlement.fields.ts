import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { PageArguments } from "../../platform/schema/arguments.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { type Connection, connectionOf, cursorOf, pageOf, pageSize, valuesOf } from "../../platform/schema/pages.js";
import { Conversion } from "../currencies/conversion.fields.js";
import { shownGroup } from "../groups/group.access.js";
import { Group } from "../groups/group.entity.js";
import { memberById } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
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

  @FieldResolver(() => Member, { nullable: true, description: "Who recorded it." })
  createdBy(@Root() settlement: Settlement, @Ctx() ctx: AppContext): Promise<Member> | null {
    return settlement.createdById === null ? null : ctx.loader(memberById).load(settlement.createdById);
  }
}
