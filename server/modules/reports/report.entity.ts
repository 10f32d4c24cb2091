import { Field, Float, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Node } from "../../platform/schema/node.js";
import { DateTimeScalar, LocalDateScalar } from "../../platform/schema/scalars.js";

export enum ReportKind {
  GROUP = "GROUP",
  PERSON = "PERSON",
  YEAR = "YEAR",
}
registerEnumType(ReportKind, {
  name: "ReportKind",
  description: "What a report is of.",
  valuesConfig: {
    GROUP: { description: "Of one group, with what each of its people bore and paid." },
    PERSON: { description: "Of oneself, over all the groups that one is in." },
    YEAR: { description: "Of a calendar year, beside the one before: of one group, or of oneself over all groups." },
  },
});

export enum ReportFormat {
  PDF = "PDF",
  XLSX = "XLSX",
  CSV = "CSV",
}
registerEnumType(ReportFormat, {
  name: "ReportFormat",
  description: "What kind of file a report is.",
  valuesConfig: {
    PDF: { description: "To read and to print: figures, charts and tables, readable for screen readers." },
    XLSX: { description: "A workbook, with real numbers and days, and formulas for the sums." },
    CSV: { description: "Every expense in a row, for other programs." },
  },
});

export enum ReportState {
  QUEUED = "QUEUED",
  RUNNING = "RUNNING",
  READY = "READY",
  FAILED = "FAILED",
}
registerEnumType(ReportState, {
  name: "ReportState",
  description: "How far a report is.",
  valuesConfig: {
    QUEUED: { description: "It waits for its turn." },
    RUNNING: { description: "It is being written." },
    READY: { description: "Its file can be read." },
    FAILED: { description: "There will be none; `problem` says why." },
  },
});

@ObjectType({ description: "Days, both ends included." })
export class DateRange {
  @Field(() => LocalDateScalar, { description: "The first day." })
  readonly from!: string;

  @Field(() => LocalDateScalar, { description: "The last day." })
  readonly to!: string;
}

@Entity("reports")
@ObjectType({
  implements: Node,
  description: "A file that is made of what somebody may see of their groups, for nobody else, and kept for a week.",
})
export class Report extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Column("text")
  userId!: string;

  @Field(() => ReportKind, { description: "What it is of." })
  @Column("text")
  kind!: ReportKind;

  @Field(() => ReportFormat, { description: "What kind of file it is." })
  @Column("text")
  format!: ReportFormat;

  @Column("text", { nullable: true })
  groupId!: string | null;

  @Column("date")
  fromDay!: string;

  @Column("date")
  toDay!: string;

  /** What its figures are in. */
  @Column("text")
  currency!: string;

  @Field(() => ReportState, { description: "How far it is." })
  @Column("text")
  state!: ReportState;

  @Field(() => Float, { description: "How much of it is written, from 0 to 1." })
  @Column("real")
  progress!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "Why there is none: NOT_YOURS (the group is not theirs any more), TOO_LARGE (more expenses than a file has room for) or FAILED (our fault).",
  })
  @Column("text", { nullable: true })
  problem!: string | null;

  /** The groups that it speaks of. */
  @Column("text", { array: true })
  groupIds!: string[];

  @Column("text", { nullable: true })
  fileKey!: string | null;

  @Column("text")
  fileName!: string;

  /** Whether it came by itself, and so is told of. */
  @Column("boolean")
  isScheduled!: boolean;

  @Field(() => DateTimeScalar, { description: "When it was asked for." })
  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "When its file goes." })
  @Column({ type: "timestamptz", precision: 3 })
  expiresAt!: Date;
}

/** Which report comes by itself on the first of each month, of the month before. */
@Entity("report_schedules")
export class StoredSchedule {
  @PrimaryColumn("text")
  userId!: string;

  @PrimaryColumn("text")
  kind!: ReportKind;

  @PrimaryColumn("text")
  format!: ReportFormat;

  @PrimaryColumn("text")
  groupId!: string | null;

  /** The day on which it comes next, where its reader lives. */
  @Column("date")
  nextOn!: string;

  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;
}
