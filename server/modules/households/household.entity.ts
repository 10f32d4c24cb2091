import { Field, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Node } from "../../platform/schema/node.js";
import { DateTimeScalar } from "../../platform/schema/scalars.js";

@Entity("households")
@ObjectType({
  implements: Node,
  description:
    "People of one group who settle as one: each of them counts when an expense is split, and one of them pays and is paid for all.",
})
export class Household extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Column("text")
  groupId!: string;

  @Field({ description: "1 to 100 characters." })
  @Column("text")
  name!: string;

  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it ceased to settle as one; null while it does." })
  @Column({ type: "timestamptz", precision: 3, nullable: true })
  dissolvedAt!: Date | null;
}
