import type { LearnedMerchant } from "../receipt-reading.js";
import type { BillRow } from "./bill.js";
import { lettersOf, plainText } from "./letters.js";
import type { FoundMerchant } from "./merchant.js";
import type { Row } from "./rows.js";

/** A merchant's name in the form that it is known by: without accents, blanks, signs, and the numbers behind it. */
export function merchantKey(name: string): string {
  return plainText(name).replace(/[^a-z0-9]/gu, "");
}

/** What was learned of the merchant of this receipt; null where nobody corrected one of theirs. */
export function learnedOf(learned: readonly LearnedMerchant[], merchants: readonly FoundMerchant[], _rows: readonly Row[]): LearnedMerchant | null {
  const keys = merchants.slice(0, 4).map(({ name }) => merchantKey(name));
  for (const key of keys) {
    const known = learned.find((each) => each.key === key);
    if (known) return known;
  }
  return null;
}

/** Whether a row is the one in which people of the group found the total. */
export function hintOf(learned: LearnedMerchant | null): (row: BillRow) => boolean {
  const label = learned?.totalLabel ?? null;
  if (label === null) return () => false;
  return ({ words }) => lettersOf(words).join("") === label;
}
