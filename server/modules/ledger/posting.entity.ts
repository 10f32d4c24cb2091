import { Column, Entity, PrimaryColumn } from "typeorm";

/**
 * What one event did to one member's balance because of one expense or settlement. Rows are only ever added; those of
 * one entry (group, subject, event, part) sum to zero per currency, and the database holds us to it.
 */
@Entity("postings")
export class Posting {
  @PrimaryColumn("text")
  groupId!: string;

  @PrimaryColumn("text")
  subjectId!: string;

  @PrimaryColumn("integer")
  eventSeq!: number;

  /** Whether the entry takes back an earlier one. */
  @PrimaryColumn("boolean")
  reversal!: boolean;

  /** Tells the entries of one subject and event apart. */
  @PrimaryColumn("smallint")
  part!: number;

  @PrimaryColumn("text")
  memberId!: string;

  @PrimaryColumn("text")
  currency!: string;

  /** Minor units; positive: is owed. */
  @Column("bigint")
  amount!: bigint;

  /** The day that counts for `balances(asOf:)`; a reversal has the day of what it takes back. */
  @PrimaryColumn("date")
  effectiveOn!: string;

  /** Whether the day on which it would count was closed, so that it counts from a later one. */
  @Column("boolean")
  correction!: boolean;
}

/** The sum of a member's postings in one currency, kept in the transaction that posts. */
@Entity("balances")
export class RunningBalance {
  @PrimaryColumn("text")
  groupId!: string;

  @PrimaryColumn("text")
  memberId!: string;

  @PrimaryColumn("text")
  currency!: string;

  @Column("numeric", { precision: 30, scale: 0 })
  net!: string;
}

/** What one member owes another, expense by expense; below zero where it is the other way round. */
@Entity("pair_debts")
export class PairDebt {
  @PrimaryColumn("text")
  groupId!: string;

  @PrimaryColumn("text")
  currency!: string;

  @PrimaryColumn("text")
  fromId!: string;

  @PrimaryColumn("text")
  toId!: string;

  @Column("numeric", { precision: 30, scale: 0 })
  amount!: string;
}
