import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { compare } from "../../kernel/allocate.js";
import { groupBy } from "../../kernel/group-by.js";
import { groupToday } from "../../kernel/today.js";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { balancesByGroup } from "../balances/balance.loader.js";
import { Group } from "../groups/group.entity.js";
import { byId, membersByGroup } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { frontedBy } from "./fronting.loader.js";
import { oddUnitsOf } from "./odd-units.service.js";

@ObjectType({ description: "How much money somebody has fronted for how long, in one currency." })
export class MemberFronting {
  @Field(() => Member, { description: "Who." })
  readonly member!: Member;

  @Field(() => MoneyOutput, {
    description:
      "What they were owed at the end of each day until yesterday, added up: 10.00 for three days are 30.00. Below zero: others fronted it for them.",
  })
  readonly moneyDays!: MoneyOutput;
}

@ObjectType({ description: "Who should pay next in one currency." })
export class NextToPay {
  @Field(() => Member, { description: "Who has the lowest balance." })
  readonly member!: Member;

  @Field(() => MoneyOutput, { description: "That balance; below zero." })
  readonly balance!: MoneyOutput;
}

@ObjectType({ description: "What somebody bears in one currency because amounts are rounded." })
export class MemberOddUnits {
  @Field(() => Member, { description: "Who." })
  readonly member!: Member;

  @Field(() => MoneyOutput, {
    description:
      "The odd units that fell on them: what their shares have beyond the exact ones rounded towards zero; above zero.",
  })
  readonly amount!: MoneyOutput;
}

@Resolver(() => Group)
export class GroupAnalyticsFields {
  @Cost(20, {}, 1000)
  @FieldResolver(() => [MemberFronting], {
    description:
      "Who fronted money and for how long, since the group began, by what counts for balances, in the order of `members`, then of the currency codes; who is at zero is left out.",
  })
  async fronting(@Root() group: Group, @Ctx() ctx: AppContext): Promise<MemberFronting[]> {
    const members = byId(await ctx.loader(membersByGroup).load(group.id));
    const rows = await ctx.once(["fronting", group.id], () => frontedBy(ctx.reader, group.id, groupToday(group)));
    return rows.map(({ memberId, currency, minorDays }) =>
      made(MemberFronting, { member: members.get(memberId)!, moneyDays: new MoneyOutput(minorDays, currency) }),
    );
  }

  @Cost(2, {}, 20)
  @FieldResolver(() => [NextToPay], {
    description:
      "For each currency, by its code, who of those present has the lowest balance below zero; the first of equals.",
  })
  async nextToPay(@Root() group: Group, @Ctx() ctx: AppContext): Promise<NextToPay[]> {
    const members = byId(await ctx.loader(membersByGroup).load(group.id));
    const owing = (await ctx.loader(balancesByGroup).load(group.id)).filter(
      ({ memberId, minor }) => minor < 0n && members.get(memberId)!.leftAt === null,
    );
    const byCurrency = [...groupBy(owing, ({ currency }) => currency)].sort(([a], [b]) => (a < b ? -1 : 1));
    return byCurrency.map(([currency, balances]) => {
      const [lowest] = [...balances].sort((a, b) => compare(a.minor, b.minor));
      const { memberId, minor } = lowest!;
      return made(NextToPay, { member: members.get(memberId)!, balance: new MoneyOutput(minor, currency) });
    });
  }

  @Cost(20, {}, 1000)
  @FieldResolver(() => [MemberOddUnits], {
    description:
      "On whom the odd units of rounding fell, over the latest 1,000 expenses that were not split by entered amounts (fewer where these have more than 50,000 shares: then the latest that have as many), in the order of `members`, then of the currency codes.",
  })
  async oddUnits(@Root() group: Group, @Ctx() ctx: AppContext): Promise<MemberOddUnits[]> {
    const members = byId(await ctx.loader(membersByGroup).load(group.id));
    const odd = await ctx.once(["oddUnits", group.id], () => oddUnitsOf(ctx.reader, group.id));
    return [...members].flatMap(([memberId, member]) =>
      (odd.get(memberId) ?? []).map(({ minor, currency }) =>
        made(MemberOddUnits, { member, amount: new MoneyOutput(minor, currency) }),
      ),
    );
  }
}
