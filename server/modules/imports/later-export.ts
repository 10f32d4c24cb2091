import { amountText } from "../../kernel/money.js";
import type { BookedExpense, BookedPayment } from "./interpret.js";
import type { SplitwiseRow } from "./splitwise.js";

/** A row that an earlier import made, that counts today, and that a file does not have as it was. */
export interface EarlierRow {
  readonly fingerprint: string;
  /** Which export it came from, however often that was imported; see `Import.sourceId`. */
  readonly sourceId: string;
  readonly date: string;
  /** What it was called in the group. */
  readonly title: string;
  /** What tells it from the other rows of its day. */
  readonly key: string;
  readonly minor: bigint;
  readonly currency: string;
  /** The expense or the payments that it became. */
  readonly entryIds: readonly string[];
  /** Whether people have changed it since: then it is theirs. */
  readonly kept: boolean;
}

/** A row of a file that the group does not have as it is. */
export interface UnknownRow {
  readonly row: SplitwiseRow;
  readonly booked: BookedExpense | BookedPayment;
  readonly key: string;
}

export interface ChangedRow<Row extends UnknownRow> {
  readonly earlier: EarlierRow;
  readonly now: Row;
}

/** What a later export says about rows of earlier ones. */
export interface LaterExport<Row extends UnknownRow> {
  readonly gone: readonly EarlierRow[];
  readonly changed: readonly ChangedRow<Row>[];
  /** The exports that this file is a later one of. */
  readonly sourceIds: ReadonlySet<string>;
}

/**
 * Compares a file with the rows of earlier files that it does not have.
 *
 * A row looks changed where its day and title stand once among the earlier rows, and once among the file's new ones. The
 * others are gone, if they came from an export that this file is a later one of: one that it has a known or a changed
 * row of. What came from elsewhere is left alone.
 *
 * @param unread keys of rows that the file has, though they are not imported: they are not gone.
 */
export function compareExports<Row extends UnknownRow>(
  unknown: readonly Row[],
  earlier: readonly EarlierRow[],
  knownSources: ReadonlySet<string>,
  unread: ReadonlySet<string>,
): LaterExport<Row> {
  const [before, now] = [onceByKey(earlier), onceByKey(unknown)];
  const changed = [...before].flatMap(([key, row]) => (now.has(key) ? [{ earlier: row, now: now.get(key)! }] : []));
  const sourceIds = new Set([...knownSources, ...changed.map((change) => change.earlier.sourceId)]);
  const isChanged = new Set(changed.map((change) => change.earlier));
  const gone = earlier.filter((row) => sourceIds.has(row.sourceId) && !isChanged.has(row) && !unread.has(row.key));
  return { gone, changed, sourceIds };
}

function onceByKey<Row extends { key: string }>(rows: readonly Row[]): Map<string, Row> {
  const once = new Map<string, Row>();
  const seen = new Set<string>();
  for (const row of rows) {
    if (seen.has(row.key)) once.delete(row.key);
    else once.set(row.key, row);
    seen.add(row.key);
  }
  return once;
}

const TITLE_MAX = 200;

/** What a row is called in the group. */
export function titleOf({ description, category }: Pick<SplitwiseRow, "description" | "category">): string {
  const title = description.replace(/\s+/g, " ").trim() || category || "Splitwise";
  const characters = [...title];
  return characters.length <= TITLE_MAX ? title : `${characters.slice(0, TITLE_MAX - 1).join("")}…`;
}

/** Expenses of one day are told by their titles. */
export function expenseKey(date: string, title: string): string {
  return `${date} expense ${title.normalize("NFC")}`;
}

/** Payments of one day are told by who paid whom, as Splitwise writes their titles in the exporter's language. */
export function paymentKey(date: string, pairs: readonly { from: string; to: string }[]): string {
  const names = pairs.map(({ from, to }) => `${from}>${to}`).sort();
  return `${date} payment ${names.join(" ")}`;
}

/** The key of a file's row. */
export function keyOf(row: SplitwiseRow, booked: BookedExpense | BookedPayment, memberOf: readonly string[]): string {
  if (booked.kind === "expense") return expenseKey(row.date, titleOf(row));
  return paymentKey(
    row.date,
    booked.transfers.map(({ from, to }) => ({ from: memberOf[from]!, to: memberOf[to]! })),
  );
}

/** What a row comes to: what an expense cost as it is booked, or what was paid in all. */
export function amountOf(booked: BookedExpense | BookedPayment): bigint {
  if (booked.kind === "expense") return booked.total;
  return booked.transfers.reduce((sum, { minor }) => sum + minor, 0n);
}

/** At most so many people are named in one sentence. */
const NAMED_MAX = 3;

/** A sentence that says where balances will differ from a file's; null where they do not. */
export function differenceIn(
  currency: string,
  people: readonly { readonly name: string; readonly after: bigint; readonly stated: bigint }[],
): string | null {
  const differing = people.filter(({ after, stated }) => after !== stated);
  if (differing.length === 0) return null;
  const named = differing
    .slice(0, NAMED_MAX)
    .map(
      ({ name, after, stated }) => `${name} ${amountText(after, currency)} instead of ${amountText(stated, currency)}`,
    );
  const more = differing.length > NAMED_MAX ? `, and ${differing.length - NAMED_MAX} more` : "";
  return `With this import the balances in ${currency} are not what this line says: ${named.join(", ")}${more}.`;
}
