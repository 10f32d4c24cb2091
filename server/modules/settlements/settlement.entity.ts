import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Node } from "../../platform/schema/node.js";
import { DateTimeScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import type { RecordedRate } from "../currencies/conversion.js";

export enum SettlementStatus {
  PENDING = "PENDING",
  CONFIRMED = "CONFIRMED",
  REJECTED = "REJECTED",
  CANCELLED = "CANCELLED",
}
registerEnumType(SettlementStatus, {
  name: "SettlementStatus",
  description: "Where a settlement stands; only CONFIRMED moves balances.",
  valuesConfig: {
    PENDING: { description: "It waits for the receiver." },
    CONFIRMED: { description: "It counts." },
    REJECTED: { description: "The receiver says that it did not happen." },
    CANCELLED: { description: "It was taken back." },
  },
});

@Entity("settlements")
@ObjectType({ implements: Node, description: "A payment from one member to another." })
export class Settlement extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Column("text")
  groupId!: string;

  @Column("text")
  fromMemberId!: string;

  @Column("text")
  toMemberId!: string;

  /** Minor units of `currency`; the API shows it as Money. */
  @Column("bigint", { name: "amount" })
  minor!: bigint;

  @Column("text")
  currency!: string;

  /** What it takes off the balances, where that is another currency than was paid; else null, all three. */
  @Column("bigint", { nullable: true })
  settledMinor!: bigint | null;

  @Column("text", { nullable: true })
  settledCurrency!: string | null;

  @Column("jsonb", { nullable: true })
  rate!: RecordedRate | null;

  @Field(() => SettlementStatus, { description: "Where it stands." })
  @Column("text")
  status!: SettlementStatus;

  @Field(() => LocalDateScalar, { description: "The day it was paid." })
  @Column("date")
  settledOn!: string;

  @Field(() => String, { nullable: true, description: "Whatever there is to say." })
  @Column("text", { nullable: true })
  note!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Why the receiver rejected it; null where no reason was given.",
  })
  @Column("text", { nullable: true })
  rejectReason!: string | null;

  @Column("text", { nullable: true })
  importId!: string | null;

  /** The payment across groups that it is a part of; null where it stands for itself. */
  @Column("text", { nullable: true })
  paymentId!: string | null;

  @Column("text", { nullable: true })
  createdById!: string | null;

  @Field(() => Int, { description: "Send it back to change the settlement." })
  @Column("integer")
  version!: number;

  @Field(() => DateTimeScalar, { description: "When it was recorded." })
  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;
}
