import { Field, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Node } from "../../platform/schema/node.js";
import { CurrencyCodeScalar, DateTimeScalar, DecimalScalar, LocalDateScalar } from "../../platform/schema/scalars.js";

@Entity("group_rates")
@ObjectType({
  implements: Node,
  description:
    "A rate that a group agreed on: inside the group it goes before every reference rate, in both directions.",
})
export class GroupRate extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Column("text")
  groupId!: string;

  @Field(() => CurrencyCodeScalar, { description: "The currency that is converted." })
  @Column("text", { name: "from_currency" })
  from!: string;

  @Field(() => CurrencyCodeScalar, { description: "The currency that comes out." })
  @Column("text", { name: "to_currency" })
  to!: string;

  @Field(() => DecimalScalar, {
    description: "Units of `to` for one of `from`; the other way round it is the exact reciprocal.",
  })
  @Column("numeric")
  rate!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: "The first day that it is for; null: for every day." })
  @Column("date", { nullable: true })
  validFrom!: string | null;

  @Column("text")
  createdById!: string;

  @Field(() => DateTimeScalar, { description: "When it was entered." })
  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When it was removed, or another took its place; null while it counts.",
  })
  @Column({ type: "timestamptz", precision: 3, nullable: true })
  removedAt!: Date | null;
}
