import { Field, ID, InputType } from "type-graphql";
import type { Decimal } from "../../kernel/decimal.js";
import { DecimalScalar } from "../../platform/schema/scalars.js";
import { SplitItemKind } from "../bills/bill.js";
import { SplitMode } from "./expense.entity.js";

@InputType({ description: "Who paid, and how much." })
export class PayerInput {
  @Field(() => ID, { description: "Of the member who paid." })
  memberId!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "May be left out for a single payer. Negative where the total is.",
  })
  amount?: Decimal | null;
}

@InputType({ description: "One person's line of a split." })
export class SplitPartInput {
  @Field(() => ID, { description: "Of the member who takes part." })
  memberId!: string;

  @Field(() => DecimalScalar, { nullable: true, description: "What it means depends on the mode." })
  value?: Decimal | null;
}

@InputType({ description: "Who had how much of an item." })
export class SplitClaimInput {
  @Field(() => ID, { description: "Of the member who had it." })
  memberId!: string;

  @Field(() => DecimalScalar, { nullable: true, defaultValue: "1", description: "Two of three beers weigh 2." })
  weight?: Decimal | null;
}

@InputType({
  description:
    "ITEM lines are shared by their claims; the other kinds are spread in exact proportion to each person's items. Every line has the total's sign, but for claimed ITEM lines, which may oppose it as long as nobody's items then do (OUT_OF_RANGE on that line's amount); they add up to the total.",
})
export class SplitItemInput {
  @Field({ description: "What the line says." })
  name!: string;

  @Field(() => DecimalScalar, { description: "What it costs." })
  amount!: Decimal;

  @Field(() => SplitItemKind, {
    nullable: true,
    defaultValue: SplitItemKind.ITEM,
    description: "What the line is.",
  })
  kind?: SplitItemKind | null;

  @Field(() => [SplitClaimInput], { nullable: true, description: "Who had it." })
  claims?: SplitClaimInput[] | null;
}

@InputType({ description: "How the total is shared." })
export class SplitInput {
  @Field(() => SplitMode, { description: "By which rule." })
  mode!: SplitMode;

  @Field(() => [SplitPartInput], { nullable: true, description: "Everybody's line; for EQUAL it may be left out." })
  parts?: SplitPartInput[] | null;

  @Field(() => [SplitItemInput], { nullable: true, description: "The lines of an itemised bill." })
  items?: SplitItemInput[] | null;
}
