import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Node } from "../../platform/schema/node.js";

export enum BudgetPeriod {
  WEEK = "WEEK",
  MONTH = "MONTH",
  YEAR = "YEAR",
  RANGE = "RANGE",
}
registerEnumType(BudgetPeriod, {
  name: "BudgetPeriod",
  description: "For which days a limit is.",
  valuesConfig: {
    WEEK: { description: "For each week, from Monday to Sunday." },
    MONTH: { description: "For each calendar month." },
    YEAR: { description: "For each calendar year." },
    RANGE: { description: "Once, for the days between two." },
  },
});

@Entity("budgets")
@ObjectType({
  implements: Node,
  description:
    "What somebody means to spend at most: their own shares over all of their groups, or what a group spends. Other currencies are converted at each expense's own day's rate; what has none does not count.",
})
export class Budget extends Node {
  @PrimaryColumn("text")
  override id!: string;

  /** Whose it is; null where it is a group's. */
  @Column("text", { nullable: true })
  userId!: string | null;

  @Column("text", { nullable: true })
  groupId!: string | null;

  @Column("text", { nullable: true })
  categoryId!: string | null;

  /** Minor units of `currency`; the API shows it as Money. */
  @Column("bigint")
  limitMinor!: bigint;

  @Column("text")
  currency!: string;

  @Field(() => BudgetPeriod, { description: "For which days the limit is." })
  @Column("text")
  period!: BudgetPeriod;

  /** Of a RANGE alone. */
  @Column("date", { nullable: true })
  fromDay!: string | null;

  @Column("date", { nullable: true })
  toDay!: string | null;

  @Field(() => [Int], { description: "At how many percent people are told, once each in every period; ascending." })
  @Column("integer", { array: true })
  thresholds!: number[];

  @Field({ description: "Whether what is left of a period, or was spent beyond it, goes over to the next." })
  @Column("boolean")
  rollOver!: boolean;

  /** The first day of the period from which what is left goes over. */
  @Column("date")
  since!: string;

  /** What had gone over before that day. */
  @Column("numeric", { precision: 30, scale: 0 })
  carriedBefore!: string;

  @Field(() => Int, { description: "Send it back to change the budget." })
  @Column("integer")
  version!: number;

  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  @Column({ type: "timestamptz", precision: 3, nullable: true })
  deletedAt!: Date | null;
}
