import { Field, InputType, registerEnumType } from "type-graphql";
import type { Decimal } from "../../kernel/decimal.js";
import { MoneyInput } from "../../platform/schema/money.js";
import { DecimalScalar } from "../../platform/schema/scalars.js";

export enum ConversionSource {
  ECB = "ECB",
  GROUP = "GROUP",
  CUSTOM = "CUSTOM",
  CARD = "CARD",
}
registerEnumType(ConversionSource, {
  name: "ConversionSource",
  description: "Where the rate of a conversion comes from.",
  valuesConfig: {
    ECB: { description: "The European Central Bank's reference rate of the day." },
    GROUP: { description: "The group's own rate of the day." },
    CUSTOM: { description: "A rate that was entered." },
    CARD: { description: "Both amounts were entered, as a card statement has them; the rate is their quotient." },
  },
});

@InputType({
  description:
    "What a total was converted from. The total must be what the original comes to at the rate, rounded once, half to even.",
})
export class ConversionInput {
  @Field(() => MoneyInput, { description: "The amount before, with the total's sign, in another currency." })
  original!: MoneyInput;

  @Field(() => ConversionSource, { description: "Where the rate comes from." })
  source!: ConversionSource;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Units of the total's currency for one of the original's: for CUSTOM, and for no other source.",
  })
  rate?: Decimal | null;
}
