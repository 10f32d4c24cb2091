import { Field, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Node } from "../../platform/schema/node.js";
import { DateTimeScalar } from "../../platform/schema/scalars.js";

export enum MemberRole {
  ADMIN = "ADMIN",
  MEMBER = "MEMBER",
  VIEWER = "VIEWER",
}
registerEnumType(MemberRole, {
  name: "MemberRole",
  description: "What somebody may do in a group.",
  valuesConfig: {
    ADMIN: { description: "Everything: people, invites and settings too." },
    MEMBER: { description: "Records, edits, deletes and restores any expense, also between others, and settles." },
    VIEWER: { description: "Reads." },
  },
});

@Entity("members")
@ObjectType({ implements: Node, description: "A person in one group, with or without an account." })
export class Member extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Column("text")
  groupId!: string;

  /** The order of joining. */
  @Column("integer")
  position!: number;

  @Column("text", { nullable: true })
  userId!: string | null;

  @Field({ description: "The account's name where there is one." })
  @Column("text")
  name!: string;

  /** Where an admin would reach this person; shown to nobody. */
  @Column("text", { nullable: true })
  email!: string | null;

  @Field(() => MemberRole, { description: "What this person may do here." })
  @Column("text")
  role!: MemberRole;

  /** With whom this person settles as one; null for alone. */
  @Column("text", { nullable: true })
  householdId!: string | null;

  @Field(() => DateTimeScalar, { description: "When this person was added, or came." })
  @Column({ type: "timestamptz", precision: 3 })
  joinedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When this person left or was removed." })
  @Column({ type: "timestamptz", precision: 3, nullable: true })
  leftAt!: Date | null;
}
