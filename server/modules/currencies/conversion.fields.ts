import { Field, ObjectType } from "type-graphql";
import type { Money } from "../../kernel/money.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { knownFrom, type RecordedRate } from "./conversion.js";
import { ExchangeRateOutput } from "./exchange-rate.queries.js";

@ObjectType({
  description: "An amount that was taken for one in another currency, on record: it never changes by itself.",
})
export class Conversion {
  @Field(() => MoneyOutput, { description: "What was converted." })
  readonly from: MoneyOutput;

  @Field(() => MoneyOutput, { description: "What it was taken for." })
  readonly to: MoneyOutput;

  @Field(() => ExchangeRateOutput, { description: "At which rate." })
  readonly rate: ExchangeRateOutput;

  constructor(from: Money, to: Money, rate: RecordedRate) {
    this.from = new MoneyOutput(from.minor, from.currency);
    this.to = new MoneyOutput(to.minor, to.currency);
    this.rate = new ExchangeRateOutput(knownFrom(rate));
  }
}
