import type { Amount } from "./amounts.js";
import { type BillRow, isSummary, valueOf } from "./bill.js";
import type { Region } from "./items.js";
import type { Role } from "./roles.js";

/** A sum that the receipt names: its subtotal, a tax, a payment. */
export interface NamedSum {
  readonly role: Role;
  readonly amount: Amount;
  readonly row: BillRow;
}

/** A line of a table of taxes, or of a row that says how much tax is in how much. */
export interface TaxLine {
  readonly net: bigint;
  readonly tax: bigint;
  readonly gross: bigint;
  readonly row: BillRow;
}

/** The sums below the lines, and those that stand above them. */
export function namedSums(rows: readonly BillRow[], { from, to }: Region): NamedSum[] {
  return rows.flatMap((row) => {
    const amount = valueOf(row);
    if (amount === null || !isSummary(row) || (row.index >= from && row.index < to)) return [];
    return [{ role: row.label.role, amount, row }];
  });
}

/** Rows whose amounts are a net, a tax and their sum, whatever their order; or two of them that a rate binds. */
export function taxLines(rows: readonly BillRow[]): TaxLine[] {
  return rows.flatMap((row) => {
    const found = taxLine(row);
    return found ? [found] : [];
  });
}

function taxLine(row: BillRow): TaxLine | null {
  const values = row.amounts.map(({ minor }) => minor).filter((minor) => minor > 0n);
  const rates = ratesOf(row.row.text);
  if (values.length >= 3) {
    for (const [tax, net, gross] of triples(values)) {
      // A tax of more than a third is none anywhere; without a rate two amounts that make a third are too little.
      if (
        net + tax === gross &&
        tax * 2n < net &&
        (rates.length > 0 || row.label.role === "TAX" || values.length === 3)
      ) {
        return { net, tax, gross, row };
      }
    }
  }
  // Of three that do not agree the last, their sum, may be misread.
  if (values.length < 2 || values.length > 3 || rates.length === 0) return null;
  const [small, large] = values[0]! < values[1]! ? [values[0]!, values[1]!] : [values[1]!, values[0]!];
  for (const rate of rates) {
    if (isNear(large * rate, small * 10_000n)) return { net: large, tax: small, gross: large + small, row };
    if (isNear(large * rate, small * (10_000n + rate))) return { net: large - small, tax: small, gross: large, row };
  }
  return null;
}

function triples(values: readonly bigint[]): [bigint, bigint, bigint][] {
  const sorted = values.slice(0, 6).sort((a, b) => (a < b ? -1 : 1));
  return sorted.flatMap((tax, first) =>
    sorted
      .slice(first + 1)
      .flatMap((net, second) =>
        sorted.slice(first + second + 2).map((gross) => [tax, net, gross] as [bigint, bigint, bigint]),
      ),
  );
}

/** Of amounts times ten thousand: within one minor unit and a half, for rows of several rates are rounded one by one. */
function isNear(one: bigint, other: bigint): boolean {
  const difference = one - other;
  return (difference < 0n ? -difference : difference) <= 15_000n;
}

/** The rates that a row names, in hundredths of a per cent: "19,00%" is 1900. A bare number of up to 27 may be one, too. */
function ratesOf(text: string): bigint[] {
  const named = [...text.matchAll(/(\d{1,2})(?:[.,](\d{1,2}))?\s?%/gu)];
  const bare = named.length > 0 ? [] : [...text.matchAll(/(?<![\d.,])(\d{1,2})(?:[.,]0{1,2})?(?![\d.,])/gu)];
  return [...named, ...bare].flatMap(([, whole = "0", fraction = ""]) => {
    const rate = BigInt(whole) * 100n + BigInt((fraction ?? "").padEnd(2, "0") || "0");
    return rate > 0n && rate <= 2_800n ? [rate] : [];
  });
}
