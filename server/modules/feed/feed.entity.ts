import { Column, Entity, PrimaryColumn } from "typeorm";

/** How long somebody's feed is: the number of its last entry. */
@Entity("feeds")
export class Feed {
  @PrimaryColumn("text")
  userId!: string;

  @Column("bigint")
  length!: bigint;

  /** The number up to which its entries are not kept any more. */
  @Column("bigint")
  forgotten!: bigint;
}

/** One event in the feed of one of those who were there. */
@Entity("feed_entries")
export class FeedEntry {
  @PrimaryColumn("text")
  userId!: string;

  @PrimaryColumn("bigint")
  number!: bigint;

  @Column("text")
  groupId!: string;

  @Column("integer")
  seq!: number;
}

/** That an account was in a group, from one event to another, both included. */
@Entity("stays")
export class Stay {
  @PrimaryColumn("text")
  groupId!: string;

  @PrimaryColumn("text")
  userId!: string;

  @PrimaryColumn("integer")
  fromSeq!: number;

  @Column("integer", { nullable: true })
  toSeq!: number | null;
}
