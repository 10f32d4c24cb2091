import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { Node } from "../../platform/schema/node.js";
import { DateTimeScalar, DecimalScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import type { PlaceOnPage } from "../../reader/receipt-reading.js";
import { SplitItemKind } from "../bills/bill.js";
import type { AsRead, StoredReading } from "./reading.js";

export enum ReceiptState {
  QUEUED = "QUEUED",
  READING = "READING",
  READ = "READ",
  FAILED = "FAILED",
}
registerEnumType(ReceiptState, {
  name: "ReceiptState",
  description: "How far the reading of a receipt is.",
  valuesConfig: {
    QUEUED: { description: "It waits for its turn." },
    READING: { description: "It is being read." },
    READ: {
      description:
        "It was read, or typed by somebody. Without a `reading` nobody asked for one: it was attached to an expense as it is.",
    },
    FAILED: { description: "It could not be read, for its `problem`; what it says can be typed." },
  },
});

export enum ReceiptProblem {
  UNREADABLE = "UNREADABLE",
  TOO_LARGE = "TOO_LARGE",
  NO_RECEIPT = "NO_RECEIPT",
  TIMED_OUT = "TIMED_OUT",
  FILE_DAMAGED = "FILE_DAMAGED",
  ENGINE_MISSING = "ENGINE_MISSING",
}
registerEnumType(ReceiptProblem, {
  name: "ReceiptProblem",
  description: "Why a receipt could not be read.",
  valuesConfig: {
    UNREADABLE: { description: "No text was found on it." },
    TOO_LARGE: { description: "Reading it takes more memory than is granted." },
    NO_RECEIPT: { description: "There is text on it, and no amount." },
    TIMED_OUT: { description: "Reading it took more than a minute." },
    FILE_DAMAGED: { description: "A page of it is no image any more." },
    ENGINE_MISSING: { description: "This server has nothing to read it with." },
  },
});

/** A receipt: photos or a document, and what they say. */
@Entity("receipts")
@ObjectType({
  implements: Node,
  description:
    "Photos of a receipt, or a PDF: what was read off it, who had what of it, and which expense it belongs to.",
})
export class Receipt extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Column("text")
  groupId!: string;

  /** Of the expense that it belongs to; null while it belongs to none. */
  @Column("text", { nullable: true })
  expenseId!: string | null;

  @Field(() => ReceiptState, { description: "How far its reading is." })
  @Column("text")
  state!: ReceiptState;

  @Field(() => ReceiptProblem, { nullable: true, description: "Why it could not be read; null unless it FAILED." })
  @Column("text", { nullable: true })
  problem!: ReceiptProblem | null;

  /** ISO 4217, of all its amounts. */
  @Column("text")
  currency!: string;

  /** What it says, as it was read or corrected, but for its lines; null before that. */
  @Column("jsonb", { name: "reading", nullable: true })
  storedReading!: StoredReading | null;

  /** What was read last, before anybody corrected it. */
  @Column("jsonb", { nullable: true })
  asRead!: AsRead | null;

  /** How often it was asked to be read: what comes of an earlier time is not written down. */
  @Column("integer")
  round!: number;

  /** How often its reading was begun in this round. */
  @Column("integer")
  tries!: number;

  /** 0 to 1, while it is being read. */
  @Column("real")
  progress!: number;

  @Column({ type: "timestamptz", precision: 3 })
  queuedAt!: Date;

  /** Of whoever sent it: which of 03/04 is the day, where nothing else says. */
  @Column("text")
  locale!: string;

  /** SHA-256 of the files that were sent, in their order. */
  @Column("text")
  contentHash!: string;

  /** Where the PDF itself is, and how it was called; null for photos, of which only their pixels are kept. */
  @Column("text", { nullable: true })
  documentKey!: string | null;

  @Column("text", { nullable: true })
  documentName!: string | null;

  @Column("text")
  uploadedById!: string;

  @Field(() => Int, { description: "Send it back to change the receipt. Claims leave it as it is." })
  @Column("integer")
  version!: number;

  @Field(() => DateTimeScalar, { description: "When it was sent." })
  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  @Column({ type: "timestamptz", precision: 3, nullable: true })
  deletedAt!: Date | null;
}

/** One page as it is kept: an image made anew from pixels, in three sizes. */
@Entity("receipt_pages")
@ObjectType({ description: "One page of a receipt, as an upright JPEG." })
export class ReceiptPage {
  @Column("text")
  groupId!: string;

  @PrimaryColumn("text")
  receiptId!: string;

  /** The first is 0. */
  @PrimaryColumn("integer")
  position!: number;

  @Field(() => Int, { description: "Pixels of its largest size." })
  @Column("integer")
  width!: number;

  @Field(() => Int, { description: "Pixels of its largest size." })
  @Column("integer")
  height!: number;

  @Column("text")
  fullKey!: string;

  @Column("text")
  screenKey!: string;

  @Column("integer")
  screenWidth!: number;

  @Column("text")
  thumbnailKey!: string;

  @Column("integer")
  thumbnailWidth!: number;
}

