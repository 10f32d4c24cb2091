import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { Node } from "../../platform/schema/node.js";
import { DateTimeScalar } from "../../platform/schema/scalars.js";
import type { SplitwiseFile, SplitwiseRow, StatedTotal } from "./splitwise.js";

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

  constructor(total: StoredTotal) {
    this.person = total.person;
    this.computed = new MoneyOutput(BigInt(total.computed), total.currency);
    this.stated = total.stated === null ? null : new MoneyOutput(BigInt(total.stated), total.currency);
  }
}

@ObjectType({ description: "A line that is not imported, and why." })
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
}

type Stored<Row extends { cells: readonly bigint[] }> = Omit<Row, "cells" | "cost"> & {
  readonly cells: readonly string[];
};

/** What was read from the file, as it is kept until the commit. */
export interface StoredContent extends Pick<SplitwiseFile, "people" | "problems"> {
  readonly rows: readonly (Stored<SplitwiseRow> & { readonly cost: string | null })[];
  readonly stated: readonly Stored<StatedTotal>[];
}

export function contentFrom({ people, rows, stated, problems }: SplitwiseFile): StoredContent {
  return {
    people,
    rows: rows.map((row) => ({ ...row, cost: row.cost?.toString() ?? null, cells: row.cells.map(String) })),
    stated: stated.map((total) => ({ ...total, cells: total.cells.map(String) })),
    problems,
  };
}

export function fileFrom({ people, rows, stated, problems }: StoredContent): SplitwiseFile {
  return {
    people,
    rows: rows.map((row) => ({
      ...row,
      cost: row.cost === null ? null : BigInt(row.cost),
      cells: row.cells.map(BigInt),
    })),
    stated: stated.map((total) => ({ ...total, cells: total.cells.map(BigInt) })),
    problems,
  };
}

@Entity("imports")
@ObjectType({ implements: Node, description: "A file of another product on its way into a group." })
export class Import extends Node {
  @PrimaryColumn("text")
  override id!: string;

  @Column("text")
  userId!: string;

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

  /** What a new group is called. */
  @Column("text")
  groupName!: string;

  /** A new group's. */
  @Column("text")
  currency!: string;

  @Field({ description: "As the file was called where it came from." })
  @Column("text")
  fileName!: string;

  /** Null once it was committed. Not among the columns that readers ask for. */
  @Column("jsonb", { nullable: true })
  content!: StoredContent | null;

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

  @Column("jsonb", { name: "totals" })
  storedTotals!: StoredTotal[];

  @Cost(10)
  @Field(() => [ImportProblem], { description: "Every row that is not imported, in the order of the file." })
  @Column("jsonb")
  problems!: ImportProblem[];

  @Column("text", { array: true })
  keptIds!: string[];

  @Field(() => DateTimeScalar, { description: "When the file was read." })
  @Column({ type: "timestamptz", precision: 3 })
  createdAt!: Date;

  @Column({ type: "timestamptz", precision: 3, nullable: true })
  committedAt!: Date | null;
}
