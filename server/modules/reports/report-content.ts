import type { Money } from "../../kernel/money.js";

/** What a report is about. */
export interface ReportContent {
  /** A BCP 47 tag: how numbers and days are written. */
  readonly locale: string;
  /** The group's name, or the person's. */
  readonly title: string;
  readonly range: { readonly from: string; readonly to: string };
  /** The currency of all figures. */
  readonly currency: string;
  /** The day on which it was made, where its reader lives. */
  readonly madeOn: string;
  readonly figures: ReportFigures;
  /** Of the same length before, and a year ago; null where the report has none. */
  readonly compared: { readonly previous: ReportFigures; readonly yearBefore: ReportFigures } | null;
  /** What has no rate on its day and is in no figure, by currency code. */
  readonly unconverted: readonly Money[];
  /** The latest day of a rate that was used; null where none was needed. */
  readonly ratesAsOf: string | null;
  /** Month by month, oldest first. */
  readonly months: readonly Spending[];
  readonly categories: readonly Spending[];
  /** Of a report over all groups; else empty. */
  readonly groups: readonly Spending[];
  /** Of a report of one group; else empty. */
  readonly people: readonly PersonSpending[];
  /** How many rows there are. */
  readonly count: number;
  /** All expenses that count, newest first, some at a time; those of `total` and `mine` sum to the figures. */
  readonly rows: () => AsyncIterable<readonly ReportRow[]>;
}

/** Minor units of the report's currency. */
export interface ReportFigures {
  /** The reader's shares of what was spent. */
  readonly mine: bigint;
  /** What the groups spent. */
  readonly total: bigint;
  /** What the reader paid of it. */
  readonly paid: bigint;
  /** The reader's shares of what came in. */
  readonly income: bigint;
  /** Confirmed payments that the reader made. */
  readonly settled: bigint;
  readonly count: number;
}

/** What was spent in a month, in a category or by a group. */
export interface Spending {
  readonly label: string;
  readonly mine: bigint;
  readonly total: bigint;
  readonly count: number;
}

export interface PersonSpending {
  readonly name: string;
  readonly borne: bigint;
  readonly paid: bigint;
  readonly count: number;
}

/** One expense. */
export interface ReportRow {
  readonly day: string;
  readonly group: string;
  readonly title: string;
  readonly category: string;
  /** The names of those who paid, the largest part first. */
  readonly payers: readonly string[];
  /** As it was entered. */
  readonly amount: Money;
  /** In the report's currency. */
  readonly total: bigint;
  readonly mine: bigint;
}

/** Told how much of a report is written: 0 to 1. */
export type WritingProgress = (part: number) => void;

/** Names as one text: those that there is room for, and how many there are beside them. */
export function someOf(names: readonly string[], most: number): string {
  const more = names.length - most;
  return [...names.slice(0, most), ...(more > 0 ? [`+${more}`] : [])].join(", ");
}
