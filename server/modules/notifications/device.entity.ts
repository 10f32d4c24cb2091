import { Field, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Node } from "../../platform/schema/node.js";
import { DateTimeScalar } from "../../platform/schema/scalars.js";

export enum DeviceKind {
  PUSH = "PUSH",
  PHONE = "PHONE",
}
registerEnumType(DeviceKind, {
  name: "DeviceKind",
  description: "What notices go to.",
  valuesConfig: {
    PUSH: { description: "A browser, or another program, that takes pushes." },
    PHONE: { description: "A phone that takes text messages." },
  },
});

export enum DeviceState {
  UNCONFIRMED = "UNCONFIRMED",
  ACTIVE = "ACTIVE",
  GONE = "GONE",
}
registerEnumType(DeviceState, {
  name: "DeviceState",
  description: "Whether notices go there.",
  valuesConfig: {
    UNCONFIRMED: { description: "A phone whose code has not been sent back yet." },
    ACTIVE: { description: "They do." },
    GONE: { description: "It does not take them any more: the browser has given up its subscription." },
  },
});

/** Where somebody's notices go. Its address opens a door to the person: it is sealed, and shown to nobody. */
@Entity("devices")
@ObjectType({ implements: Node, description: "Where notices of the viewer go; nobody else sees it." })
export class Device extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Column("text")
  userId!: string;

  @Field(() => DeviceKind, { description: "What it is." })
  @Column("text")
  kind!: DeviceKind;

  @Field(() => DeviceState, { description: "Whether notices go there." })
  @Column("text")
  state!: DeviceState;

  @Field({ description: "What the browser calls itself; of a phone its last two digits." })
  @Column("text")
  name!: string;

  /** The subscription, or the number; null once it is gone. */
  @Column("text", { nullable: true })
  sealed!: string | null;

  /** Says whether two are the same, and not what they are. */
  @Column("bytea")
  fingerprint!: Buffer;

  @Column("bytea", { nullable: true })
  codeHash!: Buffer | null;

  @Column({ type: "timestamptz", precision: 3, nullable: true })
  codeUntil!: Date | null;

  @Column("integer")
  codeTries!: number;

  @Field(() => DateTimeScalar, { description: "When it was added." })
  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When a notice went there last; null for never." })
  @Column({ type: "timestamptz", precision: 3, nullable: true })
  lastUsedAt!: Date | null;
}
