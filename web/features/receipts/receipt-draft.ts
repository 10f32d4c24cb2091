import { readAmount, typedAmount } from "../../../server/kernel/amount-input.js";
import { minorDigits } from "../../../server/kernel/currency.js";
import { Decimal } from "../../../server/kernel/decimal.js";
import { billTotal, ITEMS_MAX, type SplitItemKind } from "../../../server/kernel/itemize.js";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { amountText, minorFrom } from "../../../server/kernel/money.js";
import type { ReceiptUpdateInput } from "../../gql/graphql.js";
import type { Line, Reading } from "./receipt-parts.js";

export const SUM_FIELDS = ["subtotal", "tax", "tip", "total"] as const;
export type SumField = (typeof SUM_FIELDS)[number];
/** What a receipt says once, by what the API calls it. */
export type ReceiptField = SumField | "merchant" | "date" | "currency";

/** One line as it stands in its fields. */
export interface LineDraft {
  /** Tells the lines of a draft apart: the line's id, or what a new one is called until it has one. */
  readonly key: string;
  /** Null of a line that is not stored yet. */
  readonly id: string | null;
  readonly name: string;
  readonly quantity: string;
  readonly amount: string;
  readonly kind: SplitItemKind;
}

/** What stands in the fields of a receipt, exactly as it was typed. */
export interface ReceiptDraft extends Readonly<Record<ReceiptField, string>> {
  readonly lines: readonly LineDraft[];
}

/** The fields as they were read; empty where nothing was. `currency` is meant where the receipt names none. */
export function receiptDraft(reading: Reading | null, currency: string, locale: string): ReceiptDraft {
  const sumOf = (field: SumField) => {
    const amount = reading?.[field]?.value.amount;
    return amount === undefined ? "" : typedAmount(amount, locale);
  };
  return {
    merchant: reading?.merchant?.value ?? "",
    date: reading?.date?.value ?? "",
    currency: reading?.currency?.value ?? currency,
    subtotal: sumOf("subtotal"),
    tax: sumOf("tax"),
    tip: sumOf("tip"),
    total: sumOf("total"),
    lines: (reading?.lines ?? []).map((line) => lineDraft(line, locale)),
  };
}

function lineDraft({ id, name, quantity, amount, kind }: Line, locale: string): LineDraft {
  return {
    key: id,
    id,
    name,
    quantity: typedAmount(Decimal.parse(quantity)!.canonical(), locale),
    amount: typedAmount(amount.amount, locale),
    kind,
  };
}

/** A line that nobody has filled in yet, behind those that are there. */
export function nextLine(lines: readonly LineDraft[], kind: SplitItemKind, name: string): LineDraft {
  const numbers = lines.map(({ key }) => Number(/^new (\d+)$/.exec(key)?.[1] ?? 0));
  return { key: `new ${Math.max(0, ...numbers) + 1}`, id: null, name, quantity: "1", amount: "", kind };
}

/** What a draft means. */
export interface ReceiptDraftReading {
  /** Where something is wrong ("total", "line:KEY:amount") and what. */
  readonly problems: Readonly<Record<string, string>>;
  /** What the lines come to; null while one of them cannot be read, or there is none. */
  readonly sum: string | null;
  /** The total as it stands there; null where it cannot be read. */
  readonly total: string | null;
  /** What differs from what the form began with; null where something is wrong. */
  readonly changes: Omit<ReceiptUpdateInput, "id" | "version"> | null;
}

const QUANTITY_DIGITS = 6;

/** Understands a draft as far as it goes; of it only what somebody changed is sent. */
export function readReceiptDraft(draft: ReceiptDraft, start: ReceiptDraft, locale: string): ReceiptDraftReading {
  const problems: Record<string, string> = {};
  const digits = minorDigits(draft.currency);
  const amountOf = (typed: string, spot: string): string | null => {
    const read = readAmount(typed, locale, digits, draft.currency);
    if (read.ok) return read.text;
    problems[spot] = read.problem === "EMPTY" ? "REQUIRED" : read.problem;
    return null;
  };
  const sums = Object.fromEntries(
    SUM_FIELDS.map((field) => [field, draft[field].trim() === "" ? null : amountOf(draft[field], field)]),
  ) as Record<SumField, string | null>;
  if (draft.date !== "" && !isLocalDate(draft.date)) problems.date = "DATE";
  if ([...draft.merchant.trim()].length > 200) problems.merchant = "TOO_LONG";
  const lines = draft.lines.map((line) => readLine(line, locale, amountOf, problems));
  if (lines.length > ITEMS_MAX) problems.lines = "TOO_LONG";
  const isRead = !Object.keys(problems).some((spot) => spot.startsWith("line"));
  const changes: ReceiptDraftReading["changes"] = {
    ...(draft.merchant !== start.merchant && { merchant: draft.merchant.trim() || null }),
    ...(draft.date !== start.date && { date: draft.date || null }),
    ...(draft.currency !== start.currency && { currency: draft.currency }),
    ...Object.fromEntries(
      SUM_FIELDS.filter((field) => draft[field] !== start[field]).map((field) => [field, sums[field]]),
    ),
    ...(JSON.stringify(draft.lines) !== JSON.stringify(start.lines) && { lines }),
  };
  return {
    problems,
    sum: isRead && lines.length > 0 ? sumOfLines(lines, draft.currency) : null,
    total: sums.total === null ? null : amountText(minorOf(sums.total, draft.currency), draft.currency),
    changes: Object.keys(problems).length === 0 ? changes : null,
  };
}

function readLine(
  line: LineDraft,
  locale: string,
  amountOf: (typed: string, spot: string) => string | null,
  problems: Record<string, string>,
) {
  const spot = `line:${line.key}`;
  const name = line.name.trim();
  if (name === "") problems[`${spot}:name`] = "REQUIRED";
  else if ([...name].length > 200) problems[`${spot}:name`] = "TOO_LONG";
  const quantity = readAmount(line.quantity.trim() || "1", locale, QUANTITY_DIGITS);
  if (!quantity.ok) problems[`${spot}:quantity`] = quantity.problem;
  else if (Decimal.parse(quantity.text)!.units <= 0n) problems[`${spot}:quantity`] = "POSITIVE_NUMBER";
  return {
    ...(line.id !== null && { id: line.id }),
    name,
    quantity: quantity.ok ? Decimal.parse(quantity.text)!.canonical() : "1",
    amount: amountOf(line.amount, `${spot}:amount`) ?? "0",
    kind: line.kind,
  };
}

function minorOf(amount: string, currency: string): bigint {
  const minor = minorFrom(Decimal.parse(amount)!, currency);
  return typeof minor === "bigint" ? minor : 0n;
}

function sumOfLines(
  lines: readonly { readonly amount: string; readonly kind: SplitItemKind }[],
  currency: string,
): string {
  const minors = lines.map(({ amount }) => minorOf(amount, currency));
  return amountText(billTotal(lines, minors), currency);
}
