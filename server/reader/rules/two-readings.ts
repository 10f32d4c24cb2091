import type { ReadCheck, ReadField, ReceiptText } from "../receipt-reading.js";
import { isFilled } from "./confidence.js";
import type { FieldName } from "./features.js";
import { areNamesAlike } from "./letters.js";

const ALTERNATIVES_MAX = 3;

/**
 * What two readings of the same pages say together: the merchant, the day and the total of whichever is surer of them. Where
 * the other says something else that is an alternative, and the less certain it is. The lines and their sums are those of the
 * second where they come to the total and those of the first do not: the first reads small print better.
 */
export function surestOf(first: ReceiptText, second: ReceiptText): ReceiptText {
  const total = isTotalOfSecond(first, second)
    ? weighed("total", second.total, first.total)
    : weighed("total", first.total, second.total);
  const bill = isBillOfSecond(first, second, total) ? second : first;
  return {
    ...bill,
    merchant: surerMerchant(first.merchant, second.merchant),
    date: surerField("date", first.date, second.date),
    total,
    checks: bill.checks.map((check) => againstTotal(check, total)),
  };
}

/** Whether the total of two readings is that of the second. */
export function isTotalOfSecond(first: ReceiptText, second: ReceiptText): boolean {
  // Whoever read the sign of a currency as one read the rest too; whoever took it for a digit is surer than they may be.
  if (hasSignAsDigit(second.total, first.total)) return false;
  return hasSignAsDigit(first.total, second.total) || sureOf(second.total) > sureOf(first.total);
}

/** Lines in another currency, or with the signs of what is paid back, are none of a total that is not. */
function isBillOfSecond(first: ReceiptText, second: ReceiptText, total: ReadField<bigint> | null): boolean {
  if (first.total === null || total === null) return second.total !== null;
  const isAlike = first.currency?.value === second.currency?.value && first.total.value > 0n === total.value > 0n;
  if (!isAlike) return isTotalOfSecond(first, second);
  return !haveFittingLines(first, total.value) && haveFittingLines(second, total.value);
}

function haveFittingLines({ checks }: ReceiptText, total: bigint): boolean {
  return checks.some(({ rule, found }) => rule === "LINES_MAKE_TOTAL" && found === total);
}

/** A check of what the receipt's total should be, of the total that is meant. */
function againstTotal(check: ReadCheck, total: ReadField<bigint> | null): ReadCheck {
  if (check.rule === "LINES_MAKE_SUBTOTAL" || total === null) return check;
  return { ...check, ok: check.found === total.value, expected: total.value };
}

/** What a dollar in front of an amount looks like to an engine: "$22.95" is read as "522.95". */
const SIGN_AS_DIGIT = ["5", "8"];

/** Whether an amount is another one with a digit in front that may be the sign of a currency. */
function hasSignAsDigit(amount: ReadField<bigint> | null, other: ReadField<bigint> | null): boolean {
  if (amount === null || other === null || other.value <= 0n) return false;
  return SIGN_AS_DIGIT.some((digit) => String(amount.value) === digit + String(other.value));
}

/** Whether nothing is left that another reading could make surer. */
export function isSureOfAll({ merchant, date, total }: ReceiptText): boolean {
  return [merchant, date, total].every((field) => field?.filled === true);
}

/** Two readings of one name that differ in a few letters or signs do not contradict one another. */
function surerMerchant(first: ReadField<string> | null, second: ReadField<string> | null): ReadField<string> | null {
  if (first === null || second === null || !areNamesAlike(first.value, second.value))
    return surerField("merchant", first, second);
  return second.confidence > first.confidence ? second : first;
}

function surerField<Value>(
  name: FieldName,
  first: ReadField<Value> | null,
  second: ReadField<Value> | null,
): ReadField<Value> | null {
  return sureOf(second) > sureOf(first) ? weighed(name, second, first) : weighed(name, first, second);
}

function weighed<Value>(
  name: FieldName,
  best: ReadField<Value> | null,
  other: ReadField<Value> | null,
): ReadField<Value> | null {
  if (best === null || other === null || other.value === best.value) return best;
  const confidence = Math.floor(best.confidence * (1 - other.confidence / 2) * 1_000 + 0.5) / 1_000;
  const others = [other.value, ...best.alternatives].filter((value) => value !== best.value);
  const alternatives = [...new Set(others)].slice(0, ALTERNATIVES_MAX);
  return { ...best, confidence, filled: best.filled && isFilled(name, confidence), alternatives };
}

function sureOf(field: ReadField<unknown> | null): number {
  return field?.confidence ?? -1;
}