@ObjectType({ description: "Where something stands, as parts of the page's width and height, from 0 to 1." })
export class Box {
  @Field(() => Int, { description: "The first page is 0." })
  readonly page!: number;

  @Field(() => Float, { description: "Of its left edge, from the left." })
  readonly x!: number;

  @Field(() => Float, { description: "Of its upper edge, from above." })
  readonly y!: number;

  @Field(() => Float, { description: "How wide it is." })
  readonly width!: number;

  @Field(() => Float, { description: "How high it is." })
  readonly height!: number;
}

const CONFIDENCE = "How probable it is that the value is right, from 0 to 1; 1 where a person said so.";
const ALTERNATIVES = "What else it may be, the most probable first.";

/** What is known of anything that was read, beside what it says. */
@ObjectType()
abstract class ReadField {
  @Field(() => Float, { description: CONFIDENCE })
  readonly confidence!: number;

  @Field({ description: "Whether it is sure enough to be filled in; otherwise it is a proposal, to be shown as one." })
  readonly filled!: boolean;

  @Field(() => Box, { nullable: true, description: "Where it stands; null where it was concluded or typed." })
  readonly box!: Box | null;
}

@ObjectType({ description: "A text that was read." })
export class ReadText extends ReadField {
  @Field(() => String, { description: "What it says." })
  readonly value!: string;

  @Field(() => [String], { description: ALTERNATIVES })
  readonly alternatives!: string[];
}

@ObjectType({ description: "A day that was read." })
export class ReadDate extends ReadField {
  @Field(() => LocalDateScalar, { description: "Which day." })
  readonly value!: string;

  @Field(() => [LocalDateScalar], { description: ALTERNATIVES })
  readonly alternatives!: string[];
}

@ObjectType({ description: "An amount that was read." })
export class ReadMoney extends ReadField {
  @Field(() => MoneyOutput, { description: "How much." })
  readonly value!: MoneyOutput;

  @Cost(3)
  @Field(() => [MoneyOutput], { description: ALTERNATIVES })
  readonly alternatives!: MoneyOutput[];
}

@ObjectType({ description: "A sum that a receipt should keep, and whether it does." })
export class ReceiptCheck {
  @Field({ description: "Which sum: LINES_MAKE_TOTAL, PAID_MAKES_TOTAL and so on; see docs/receipts.md." })
  readonly rule!: string;

  @Field({ description: "Whether it is kept." })
  readonly ok!: boolean;

  @Field(() => MoneyOutput, { nullable: true, description: "What it should come to." })
  readonly expected!: MoneyOutput | null;

  @Field(() => MoneyOutput, { nullable: true, description: "What it comes to." })
  readonly found!: MoneyOutput | null;
}

/** One line of a receipt's bill. */
@Entity("receipt_lines")
@ObjectType({
  implements: Node,
  description:
    "One line of a receipt's bill. All lines together are the total, with the signs of an itemised split: they can be sent as its `items` unchanged.",
})
export class ReceiptLine extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Column("text")
  groupId!: string;

  @Column("text")
  receiptId!: string;

  @Column("integer")
  position!: number;

  @Field({ description: "What the line says, 1 to 200 characters." })
  @Column("text")
  name!: string;

  @Field(() => DecimalScalar, { description: "How many, or how much of it." })
  @Column("text")
  quantity!: string;

  /** Minor units of the receipt's currency: what the whole line costs. */
  @Column("bigint")
  minor!: bigint;

  @Field(() => SplitItemKind, { description: "What the line is." })
  @Column("text")
  kind!: SplitItemKind;

  @Field(() => Float, { description: CONFIDENCE })
  @Column("real")
  confidence!: number;

  @Column("jsonb", { nullable: true })
  place!: PlaceOnPage | null;

  /** ISO 4217; read together with the row. */
  currency!: string;
}

@ObjectType({ description: "What a receipt says." })
export class ReceiptReading {
  readonly receiptId!: string;

  @Field(() => ReadText, { nullable: true, description: "Who sold it." })
  readonly merchant!: ReadText | null;

  @Field(() => ReadDate, { nullable: true, description: "The day of the sale." })
  readonly date!: ReadDate | null;

  @Field(() => ReadText, {
    nullable: true,
    description: "The ISO 4217 code of all its amounts; where it is null they are in the group's currency.",
  })
  readonly currency!: ReadText | null;

  @Field(() => ReadMoney, { nullable: true, description: "What was to be paid." })
  readonly total!: ReadMoney | null;

  @Field(() => ReadMoney, { nullable: true, description: "What the items come to, where it says so." })
  readonly subtotal!: ReadMoney | null;

  @Field(() => ReadMoney, { nullable: true, description: "All taxes, also those that the prices include." })
  readonly tax!: ReadMoney | null;

  @Field(() => ReadMoney, { nullable: true, description: "The tip." })
  readonly tip!: ReadMoney | null;

  @Cost(5)
  @Field(() => [ReceiptCheck], { description: "The sums that it should keep; where one is not ok, look at it." })
  readonly checks!: ReceiptCheck[];

  @Field(() => [String], { description: "What read it: tesseract, ppocr, vision; none where a person typed it." })
  readonly engines!: string[];
}
