import type { ReadCheck, ReadLine } from "../receipt-reading.js";
import { sumOf } from "./parts.js";
import type { Bill, TotalCandidate } from "./totals.js";

/**
 * The sums that the receipt should keep, as far as it prints them:
 * LINES_MAKE_TOTAL, LINES_MAKE_SUBTOTAL, SUBTOTAL_MAKES_TOTAL, CASH_LESS_CHANGE and TAXES_MAKE_TOTAL.
 */
export function checksOf(
  bill: Bill,
  total: TotalCandidate,
  subtotal: bigint | null,
  lines: readonly ReadLine[],
): ReadCheck[] {
  const { minor } = total;
  return [
    ...(lines.length > 0 ? [check("LINES_MAKE_TOTAL", minor, madeOf(lines))] : []),
    ...subtotalChecks(bill, total, subtotal),
    ...cashCheck(bill, minor),
    ...taxesCheck(bill, minor),
  ];
}

function check(rule: string, expected: bigint, found: bigint): ReadCheck {
  return { rule, ok: expected === found, expected, found };
}

/** What the lines come to: discounts are taken off. */
export function madeOf(lines: readonly ReadLine[]): bigint {
  return lines.reduce((sum, { kind, minor }) => (kind === "DISCOUNT" ? sum - minor : sum + minor), 0n);
}

function subtotalChecks(bill: Bill, total: TotalCandidate, subtotal: bigint | null): ReadCheck[] {
  if (subtotal === null) return [];
  const { lines, parts } = bill;
  const fit = total.subtotalFit?.subtotal.amount.minor === subtotal ? total.subtotalFit.fit : null;
  const natural = parts.reduce((sum, { effect }) => sum + effect, subtotal);
  const found = fit === null ? natural : total.minor;
  const items = itemsBefore(bill, subtotal);
  return [
    ...(lines.length > 0 ? [check("LINES_MAKE_SUBTOTAL", subtotal, items)] : []),
    check("SUBTOTAL_MAKES_TOTAL", total.minor, found),
  ];
}

/** Some receipts print what their items come to before discounts as the subtotal. */
function itemsBefore({ lines, parts }: Bill, subtotal: bigint): bigint {
  const items = sumOf(lines.filter(({ kind }) => kind === "ITEM"));
  const all = sumOf(lines);
  const taxes = parts.filter(({ kind }) => kind === "TAX").reduce((sum, { effect }) => sum + effect, 0n);
  // A subtotal without the taxes that the prices of the items include.
  return items === subtotal ? items : all - taxes === subtotal ? subtotal : all;
}

/** Only where both are named; of several payments the nearest is meant. */
function cashCheck({ sums }: Bill, minor: bigint): ReadCheck[] {
  const cash = sums.filter(({ role }) => role === "CASH").map(({ amount }) => amount.minor);
  const change = sums
    .filter(({ role }) => role === "CHANGE")
    .map(({ amount }) => (amount.minor < 0n ? -amount.minor : amount.minor));
  if (cash.length === 0 || change.length === 0) return [];
  const paid = cash.flatMap((given) => change.map((back) => given - back));
  const found = paid.includes(minor) ? minor : paid[0]!;
  return [check("CASH_LESS_CHANGE", minor, found)];
}

function taxesCheck({ taxes }: Bill, minor: bigint): ReadCheck[] {
  if (taxes.length === 0) return [];
  const gross = taxes.reduce((sum, line) => sum + line.gross, 0n);
  const isOne = taxes.some((line) => line.gross === minor);
  return [check("TAXES_MAKE_TOTAL", minor, isOne ? minor : gross)];
}
