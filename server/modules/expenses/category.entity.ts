import { Field, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Node } from "../../platform/schema/node.js";

@Entity("categories")
@ObjectType({ implements: Node, description: "What an expense was for." })
export class Category extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Column("integer")
  position!: number;

  @Field({ description: "In English." })
  @Column("text")
  name!: string;

  @Field({ description: 'The name of its icon in the Lucide set, such as "shopping-basket".' })
  @Column("text")
  icon!: string;
}
