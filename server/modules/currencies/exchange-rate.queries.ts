import { Arg, Ctx, Field, ObjectType, Query, Resolver } from "type-graphql";
import { rateText } from "../../kernel/exchange.js";
import { universalToday } from "../../kernel/today.js";
import type { AppContext } from "../../platform/context.js";
import { Cost } from "../../platform/schema/cost.js";
import { CurrencyCodeScalar, DecimalScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import type { KnownRate } from "./exchange-rate.js";
import { referenceRates } from "./exchange-rate.loader.js";

@ObjectType("ExchangeRate", { description: "At which rate one currency becomes another, and why at this one." })
export class ExchangeRateOutput {
  @Field(() => CurrencyCodeScalar, { description: "The currency that is converted." })
  readonly from: string;

  @Field(() => CurrencyCodeScalar, { description: "The currency that comes out." })
  readonly to: string;

  @Field(() => DecimalScalar, {
    description:
      "Units of `to` for one of `from`, to fifteen significant digits; conversions use the exact quotient behind it.",
  })
  readonly rate: string;

  @Field(() => LocalDateScalar, {
    description: "The day that the rate is of: the last on which there was one, not the day that was asked for.",
  })
  readonly asOf: string;

  @Field({
    description:
      "ECB: a reference rate of the European Central Bank. GROUP: a rate of the group's own. AGREED: two amounts were taken for each other. CUSTOM: the rate was entered. CARD: both amounts were entered, as a card statement has them.",
  })
  readonly source: string;

  @Field(() => [CurrencyCodeScalar], {
    description: "The currencies that the rate goes through, both ends included: two that are no euro meet in EUR.",
  })
  readonly path: readonly string[];

  constructor({ from, to, rate, asOf, source, path }: KnownRate) {
    this.from = from;
    this.to = to;
    this.rate = rateText(rate);
    this.asOf = asOf;
    this.source = source;
    this.path = path;
  }
}

@Resolver()
export class ExchangeRateQueries {
  @Cost(5)
  @Query(() => ExchangeRateOutput, {
    nullable: true,
    description:
      "The European Central Bank's reference rate between two currencies, on the last day up to `on` on which both have one; null where there is no such day. Takes a signed-in viewer.",
  })
  async exchangeRate(
    @Arg("from", () => CurrencyCodeScalar, { description: "The currency that is converted." }) from: string,
    @Arg("to", () => CurrencyCodeScalar, { description: "The currency that comes out." }) to: string,
    @Arg("on", () => LocalDateScalar, { nullable: true, description: "Today, in UTC, unless another day is given." })
    on: string | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<ExchangeRateOutput | null> {
    void ctx.viewer;
    const known = await ctx.loader(referenceRates).load({ from, to, day: on ?? universalToday() });
    return known && new ExchangeRateOutput(known);
  }
}
