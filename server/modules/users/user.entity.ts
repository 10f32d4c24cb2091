import { Field, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Node } from "../../platform/schema/node.js";
import { CurrencyCodeScalar } from "../../platform/schema/scalars.js";

@Entity("users")
@ObjectType({ implements: Node, description: "A person with an account." })
export class User extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Field({ description: "What others call this person." })
  @Column("text")
  name!: string;

  /** In lower case; shown to nobody but the person: see `UserFields`. A guest has none. */
  @Column("text", { name: "email", nullable: true })
  email!: string | null;

  @Field(() => CurrencyCodeScalar, { description: "Proposed for new groups." })
  @Column("text")
  preferredCurrency!: string;

  @Field({ description: "A BCP 47 language tag." })
  @Column("text")
  locale!: string;

  @Field({ description: "An IANA time zone." })
  @Column("text")
  timeZone!: string;

  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  /** Whether others see where this person is looking. */
  @Column("boolean")
  showsPresence!: boolean;

  /** When an account without address and password goes, unless it is used before; null for one that has them. */
  @Column({ type: "timestamptz", precision: 3, nullable: true })
  guestUntil!: Date | null;

  /** Where the picture is; who may see it is said by `ProfileFields`, as of the next two. */
  @Column("text", { nullable: true })
  avatarKey!: string | null;

  @Column("text", { nullable: true })
  occupation!: string | null;

  @Column("text", { nullable: true })
  country!: string | null;

  /** The new session, on the answer to registering and signing in, where the operation itself has no viewer yet. */
  openedSessionId?: string;
}
