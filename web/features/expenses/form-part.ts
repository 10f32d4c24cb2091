import type { DraftReading, ExpenseDraft } from "./expense-draft.js";

/** What the form of an expense hands to each of its parts. */
export interface FormPart {
  readonly draft: ExpenseDraft;
  /** What the draft comes to as it stands. */
  readonly reading: DraftReading;
  readonly change: (part: Partial<ExpenseDraft>) => void;
  /** What is wrong at a spot of the draft, or at the field of the input that `path` leads to. */
  readonly problemOf: (spot: string, ...path: string[]) => string | undefined;
}

/** Somebody who can pay, or have a share. */
export interface FormMember {
  readonly id: string;
  readonly name: string;
}
