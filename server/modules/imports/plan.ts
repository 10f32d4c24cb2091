import { fingerprints } from "./fingerprint.js";
import { type BookedExpense, type BookedPayment, interpret, SharedRatios } from "./interpret.js";
import { type ChangedRow, compareExports, type EarlierRow, expenseKey, keyOf, titleOf } from "./later-export.js";
import { Pace, type Pieces } from "./pieces.js";
import type { FileProblem, SplitwiseFile, SplitwiseRow } from "./splitwise.js";

/** A row that is new to the group, and what it becomes. */
export interface PlannedRow {
  readonly row: SplitwiseRow;
  readonly fingerprint: string;
  readonly booked: BookedExpense | BookedPayment;
  readonly key: string;
}

/** One person's sum in one currency, beside what the file says; minor units. */
export interface PlannedTotal {
  readonly person: string;
  readonly currency: string;
  readonly computed: bigint;
  /** What of that is new to the group. */
  readonly moved: bigint;
  readonly stated: bigint | null;
}

/** Rows of which the file does not say who paid: what they cost, and what they are booked with. */
export interface UnknownPayers {
  readonly currency: string;
  readonly count: number;
  readonly cost: bigint;
  readonly booked: bigint;
}

/** A row of an earlier import that goes; `replacedBy` is the fingerprint of the row that comes in its place. */
export interface TakenRow {
  readonly earlier: EarlierRow;
  readonly replacedBy: string | null;
}

/** What a commit would do. */
export interface Plan {
  readonly rows: readonly PlannedRow[];
  readonly expenseCount: number;
  readonly settlementCount: number;
  readonly knownCount: number;
  readonly totals: readonly PlannedTotal[];
  readonly problems: readonly FileProblem[];
  readonly unknownPayers: readonly UnknownPayers[];
  readonly gone: readonly EarlierRow[];
  readonly changed: readonly ChangedRow<PlannedRow>[];
  /** Rows of earlier imports that go: those that are gone, and those in whose place a row of this file comes. */
  readonly takenBack: readonly TakenRow[];
  readonly sourceIds: ReadonlySet<string>;
  /** Whether the file has any row that the group has, or could have. */
  readonly isReadable: boolean;
}

/** What a group has of earlier files. */
export interface Earlier {
  /** Fingerprints of the file's rows that the group has, with the export that each came from. */
  readonly known: ReadonlyMap<string, string>;
  /** What the group has beyond them. */
  readonly rows: readonly EarlierRow[];
}

/** What the person who imports wants done about rows of earlier imports. */
export interface PlanOptions {
  readonly takeBack: boolean;
  readonly replace: boolean;
}

export const NOTHING_EARLIER: Earlier = { known: new Map(), rows: [] };

/**
 * What a commit of this file would do.
 *
 * @param memberOf for each person the member's id, or a text of their own for a newcomer.
 * @param prints of all rows, see `fingerprints`.
 * @param leavers for each person whether they have left the group: nothing new may name them.
 */
export function* planImport(
  file: SplitwiseFile,
  memberOf: readonly string[],
  prints: readonly string[],
  earlier: Earlier,
  leavers: readonly boolean[],
  { takeBack, replace }: PlanOptions,
): Pieces<Plan> {
  const problems = [...file.problems];
  const unknown: PlannedRow[] = [];
  const unread = new Set(file.unread.map((row) => expenseKey(row.date, titleOf({ ...row, category: "" }))));
  let knownCount = 0;
  const pace = new Pace();
  const ratios = yield* ratiosOf(file);
  for (const [index, row] of file.rows.entries()) {
    if (pace.isDue(row.cells.length)) yield;
    const fingerprint = prints[index]!;
    if (earlier.known.has(fingerprint)) {
      knownCount++;
      continue;
    }
    const booked = interpret(row, ratios);
    const key = keyOf(row, booked, memberOf);
    const leaver = row.cells.findIndex((cell, person) => cell !== 0n && leavers[person]);
    if (leaver < 0) unknown.push({ row, fingerprint, booked, key });
    else {
      problems.push({ line: row.line, message: `${file.people[leaver]} has left the group.` });
      unread.add(key);
    }
  }
  yield;
  const { gone, changed, sourceIds } = compareExports(unknown, earlier.rows, new Set(earlier.known.values()), unread);
  const leftOut = new Set(replace ? changed.filter((row) => row.earlier.kept).map(({ now }) => now) : []);
  for (const { row } of leftOut) {
    problems.push({
      line: row.line,
      message: "People have changed this entry in the group; it stays as they left it.",
    });
  }
  const rows = unknown.filter((row) => !leftOut.has(row));
  const removed = gone.map((row): TakenRow => ({ earlier: row, replacedBy: null }));
  const replaced = changed.map((row): TakenRow => ({ earlier: row.earlier, replacedBy: row.now.fingerprint }));
  const takenBack = [...(takeBack ? removed : []), ...(replace ? replaced : [])];
  problems.sort((a, b) => a.line - b.line);
  return {
    rows,
    ...countsOf(rows),
    knownCount,
    totals: yield* totalsOf(file, rows),
    problems,
    unknownPayers: unknownPayersOf(rows),
    gone,
    changed,
    takenBack: takenBack.filter((row) => !row.earlier.kept),
    sourceIds,
    isReadable: knownCount + unknown.length > 0,
  };
}

