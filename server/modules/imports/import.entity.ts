import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { Node } from "../../platform/schema/node.js";
import { DateTimeScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import type { DayQuestion, SplitwiseFile, SplitwiseRow, StatedTotal } from "./splitwise.js";

export enum ImportFormat {
  SPLITWISE_CSV = "SPLITWISE_CSV",
}
registerEnumType(ImportFormat, {
  name: "ImportFormat",
  description: "Which product wrote the file, and how.",
  valuesConfig: { SPLITWISE_CSV: { description: "Splitwise's export of a group or of a friend, in any language." } },
});

export enum ImportState {
  PREVIEWED = "PREVIEWED",
  COMMITTED = "COMMITTED",
  UNDONE = "UNDONE",
}
registerEnumType(ImportState, {
  name: "ImportState",
  description: "How far an import has come.",
  valuesConfig: {
    PREVIEWED: { description: "The file was read; nothing else has happened, and only who sent it sees it." },
    COMMITTED: { description: "Its rows are in the group." },
    UNDONE: { description: "Its rows were taken back, but for what people had changed since." },
  },
});

export enum ImportDayOrder {
  DMY = "DMY",
  MDY = "MDY",
}
registerEnumType(ImportDayOrder, {
  name: "ImportDayOrder",
  description: "What comes first in days such as 03/04/2026.",
  valuesConfig: {
    DMY: { description: "The day: 03/04/2026 is the third of April." },
    MDY: { description: "The month: 03/04/2026 is the fourth of March." },
  },
});

export enum ImportQuestionKind {
  DAY_ORDER = "DAY_ORDER",
}
registerEnumType(ImportQuestionKind, {
  name: "ImportQuestionKind",
  description: "What a file leaves open.",
  valuesConfig: { DAY_ORDER: { description: "Whether its days or its months come first; `dayOrder` answers it." } },
});

@ObjectType({ description: "Somebody whom the file names." })
export class ImportPerson {
  readonly memberId!: string | null;

  @Field({ description: "As the file says." })
  readonly name!: string;

  @Field({ description: "Whether this is the person who imports the file: as the name tells, or as was said." })
  readonly importer!: boolean;
}

@ObjectType({
  description: "What the rows add up to, beside what the file itself says; `stated` is null where it says nothing.",
})
export class ImportTotal {
  @Field({ description: "As the file says." })
  person: string;

  @Field(() => MoneyOutput, { description: "What all rows that were understood add up to." })
  computed: MoneyOutput;

  @Field(() => MoneyOutput, { nullable: true, description: "The file's own closing balance." })
  stated: MoneyOutput | null;

  @Field(() => MoneyOutput, {
    nullable: true,
    description:
      "The person's balance in the group as this import leaves it, with all else that is in the group; null for imports of old.",
  })
  after: MoneyOutput | null;

  constructor(total: StoredTotal) {
    this.person = total.person;
    this.computed = new MoneyOutput(BigInt(total.computed), total.currency);
    this.stated = total.stated === null ? null : new MoneyOutput(BigInt(total.stated), total.currency);
    this.after = typeof total.after === "string" ? new MoneyOutput(BigInt(total.after), total.currency) : null;
  }
}

@ObjectType({ description: "What one answer would make of the day that a question shows." })
export class ImportDayChoice {
  @Field(() => ImportDayOrder, { description: "The answer." })
  dayOrder!: ImportDayOrder;

  @Field(() => LocalDateScalar, { description: "The day that it would be." })
  date!: string;
}

@ObjectType({ description: "Something that the file leaves open; nothing is booked before it is answered." })
export class ImportQuestion {
  @Field(() => ImportQuestionKind, { description: "What is asked." })
  kind!: ImportQuestionKind;

  @Field(() => Int, { description: "A line of the file that shows it, counted from 1." })
  line!: number;

  @Field({ description: "What stands there." })
  text!: string;

  @Cost(2)
  @Field(() => [ImportDayChoice], { description: "What it would be, by each answer." })
  choices!: ImportDayChoice[];
}

@ObjectType({
  description:
    "Rows in one currency of which the file cannot say who paid. Each is booked with its net effect, which is exact, but less than it cost.",
})
export class ImportUnknownPayers {
  @Field(() => Int, { description: "How many rows." })
  count: number;

  @Field(() => MoneyOutput, { description: "What they cost together, as the file says." })
  cost: MoneyOutput;

  @Field(() => MoneyOutput, { description: "The sum of the totals that they are booked with." })
  booked: MoneyOutput;

  constructor({ count, cost, booked, currency }: StoredUnknownPayers) {
    this.count = count;
    this.cost = new MoneyOutput(BigInt(cost), currency);
    this.booked = new MoneyOutput(BigInt(booked), currency);
  }
}

@ObjectType({ description: "A row that an earlier import made, and that this file no longer has." })
export class ImportGone {
  @Field(() => LocalDateScalar, { description: "Its day." })
  date: string;

  @Field({ description: "What it was called." })
  title: string;

  @Field(() => MoneyOutput, { description: "What the entry comes to." })
  amount: MoneyOutput;

  @Field(() => [ID], { description: "The expense, or the settlements, that it became." })
  entryIds: string[];

  @Field({ description: "Whether people have changed it since; then it stays, whatever is asked for." })
  kept: boolean;

  constructor({ date, title, minor, currency, entryIds, kept }: StoredGone) {
    this.date = date;
    this.title = title;
    this.amount = new MoneyOutput(BigInt(minor), currency);
    this.entryIds = [...entryIds];
    this.kept = kept;
  }
}

@ObjectType({
  description:
    "A row that looks like a changed row of an earlier import: of the same day and title, which each of the two has once.",
})
export class ImportChange {
  @Field(() => Int, { description: "Of this file, counted from 1." })
  line: number;

  @Field(() => LocalDateScalar, { description: "Its day." })
  date: string;

  @Field({ description: "What it is called." })
  title: string;

  @Field(() => MoneyOutput, { description: "What the entry of the earlier import comes to." })
  before: MoneyOutput;

  @Field(() => MoneyOutput, { description: "What this row comes to. Where both are equal, who bears it has changed." })
  after: MoneyOutput;

  @Field(() => [ID], { description: "The expense, or the settlements, of the earlier import." })
  entryIds: string[];

  @Field({
    description: "Whether people have changed the entry since; then it stays, and `replace` leaves this row out.",
  })
  kept: boolean;

  constructor(change: StoredChange) {
    this.line = change.line;
    this.date = change.date;
    this.title = change.title;
    this.before = new MoneyOutput(BigInt(change.minor), change.currency);
    this.after = new MoneyOutput(BigInt(change.nowMinor), change.nowCurrency);
    this.entryIds = [...change.entryIds];
    this.kept = change.kept;
  }
}

@ObjectType({ description: "A line that is not imported, or not as it stands, and why." })
export class ImportProblem {
  @Field(() => Int, { description: "Of the file, counted from 1." })
  line!: number;

  @Field({ description: "A sentence for the person, in English." })
  message!: string;
}

/** As JSON has no bigint, amounts are texts of minor units. */
export interface StoredTotal {
  readonly person: string;
  readonly currency: string;
  readonly computed: string;
  readonly stated: string | null;
  /** Imports of old did not keep it. */
  readonly after?: string;
}

export interface StoredUnknownPayers {
  readonly currency: string;
  readonly count: number;
  readonly cost: string;
  readonly booked: string;
}

export interface StoredGone {
  readonly date: string;
  readonly title: string;
  readonly minor: string;
  readonly currency: string;
  readonly entryIds: readonly string[];
  readonly kept: boolean;
}

export interface StoredChange extends StoredGone {
  readonly line: number;
  readonly nowMinor: string;
  readonly nowCurrency: string;
}

/** What is kept with an import and may be as long as its file; readers load each list where it is asked for. */
export interface StoredLists {
  readonly totals: readonly StoredTotal[];
  readonly questions: readonly DayQuestion[];
  readonly unknownPayers: readonly StoredUnknownPayers[];
  readonly gone: readonly StoredGone[];
  readonly changed: readonly StoredChange[];
  readonly problems: readonly ImportProblem[];
  /** Ids of expenses and settlements. */
  readonly keptIds: readonly string[];
}

type Stored<Row extends { cells: readonly bigint[] }> = Omit<Row, "cells" | "cost"> & {
  readonly cells: readonly string[];
};

/** A row as it is kept until the commit. */
export type StoredRow = Stored<Omit<SplitwiseRow, "exact">> & {
  readonly cost: string | null;
  readonly exact?: readonly string[] | null;
};

/** What else was read from the file. Previews of old have their rows here, and not what came later. */
export interface StoredContent
  extends Pick<SplitwiseFile, "people" | "problems">,
    Partial<Pick<SplitwiseFile, "alike" | "unread">> {
  readonly stated: readonly Stored<StatedTotal>[];
  readonly rows?: readonly StoredRow[];
}

export function contentFrom({ people, alike, stated, problems, unread }: SplitwiseFile): StoredContent {
  const totals = stated.map((total) => ({ ...total, cells: total.cells.map(String) }));
  return { people, alike, problems, unread, stated: totals };
}

export function storedRow(row: SplitwiseRow): StoredRow {
  return { ...row, cost: row.cost?.toString() ?? null, cells: row.cells.map(String) };
}

export function rowFrom(row: StoredRow): SplitwiseRow {
  const cost = row.cost === null ? null : BigInt(row.cost);
  return { ...row, cost, cells: row.cells.map(BigInt), exact: row.exact ?? null };
}

/** The file, as it was read before; its questions were answered, or stand beside it. */
export function fileFrom(content: StoredContent, rows: readonly SplitwiseRow[]): SplitwiseFile {
  const { people, alike, stated, problems, unread } = content;
  return {
    people,
    alike: alike ?? people.map(() => false),
    rows,
    stated: stated.map((total) => ({ ...total, cells: total.cells.map(BigInt) })),
    problems,
    unread: unread ?? [],
    questions: [],
  };
}

@Entity("imports")
@ObjectType({ implements: Node, description: "A file of another product on its way into a group." })
export class Import extends Node {
  @PrimaryColumn("text")
  override id!: string;

  /** Whoever started it; null where that account is gone. */
  @Column("text", { nullable: true })
  userId!: string | null;

  @Field(() => ImportFormat, { description: "Which product wrote the file." })
  @Column("text")
  format!: ImportFormat;

  @Field(() => ImportState, { description: "How far it has come." })
  @Column("text")
  state!: ImportState;

  @Column("text", { nullable: true })
  groupId!: string | null;

  /** Whether the group was made by this import; then it stays after an undo, with its members. */
  @Column("boolean")
  madeGroup!: boolean;

  @Field({ description: "What a new group would be called; of no meaning where the group is there." })
  @Column("text")
  groupName!: string;

  /** A new group's. */
  @Column("text")
  currency!: string;

  @Field({ description: "As the file was called where it came from." })
  @Column("text")
  fileName!: string;

  @Field(() => String, { description: "How its bytes were read as text: UTF-8, UTF-16 or windows-1252." })
  @Column("text")
  encoding!: string;

  @Field(() => ID, {
    nullable: true,
    description: "The file, to start again with the answer to a question; null once it was committed.",
  })
  @Column("text", { nullable: true })
  uploadId!: string | null;

  /** The first import of the same export; null before the commit. */
  @Column("text", { nullable: true })
  sourceId!: string | null;

  @Field(() => Int, {
    description: "What a commit would add (or added); rows that were known before are not counted.",
  })
  @Column("integer")
  expenseCount!: number;

  @Field(() => Int, { description: "Likewise." })
  @Column("integer")
  settlementCount!: number;

  @Field(() => Int, { description: "Rows that were imported before, and are not imported again." })
  @Column("integer")
  knownCount!: number;

  @Field(() => DateTimeScalar, { description: "When the file was read." })
  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  @Column({ type: "timestamptz", precision: 3, nullable: true })
  committedAt!: Date | null;
}
