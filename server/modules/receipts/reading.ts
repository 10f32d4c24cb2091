import { billTotal } from "../../kernel/itemize.js";
import type { LineKind, PlaceOnPage, ReadField, ReadLine, ReceiptText } from "../../reader/receipt-reading.js";

/** One thing that was read or typed, as it stands in the table; amounts are the text of their minor units. */
export interface StoredField {
  readonly value: string;
  readonly confidence: number;
  readonly filled: boolean;
  readonly place: PlaceOnPage | null;
  readonly alternatives: readonly string[];
}

/** One sum that a receipt should keep; amounts are the text of their minor units. */
export interface StoredCheck {
  readonly rule: string;
  readonly ok: boolean;
  readonly expected: string | null;
  readonly found: string | null;
}

/** The fields of a reading that hold one value. */
export const TEXT_FIELDS = ["merchant", "date", "currency"] as const;
export const AMOUNT_FIELDS = ["total", "subtotal", "tax", "tip"] as const;

export type TextFieldName = (typeof TEXT_FIELDS)[number];
export type AmountFieldName = (typeof AMOUNT_FIELDS)[number];

/** What a receipt says, as it stands in the table; its lines have a table of their own. */
export type StoredReading = { readonly [Name in TextFieldName | AmountFieldName]: StoredField | null } & {
  readonly checks: readonly StoredCheck[];
  readonly engines: readonly string[];
};

/** A line as it was read, before anybody changed it. */
export interface StoredLine extends Omit<ReadLine, "minor"> {
  readonly minor: string;
}

/** Everything that was read, before anybody changed it: what corrections are compared with. */
export interface AsRead extends StoredReading {
  readonly lines: readonly StoredLine[];
}

/** What was read, as it is stored. */
export function storedFrom(text: ReceiptText, engines: readonly string[]): AsRead {
  return {
    merchant: storedText(text.merchant),
    date: storedText(text.date),
    currency: storedText(text.currency),
    total: storedAmount(text.total),
    subtotal: storedAmount(text.subtotal),
    tax: storedAmount(text.tax),
    tip: storedAmount(text.tip),
    checks: text.checks.map(({ rule, ok, expected, found }) => ({
      rule,
      ok,
      expected: expected === null ? null : String(expected),
      found: found === null ? null : String(found),
    })),
    engines: [...engines],
    lines: text.lines.map(({ minor, ...line }) => ({ ...line, minor: String(minor) })),
  };
}

function storedText(field: ReadField<string> | null): StoredField | null {
  return field && { ...field };
}

function storedAmount(field: ReadField<bigint> | null): StoredField | null {
  return field && { ...field, value: String(field.value), alternatives: field.alternatives.map(String) };
}

/** What was read, as the rules gave it. */
export function textFrom(asRead: AsRead): ReceiptText {
  return {
    merchant: asRead.merchant,
    date: asRead.date,
    currency: asRead.currency,
    total: amountFrom(asRead.total),
    subtotal: amountFrom(asRead.subtotal),
    tax: amountFrom(asRead.tax),
    tip: amountFrom(asRead.tip),
    checks: asRead.checks.map(({ rule, ok, expected, found }) => ({
      rule,
      ok,
      expected: expected === null ? null : BigInt(expected),
      found: found === null ? null : BigInt(found),
    })),
    lines: asRead.lines.map(({ minor, ...line }) => ({ ...line, minor: BigInt(minor) })),
  };
}

function amountFrom(field: StoredField | null): ReadField<bigint> | null {
  return field && { ...field, value: BigInt(field.value), alternatives: field.alternatives.map(BigInt) };
}

/** A reading of which nothing is known yet: somebody types what the receipt says. */
export const NOTHING_READ: StoredReading = {
  merchant: null,
  date: null,
  currency: null,
  total: null,
  subtotal: null,
  tax: null,
  tip: null,
  checks: [],
  engines: [],
};

/** What a person says a field is: certain. Where it is what was read, it stands where it was read. */
export function corrected(before: StoredField | null, value: string): StoredField {
  return {
    value,
    confidence: 1,
    filled: true,
    place: before?.value === value ? before.place : null,
    alternatives: before ? [before.value, ...before.alternatives].filter((other) => other !== value) : [],
  };
}

interface LineAmount {
  readonly kind: LineKind;
  readonly minor: bigint;
}

/** The check of what the lines come to, as the form shows it; null where there is nothing to compare. */
function linesCheck(reading: StoredReading, lines: readonly LineAmount[]): StoredCheck | null {
  if (!reading.total || lines.length === 0) return null;
  const found = billTotal(
    lines,
    lines.map(({ minor }) => minor),
  );
  const expected = BigInt(reading.total.value);
  return { rule: LINES_MAKE_TOTAL, ok: found === expected, expected: String(expected), found: String(found) };
}

/** That all lines together are the total. */
const LINES_MAKE_TOTAL = "LINES_MAKE_TOTAL";

/** What the lines alone say, and what may be compared with another total than was read. */
const OF_LINES = new Set([LINES_MAKE_TOTAL, "LINES_MAKE_SUBTOTAL"]);

/**
 * The checks of a reading that somebody changed: the lines are added up anew, and what else stands on the paper is
 * compared with the total as it is now.
 */
export function checksOf(reading: StoredReading, lines: readonly LineAmount[]): StoredCheck[] {
  const check = linesCheck(reading, lines);
  const expected = reading.total?.value ?? null;
  const others = reading.checks
    .filter(({ rule }) => !OF_LINES.has(rule))
    .map((other) => ({ ...other, expected, ok: expected === null || other.found === expected }));
  return check ? [check, ...others] : others;
}
