import { fingerprints } from "./fingerprint.js";
import { type BookedExpense, type BookedPayment, interpret } from "./interpret.js";
import type { FileProblem, SplitwiseFile, SplitwiseRow } from "./splitwise.js";

/** A row that is new to the group, and what it becomes. */
export interface PlannedRow {
  readonly row: SplitwiseRow;
  readonly fingerprint: string;
  readonly booked: BookedExpense | BookedPayment;
}

/** One person's sum in one currency, beside what the file says; minor units. */
export interface PlannedTotal {
  readonly person: string;
  readonly currency: string;
  readonly computed: bigint;
  readonly stated: bigint | null;
}

/** What a commit would do. */
export interface Plan {
  readonly rows: readonly PlannedRow[];
  readonly expenseCount: number;
  readonly settlementCount: number;
  readonly knownCount: number;
  readonly totals: readonly PlannedTotal[];
  readonly problems: readonly FileProblem[];
}

/**
 * What a commit of this file would do.
 *
 * @param prints of all rows, see `fingerprints`.
 * @param known fingerprints of the rows that the group has already.
 * @param gone for each person whether he has left the group: nothing new may name him.
 */
export function planImport(
  file: SplitwiseFile,
  prints: readonly string[],
  known: ReadonlySet<string>,
  gone: readonly boolean[],
): Plan {
  const problems = [...file.problems];
  const rows: PlannedRow[] = [];
  let knownCount = 0;
  for (const [index, row] of file.rows.entries()) {
    const fingerprint = prints[index]!;
    const leaver = row.cells.findIndex((cell, person) => cell !== 0n && gone[person]);
    if (known.has(fingerprint)) knownCount++;
    else if (leaver >= 0) problems.push({ line: row.line, message: `${file.people[leaver]} has left the group.` });
    else rows.push({ row, fingerprint, booked: interpret(row) });
  }
  problems.sort((a, b) => a.line - b.line);
  return { rows, ...countsOf(rows), knownCount, totals: totalsOf(file), problems };
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

/** Every currency that the rows or the footers name, and everybody in each: what all understood rows add up to. */
function totalsOf(file: SplitwiseFile): PlannedTotal[] {
  const computed = new Map<string, bigint[]>();
  for (const { currency } of [...file.rows, ...file.stated]) {
    if (!computed.has(currency))
      computed.set(
        currency,
        file.people.map(() => 0n),
      );
  }
  for (const { currency, cells } of file.rows) {
    const sums = computed.get(currency)!;
    for (const [person, cell] of cells.entries()) sums[person]! += cell;
  }
  const stated = new Map(file.stated.map((total) => [total.currency, total.cells]));
  return [...computed].flatMap(([currency, sums]) =>
    sums.map((sum, person) => ({
      person: file.people[person]!,
      currency,
      computed: sum,
      stated: stated.get(currency)?.[person] ?? null,
    })),
  );
}

/** Who is who: for each person of the file the member's id, or a text of his own for a newcomer. */
export function printsOf(file: SplitwiseFile, memberIds: readonly (string | null)[]): string[] {
  return fingerprints(
    file.rows,
    memberIds.map((memberId, person) => memberId ?? `new ${person}`),
  );
}
