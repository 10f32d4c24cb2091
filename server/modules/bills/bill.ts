import { Field, ObjectType, registerEnumType } from "type-graphql";
import { DecimalScalar } from "../../platform/schema/scalars.js";

export enum SplitItemKind {
  ITEM = "ITEM",
  TAX = "TAX",
  TIP = "TIP",
  FEE = "FEE",
  DISCOUNT = "DISCOUNT",
}
registerEnumType(SplitItemKind, {
  name: "SplitItemKind",
  description: "What a line of a bill is.",
  valuesConfig: {
    ITEM: { description: "Something somebody had." },
    TAX: { description: "A tax on the items." },
    TIP: { description: "A tip on the items." },
    FEE: { description: "A fee on the items." },
    DISCOUNT: { description: "Given with the total's sign, taken off." },
  },
});

@ObjectType({ description: "Who had how much of an item." })
export class SplitClaim {
  readonly memberId!: string;

  @Field(() => DecimalScalar, { description: "Two of three beers weigh 2." })
  readonly weight!: string;
}
