import { Field, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Cost } from "../../platform/schema/cost.js";
import { Node } from "../../platform/schema/node.js";
import { DateTimeScalar } from "../../platform/schema/scalars.js";
import { Member, MemberRole } from "../groups/member.entity.js";

@Entity("invites")
@ObjectType({
  implements: Node,
  description:
    "A way into a group for whoever holds its code, as long as its maker is an ADMIN there; one for an ADMIN is for a single account.",
})
export class Invite extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Column("text")
  groupId!: string;

  @Field({ description: "Random, at least 128 bits, shown to admins." })
  @Column("text")
  code!: string;

  @Field(() => String, { nullable: true, description: "Where the invitation was sent." })
  @Column("text", { nullable: true })
  email!: string | null;

  @Field(() => MemberRole, { description: "What whoever comes may do." })
  @Column("text")
  role!: MemberRole;

  @Column("text", { nullable: true })
  memberId!: string | null;

  @Column("text")
  createdById!: string;

  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: "It is of no use after this." })
  @Column({ type: "timestamptz", precision: 3 })
  expiresAt!: Date;

  @Column({ type: "timestamptz", precision: 3, nullable: true })
  revokedAt!: Date | null;

  /** The one account that came by an invite for a single one; null where nobody did, and where many may. */
  @Column("text", { nullable: true })
  spentById!: string | null;
}

@ObjectType({ description: "What a holder of the code may know before joining." })
export class InvitePreview {
  @Field({ description: "Of the group that the code leads into." })
  groupName!: string;

  @Field({ description: "Who made the invite." })
  invitedBy!: string;

  @Field(() => MemberRole, { description: "What the holder may do there." })
  role!: MemberRole;

  @Cost(10)
  @Field(() => [Member], { description: "Members without an account that the holder may claim." })
  claimable!: Member[];
}
