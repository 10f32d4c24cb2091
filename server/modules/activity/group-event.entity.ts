import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { DateTimeScalar } from "../../platform/schema/scalars.js";
import { Member } from "../groups/member.entity.js";

export enum EventOrder {
  OLDEST_FIRST = "OLDEST_FIRST",
  NEWEST_FIRST = "NEWEST_FIRST",
}
registerEnumType(EventOrder, {
  name: "EventOrder",
  description: "Which way a list of events runs.",
  valuesConfig: {
    OLDEST_FIRST: { description: "By rising number." },
    NEWEST_FIRST: { description: "By falling number." },
  },
});

@ObjectType({
  description:
    'One field before and after. Amounts are written as "12.50 EUR", all other values as the API writes them.',
})
export class EventChange {
  @Field({
    description:
      "The field's name in the API: title, notes, total, incurredOn, category, splitMode, payers, shares, name, role, status and so on.",
  })
  readonly field!: string;

  @Field(() => Member, {
    nullable: true,
    description: "Whose it is, where the field is `payers`, `shares` or `claims`.",
  })
  readonly member!: Member | null;

  @Field(() => String, { nullable: true, description: "Null where there was none." })
  readonly before!: string | null;

  @Field(() => String, { nullable: true, description: "Null where there is none any more." })
  readonly after!: string | null;
}

@Entity("group_events")
@ObjectType({
  description: "One committed change of a group. The feed, the audit trail and the subscription are this same log.",
})
export class GroupEvent {
  @PrimaryColumn("text")
  groupId!: string;

  @Field(() => Int, { description: "1, 2, 3, … in the order of the commits." })
  @PrimaryColumn("integer")
  seq!: number;

  @Field({
    description:
      "One of: group.created group.updated member.added member.joined member.left member.removed member.role_set member.renamed invite.created invite.revoked expense.created expense.updated expense.deleted expense.restored settlement.created settlement.confirmed settlement.rejected settlement.cancelled household.created household.updated household.dissolved default_split.set period.closed period.reopened import.committed import.undone rate.set rate.removed; more will come.",
  })
  @Column("text")
  type!: string;

  @Field(() => DateTimeScalar, { description: "When it happened." })
  @Column({ type: "timestamptz", precision: 3 })
  at!: Date;

  @Column("text", { nullable: true })
  actorId!: string | null;

  @Column("text")
  subjectId!: string;

  /** The subject's version that this event made, where it has versions. */
  @Column("integer", { nullable: true })
  subjectVersion!: number | null;
}