function* ratiosOf(file: SplitwiseFile): Pieces<SharedRatios> {
  const ratios = new SharedRatios();
  const pace = new Pace();
  for (const row of file.rows) {
    ratios.add(row);
    if (pace.isDue(row.cells.length)) yield;
  }
  return ratios;
}

function countsOf(rows: readonly PlannedRow[]): Pick<Plan, "expenseCount" | "settlementCount"> {
  let expenseCount = 0;
  let settlementCount = 0;
  for (const { booked } of rows) {
    if (booked.kind === "expense") expenseCount++;
    else settlementCount += booked.transfers.length;
  }
  return { expenseCount, settlementCount };
}

function unknownPayersOf(rows: readonly PlannedRow[]): UnknownPayers[] {
  const byCurrency = new Map<string, UnknownPayers>();
  for (const { row, booked } of rows) {
    if (booked.kind !== "expense" || booked.payersKnown) continue;
    const { currency } = row;
    const before = byCurrency.get(currency) ?? { currency, count: 0, cost: 0n, booked: 0n };
    byCurrency.set(currency, {
      currency,
      count: before.count + 1,
      cost: before.cost + (row.cost ?? booked.total),
      booked: before.booked + booked.total,
    });
  }
  return [...byCurrency.values()];
}

/** Every currency that the rows or the footers name, and everybody in each: what all understood rows add up to. */
function* totalsOf(file: SplitwiseFile, rows: readonly PlannedRow[]): Pieces<PlannedTotal[]> {
  const computed = yield* sumsOf(file.rows, file.people.length);
  const moved = yield* sumsOf(
    rows.map(({ row }) => row),
    file.people.length,
  );
  const stated = new Map(file.stated.map((total) => [total.currency, total.cells]));
  const currencies = new Set([...computed.keys(), ...stated.keys()]);
  return [...currencies].flatMap((currency) =>
    file.people.map((person, index) => ({
      person,
      currency,
      computed: computed.get(currency)?.[index] ?? 0n,
      moved: moved.get(currency)?.[index] ?? 0n,
      stated: stated.get(currency)?.[index] ?? null,
    })),
  );
}

/** What each person's cells add up to, by currency. */
function* sumsOf(rows: readonly SplitwiseRow[], people: number): Pieces<Map<string, bigint[]>> {
  const pace = new Pace();
  const sums = new Map<string, bigint[]>();
  for (const { currency, cells } of rows) {
    if (pace.isDue(cells.length)) yield;
    const sum = sums.get(currency) ?? Array.from({ length: people }, () => 0n);
    for (const [person, cell] of cells.entries()) if (cell !== 0n) sum[person]! += cell;
    sums.set(currency, sum);
  }
  return sums;
}

/** Who is who: for each person of the file the member's id, or a text of their own for a newcomer. */
export function membersOf(memberIds: readonly (string | null)[]): string[] {
  return memberIds.map((memberId, person) => memberId ?? `new ${person}`);
}

/** Of all rows of a file, whose people are these members. */
export function printsOf(file: SplitwiseFile, memberIds: readonly (string | null)[]): Pieces<string[]> {
  return fingerprints(file.rows, membersOf(memberIds));
}
