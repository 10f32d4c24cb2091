import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import type { Allocation as SharePart } from "../../kernel/allocation.js";
import type { Share } from "../../kernel/split.js";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { Node } from "../../platform/schema/node.js";
import { DateTimeScalar, DecimalScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import { SplitClaim, SplitItemKind } from "../bills/bill.js";
import type { RecordedOriginal } from "../currencies/conversion.js";
import { Member } from "../groups/member.entity.js";

export enum SplitMode {
  EQUAL = "EQUAL",
  EXACT = "EXACT",
  PERCENTAGE = "PERCENTAGE",
  SHARES = "SHARES",
  ADJUSTMENT = "ADJUSTMENT",
  ITEMIZED = "ITEMIZED",
}
registerEnumType(SplitMode, {
  name: "SplitMode",
  description: "How the total is shared.",
  valuesConfig: {
    EQUAL: { description: "Among `parts`, or all present members where there are none." },
    EXACT: { description: "`value`: the amount; they sum to the total." },
    PERCENTAGE: { description: "`value`: percent, ≥ 0; they sum to 100." },
    SHARES: { description: "`value`: a weight, ≥ 0, at most 6 decimals; not all zero." },
    ADJUSTMENT: { description: "`value`: what comes on top of (or off) an equal split of the rest." },
    ITEMIZED: { description: "By `items`." },
  },
});

/** The split as it was entered, as it stands in the table. */
export interface StoredSplit {
  readonly mode: keyof typeof SplitMode;
  readonly parts: readonly { readonly memberId: string; readonly value: string | null }[];
  /** In an expense: nobody was named, and `parts` are all who were there when it was written. */
  readonly everybody?: boolean;
  /** The lines of an itemised bill; other splits have none. */
  readonly items?: readonly StoredItem[];
}

interface StoredItem {
  readonly name: string;
  readonly amount: string;
  readonly kind: keyof typeof SplitItemKind;
  readonly claims: readonly { readonly memberId: string; readonly weight: string }[];
}

@ObjectType({ description: "One person's line of a split, as it was entered." })
export class SplitPart {
  readonly memberId!: string;

  @Field(() => DecimalScalar, { nullable: true, description: "What it means depends on the mode." })
  readonly value!: string | null;
}

@ObjectType({ description: "One line of an itemised bill." })
export class SplitItem {
  @Field({ description: "What the line says." })
  readonly name!: string;

  @Field(() => MoneyOutput, { description: "What it costs." })
  readonly amount!: MoneyOutput;

  @Field(() => SplitItemKind, { description: "What the line is." })
  readonly kind!: SplitItemKind;

  @Cost(3)
  @Field(() => [SplitClaim], { description: "Who had it." })
  readonly claims!: SplitClaim[];
}

@ObjectType({
  description:
    "What the person entered, so that an edit opens exactly as it was. EQUAL without parts is answered with the people it was resolved to when it was written.",
})
export class Split {
  @Field(() => SplitMode, { description: "How the total is shared." })
  readonly mode!: SplitMode;

  @Cost(5)
  @Field(() => [SplitPart], { description: "Everybody's line; none in a default that means whoever is there." })
  readonly parts!: SplitPart[];

  @Cost(5)
  @Field(() => [SplitItem], { description: "The lines of an itemised bill." })
  readonly items!: SplitItem[];
}

@ObjectType({ description: "What somebody paid." })
export class ExpensePayer {
  @Field(() => Member, { description: "Who paid." })
  readonly member!: Member;

  @Field(() => MoneyOutput, { description: "How much of the total." })
  readonly amount!: MoneyOutput;
}

export enum AllocationRule {
  ENTERED = "ENTERED",
  WHOLE = "WHOLE",
  LARGER_FRACTION = "LARGER_FRACTION",
  SMALLER_FRACTION = "SMALLER_FRACTION",
  ON_TURN = "ON_TURN",
  NOT_ON_TURN = "NOT_ON_TURN",
  CANCELLED_OUT = "CANCELLED_OUT",
}
registerEnumType(AllocationRule, {
  name: "AllocationRule",
  description: "Why somebody did or did not get one of the units that rounding left over.",
  valuesConfig: {
    ENTERED: { description: "The amount was entered as it is; nothing was rounded." },
    WHOLE: { description: "The exact share is whole; nothing was rounded." },
    LARGER_FRACTION: { description: "The units left over go to the largest fractions, and this is one of them." },
    SMALLER_FRACTION: { description: "The units left over go to the largest fractions, and this is not one of them." },
    ON_TURN: { description: "Others have the same fraction; it went by lot, and fell on this person." },
    NOT_ON_TURN: { description: "Others have the same fraction; it went by lot, and fell on them." },
    CANCELLED_OUT: { description: "Rounding left nothing over." },
  },
});

@ObjectType({
  description:
    "How a share was computed: exact, in minor units of the expense's currency, then rounded towards zero, then with what rounding left over handed out.",
})
export class Allocation {
  @Field(() => String, { description: "Of the exact share in lowest terms; it has the share's sign." })
  readonly numerator!: string;

  @Field(() => String, { description: "Of the exact share in lowest terms; above zero." })
  readonly denominator!: string;

  @Field(() => String, { description: 'The exact share as a mixed number of minor units: "333 1/3".' })
  readonly exact!: string;

  @Field(() => Int, { description: "What the share has beyond the exact one rounded towards zero." })
  readonly oddUnits!: number;

  @Field(() => String, {
    description:
      "Why this person did or did not get an odd unit, in English; among equal fractions it goes by lot, drawn once from the expense's id.",
  })
  readonly rule!: string;

  @Field(() => AllocationRule, { description: "The same, for programs." })
  readonly ruleCode!: AllocationRule;
}

@ObjectType({ description: "What somebody bears." })
export class ExpenseShare {
  @Field(() => Member, { description: "Who bears it." })
  readonly member: Member;

  @Field(() => MoneyOutput, { description: "How much of the total." })
  readonly amount: MoneyOutput;

  /** Computes all shares of the expense once, when the first is asked. */
  readonly allocations: () => ReadonlyMap<string, SharePart>;

  constructor(member: Member, amount: MoneyOutput, allocations: () => ReadonlyMap<string, SharePart>) {
    this.member = member;
    this.amount = amount;
    this.allocations = allocations;
  }
}

@Entity("expenses")
@ObjectType({ implements: Node, description: "Something that one or several members paid for on behalf of others." })
export class Expense extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Column("text")
  groupId!: string;

  @Field({ description: "1 to 200 characters." })
  @Column("text")
  title!: string;

  @Field(() => String, { nullable: true, description: "Whatever else there is to say." })
  @Column("text", { nullable: true })
  notes!: string | null;

  /** Minor units of `currency`; the API shows it as Money. */
  @Column("bigint")
  total!: bigint;

  @Column("text")
  currency!: string;

  @Field(() => LocalDateScalar, { description: "The day it happened." })
  @Column("date")
  incurredOn!: string;

  @Column("text")
  categoryId!: string;

  @Column("jsonb", { name: "split" })
  storedSplit!: StoredSplit;

  /** What the total was converted from, where it was. */
  @Column("jsonb", { name: "conversion", nullable: true })
  original!: RecordedOriginal | null;

  @Field({
    description: "False where an import could not tell who paid: `payers` and `shares` then hold the net effect alone.",
  })
  @Column("boolean")
  payersKnown!: boolean;

  @Column("text", { nullable: true })
  importId!: string | null;

  @Column("text", { nullable: true })
  createdById!: string | null;

  @Field(() => Int, { description: "Send it back to change the expense." })
  @Column("integer")
  version!: number;

  @Field(() => DateTimeScalar, { description: "When it was recorded." })
  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: "When it was last changed." })
  @Column({ type: "timestamptz", precision: 3 })
  updatedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was deleted; null where it was not." })
  @Column({ type: "timestamptz", precision: 3, nullable: true })
  deletedAt!: Date | null;

  /** Read together with the row, so that they are of the same version. */
  payerRows!: Share[];
  shareRows!: Share[];
  categoryName!: string;
}
