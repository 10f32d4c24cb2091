import { Field, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Node } from "../../platform/schema/node.js";
import { DateTimeScalar } from "../../platform/schema/scalars.js";

/** One device of one person. It lives until it is revoked, or its last refresh token expires unused. */
@Entity("sessions")
export class SessionRow {
  @PrimaryColumn("text")
  id!: string;

  @Column("text")
  userId!: string;

  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  @Column({ type: "timestamptz", precision: 3, nullable: true })
  revokedAt!: Date | null;

  @Column({ type: "timestamptz", precision: 3 })
  lastSeenAt!: Date;

  @Column("text", { nullable: true })
  userAgent!: string | null;

  @Column("text", { nullable: true })
  address!: string | null;
}

@ObjectType({ implements: Node, description: "One device or program on which somebody is signed in." })
export class UserSession extends Node {
  override id!: string;

  @Field(() => DateTimeScalar, { description: "When it was signed in." })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: "When it was used last, to a few minutes." })
  lastSeenAt!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      "What the program called itself when it signed in or refreshed its tokens; null where it said nothing.",
  })
  userAgent!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The address from which it signed in or refreshed its tokens last; null where it is not known.",
  })
  address!: string | null;

  @Field({ description: "Whether it is the one that asks." })
  current!: boolean;
}

/** A refresh token that was given out; only its hash is kept. */
@Entity("refresh_tokens")
export class RefreshTokenRow {
  @PrimaryColumn("bytea")
  tokenHash!: Buffer;

  @Column("text")
  sessionId!: string;

  @Column({ type: "timestamptz", precision: 3 })
  expiresAt!: Date;

  @Column({ type: "timestamptz", precision: 3, nullable: true })
  usedAt!: Date | null;
}

@ObjectType({ description: "What a client needs to go on as this person." })
export class Session {
  @Field({ description: "Send it as `Authorization: Bearer …`, over HTTP and in the WebSocket's connection_init." })
  accessToken!: string;

  @Field(() => String, { nullable: true, description: "Null where it went into the HttpOnly cookie." })
  refreshToken!: string | null;

  @Field(() => DateTimeScalar, { description: "When the access token ends; refresh before." })
  expiresAt!: Date;
}
