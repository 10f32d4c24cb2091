import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Node } from "../../platform/schema/node.js";
import { CurrencyCodeScalar, DateTimeScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import type { GroupColour } from "./look.js";

export enum GroupKind {
  GROUP = "GROUP",
  PAIR = "PAIR",
}
registerEnumType(GroupKind, {
  name: "GroupKind",
  description: "For how many people a group is.",
  valuesConfig: {
    GROUP: { description: "For as many as like." },
    PAIR: { description: "The private ledger of two people; it has room for nobody else." },
  },
});

@Entity("groups")
@ObjectType({ implements: Node, description: "People who share expenses." })
export class Group extends Node {
  @PrimaryColumn("text")
  override id!: string;

  /** As it was given; of two people's ledger everybody reads the other one's name. */
  @Column("text")
  name!: string;

  @Field(() => GroupKind, { description: "A group, or the private ledger of two people." })
  @Column("text")
  kind!: GroupKind;

  @Field(() => String, {
    nullable: true,
    description: "One emoji that stands for the group; null where nobody chose one.",
  })
  @Column("text", { nullable: true })
  emoji!: string | null;

  /** As somebody chose it; null where nobody did: see `colourOf`. */
  @Column("text", { nullable: true })
  colour!: GroupColour | null;

  @Field(() => CurrencyCodeScalar, { description: "Proposed for new expenses; each expense has its own." })
  @Column("text")
  currency!: string;

  @Field({ description: "An IANA time zone: what day it is for the group." })
  @Column("text")
  timeZone!: string;

  @Field({ description: "On unless switched off." })
  @Column("boolean")
  simplifyDebts!: boolean;

  @Field({ description: "Whether a settlement that the payer records waits for the receiver. Off unless asked for." })
  @Column("boolean")
  confirmSettlements!: boolean;

  @Field(() => Int, { description: "Of the settings alone." })
  @Column("integer")
  version!: number;

  @Field(() => DateTimeScalar, { description: "When it was made." })
  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      "When it was put away; null for a group in use. Until it is brought back, nothing begins in it: payments that wait can be confirmed, rejected and cancelled, imports undone, invites revoked, and people leave, are removed or demoted.",
  })
  @Column({ type: "timestamptz", precision: 3, nullable: true })
  archivedAt!: Date | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      "The last day that is closed: what changes about it or any day before counts from a later day. Null where none is.",
  })
  @Column("date", { nullable: true })
  lockedThrough!: string | null;

  @Field(() => Int, {
    description:
      "The number of the group's last event; events are numbered 1, 2, 3, … without a gap, in the order of their commits.",
  })
  @Column("integer")
  lastEventSeq!: number;

  @Column({ type: "timestamptz", precision: 3 })
  lastActiveAt!: Date;
}
