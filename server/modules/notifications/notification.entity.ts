import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Node } from "../../platform/schema/node.js";
import { DateTimeScalar } from "../../platform/schema/scalars.js";
import type { Announcement } from "./announcement.js";
import { NotificationKind } from "./preference.js";

/** What a person is told: of an event of a group, or what another part of the product announces. */
@Entity("notifications")
@ObjectType({ implements: Node, description: "Something that the viewer is told; nobody else sees it." })
export class Notification extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Column("text")
  userId!: string;

  /** Of all changes of this person's notifications: which was this one's last. */
  @Column("bigint")
  number!: bigint;

  @Field(() => NotificationKind, { description: "What it is about." })
  @Column("text")
  kind!: NotificationKind;

  @Column("text", { nullable: true })
  groupId!: string | null;

  @Column("text", { nullable: true })
  subjectId!: string | null;

  /** The number of the last event that it stands for; null where it stands for none. */
  @Column("integer", { nullable: true })
  seq!: number | null;

  @Field(() => Int, {
    description:
      "How many events it stands for: what happens to one thing within a quarter of an hour is one notification, which grows as long as it is unread.",
  })
  @Column("integer")
  count!: number;

  /** Told to somebody who has left the group, and so without what they may no longer read. */
  @Column("boolean")
  farewell!: boolean;

  @Column("jsonb", { nullable: true })
  announced!: Announcement | null;

  /** What names it among all that this person is told, so that it is told once; null where that does not matter. */
  @Column("text", { nullable: true })
  once!: string | null;

  @Column("boolean")
  inApp!: boolean;

  @Field(() => DateTimeScalar, { description: "When it happened; of several events, the last." })
  @Column({ type: "timestamptz", precision: 3 })
  at!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was read; null for one that is unread." })
  @Column({ type: "timestamptz", precision: 3, nullable: true })
  readAt!: Date | null;
}

export enum DeliveryChannel {
  EMAIL = "EMAIL",
  PUSH = "PUSH",
  SMS = "SMS",
}
registerEnumType(DeliveryChannel, {
  name: "DeliveryChannel",
  description: "A way on which somebody is told outside of the product.",
  valuesConfig: {
    EMAIL: { description: "By mail." },
    PUSH: { description: "By a push to a browser or device." },
    SMS: { description: "By a text message to a phone." },
  },
});

export enum DeliveryState {
  WAITING = "WAITING",
  SENT = "SENT",
  FAILED = "FAILED",
  DROPPED = "DROPPED",
}
registerEnumType(DeliveryState, {
  name: "DeliveryState",
  description: "What became of telling somebody.",
  valuesConfig: {
    WAITING: { description: "It has not left yet." },
    SENT: { description: "It was handed over." },
    FAILED: { description: "It was refused for good." },
    DROPPED: {
      description: "It did not leave: it was read before, is not so any more, or is no longer the viewer's to see.",
    },
  },
});

@Entity("deliveries")
@ObjectType({ description: "That a notification leaves, or has left, on one way." })
export class Delivery {
  @PrimaryColumn("text")
  notificationId!: string;

  @Field(() => DeliveryChannel, { description: "Which way." })
  @PrimaryColumn("text")
  channel!: DeliveryChannel;

  /** Empty for mail, which has one address. */
  @PrimaryColumn("text")
  deviceId!: string;

  @Column("text")
  userId!: string;

  @Field(() => DeliveryState, { description: "What became of it." })
  @Column("text")
  state!: DeliveryState;

  @Column({ type: "timestamptz", precision: 3 })
  dueAt!: Date;

  @Field(() => DateTimeScalar, { description: "When it came to be so; while it waits, when it will leave." })
  @Column({ type: "timestamptz", precision: 3 })
  at!: Date;

  /** The notification that the mail is named after in which it leaves, or has left. */
  @Column("text", { nullable: true })
  letterId!: string | null;

  @Field(() => String, { nullable: true, description: "Why it failed, in a few English words; null where it did not." })
  @Column("text", { nullable: true })
  problem!: string | null;
}
