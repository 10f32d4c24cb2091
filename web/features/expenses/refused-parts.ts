import type { ExpenseDraft } from "./expense-draft.js";

/** What of the draft makes each part of the input. */
const MAKES: Readonly<Record<string, readonly (keyof ExpenseDraft)[]>> = {
  title: ["title"],
  total: ["amount", "currency", "conversion"],
  conversion: ["conversion", "currency", "amount"],
  incurredOn: ["incurredOn"],
  categoryId: ["categoryId"],
  payers: ["several", "payerId", "payerAmounts", "amount"],
  split: ["mode", "taking", "values", "items", "amount"],
  notes: ["notes"],
};

/** The parts of the input of which the form says itself what is wrong with them. */
export const INPUT_PARTS: readonly string[] = Object.keys(MAKES);

/** Whether somebody has changed a part since it was sent: what was said of it then is said no more. */
export function isChangedSince(part: string, sent: ExpenseDraft, now: ExpenseDraft): boolean {
  return MAKES[part]?.some((key) => sent[key] !== now[key]) ?? false;
}
