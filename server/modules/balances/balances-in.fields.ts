import { Arg, Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { type CurrencyNet, convertedNets } from "../../kernel/exchange.js";
import { groupBy } from "../../kernel/group-by.js";
import { groupToday } from "../../kernel/today.js";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { CurrencyCodeScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import { ExchangeRateOutput } from "../currencies/exchange-rate.queries.js";
import { ratesInGroup } from "../currencies/group-rate.service.js";
import { Group } from "../groups/group.entity.js";
import { memberById } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { balancesAsOf, balancesByGroup } from "./balance.loader.js";

@ObjectType({ description: "What a member is owed (positive) or owes, all currencies taken together in one." })
export class ConvertedBalance {
  readonly memberId!: string;

  @Field(() => MoneyOutput, {
    description:
      "Everything that could be converted, added up exactly and rounded once; sums to zero over the members.",
  })
  readonly net!: MoneyOutput;

  @Cost(2)
  @Field(() => [MoneyOutput], {
    description: "The balances in currencies that have no rate, as they are, by currency code; positive: is owed.",
  })
  readonly unconverted!: MoneyOutput[];

  @Cost(2)
  @Field(() => [ExchangeRateOutput], {
    description: "The rates that went into `net`, by the code of the currency that was converted.",
  })
  readonly rates!: ExchangeRateOutput[];
}

@Resolver(() => Group)
export class BalancesInFields {
  @Cost(20, { asOf: 1000 })
  @FieldResolver(() => [ConvertedBalance], {
    description:
      "The balances of everybody who has any, in one currency, in the order of `members`: at the group's own rates where it has some, else at the European Central Bank's. With `asOf` the balances of that day at that day's rates; without it those of now at the latest rates.",
  })
  async balancesIn(
    @Root() group: Group,
    @Arg("currency", () => CurrencyCodeScalar, { description: "The currency that everything is converted into." })
    currency: string,
    @Arg("asOf", () => LocalDateScalar, { nullable: true, description: "The last day that counts." })
    asOf: string | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<ConvertedBalance[]> {
    const balances = asOf
      ? await balancesAsOf(ctx.reader, group.id, asOf)
      : await ctx.loader(balancesByGroup).load(group.id);
    const currencies = balances.map((balance) => balance.currency);
    const rates = await ratesInGroup(ctx, group.id, currencies, currency, asOf ?? groupToday(group));
    const hasRate = (balance: CurrencyNet) => balance.currency === currency || rates.has(balance.currency);
    const exact = new Map([...rates].map(([from, { rate }]) => [from, rate]));
    const nets = convertedNets(balances.filter(hasRate), exact, currency);
    return [...groupBy(balances, ({ memberId }) => memberId)].map(([memberId, own]) =>
      made(ConvertedBalance, {
        memberId,
        net: new MoneyOutput(nets.get(memberId) ?? 0n, currency),
        unconverted: own.filter((each) => !hasRate(each)).map((each) => new MoneyOutput(each.minor, each.currency)),
        rates: own.flatMap((each) => rates.get(each.currency) ?? []).map((rate) => new ExchangeRateOutput(rate)),
      }),
    );
  }
}

@Resolver(() => ConvertedBalance)
export class ConvertedBalanceFields {
  @FieldResolver(() => Member, { description: "Whose balance it is." })
  member(@Root() balance: ConvertedBalance, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(balance.memberId);
  }
}
