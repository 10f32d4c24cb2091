import type { ReadField, ReceiptText } from "../receipt-reading.js";
import { isFilled } from "./confidence.js";
import type { FieldName } from "./features.js";

const ALTERNATIVES_MAX = 3;

/**
 * What two readings of the same pages say together: the merchant and the day of whichever is surer of them, and the bill of
 * the one that is surer of its total. Where the other says something else that is an alternative, and the less certain it is.
 */
export function surestOf(first: ReceiptText, second: ReceiptText): ReceiptText {
  const [bill, other] = isBillOfSecond(first, second) ? [second, first] : [first, second];
  return {
    ...bill,
    merchant: surerField("merchant", first.merchant, second.merchant),
    date: surerField("date", first.date, second.date),
    total: weighed("total", bill.total, other.total),
  };
}

/** Whether the bill of two readings is that of the second. */
export function isBillOfSecond(first: ReceiptText, second: ReceiptText): boolean {
  // Whoever read the sign of a currency as one read the rest too; whoever took it for a digit is surer than they may be.
  if (hasSignAsDigit(second.total, first.total)) return false;
  return hasSignAsDigit(first.total, second.total) || sureOf(second.total) > sureOf(first.total);
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
