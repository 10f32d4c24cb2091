import type { DraftReading, ExpenseDraft } from "./expense-draft.js";

/** What the form of an expense hands to each of its parts. */
export interface FormPart {
  readonly draft: ExpenseDraft;
  /** What the draft comes to as it stands. */
  readonly reading: DraftReading;
  readonly change: (part: Partial<ExpenseDraft>) => void;
  /** What is wrong at a spot of the draft, or at the field of the input that `path` leads to. */
  readonly problemOf: (spot: string, ...path: string[]) => string | undefined;
  /** The receipt whose lines the bill was made of. */
  readonly itemsFrom?: string | undefined;
}

/** Somebody who can pay, or have a share. */
export interface FormMember {
  readonly id: string;
  readonly name: string;
}

/** A kind of expense. */
export interface FormCategory {
  readonly id: string;
  readonly name: string;
  readonly icon: string;
}

/** What is not on the first screen itself, but a tap away. */
export const SHEETS = ["payers", "split", "day", "category", "currency", "notes"] as const;
export type SheetName = (typeof SHEETS)[number];

/** The sheet in which a spot of the draft, or of the input, can be mended; null for what stands on the screen itself. */
export function sheetOf(spot: string): SheetName | null {
  const [place] = spot.split(":");
  if (place === "payer" || place === "payers") return "payers";
  if (place === "split" || place === "part" || place === "item" || place === "weight") return "split";
  if (place === "incurredOn") return "day";
  if (place === "categoryId") return "category";
  if (place === "original" || place === "originalCurrency" || place === "rate" || place === "source") return "currency";
  if (place === "conversion") return "currency";
  return place === "notes" ? "notes" : null;
}
