import type { ItemDraft } from "./bill-draft.js";
import type { ExpenseDraft } from "./expense-draft.js";
import type { SplitDraft } from "./proposal.js";

/** What a receipt fills in, beside the bill. */
export type FilledPart = "title" | "amount" | "incurredOn" | "currency";

/** A receipt that goes with the expense. */
export interface FormReceipt {
  readonly id: string;
  /** What it says was taken over: that is done once. */
  readonly isFilled: boolean;
  /** What of the form is from it, as it was taken over. */
  readonly filledIn?: Partial<Pick<ExpenseDraft, FilledPart>>;
  /** It belongs to another expense: this one may be the same, and is saved only once it is taken out. */
  readonly isElsewhere?: boolean;
}

/** A form as far as somebody has come with it. */
export interface FormState {
  readonly draft: ExpenseDraft;
  /** Somebody has chosen how it is split, and so no category does any more. */
  readonly isSplitChosen: boolean;
  /** Somebody has chosen the category, and so no title does any more. */
  readonly isCategoryChosen: boolean;
  /** None, where it is left out. */
  readonly receipts?: readonly FormReceipt[];
  /** The receipt whose lines the bill was made of: the bill's line 1 is its first. */
  readonly itemsFrom?: string;
  /** The bill as its lines were when they were taken: what is still so goes on following them. */
  readonly itemsTaken?: readonly ItemDraft[];
}

/**
 * With another title, and the category that it speaks of as long as nobody has chosen one. What is only guessed says
 * nothing of who owes: the category's own way of splitting waits until somebody has chosen it.
 */
export function withTitle(state: FormState, title: string, guess?: (title: string) => string | null): FormState {
  const categoryId = state.isCategoryChosen || !guess ? state.draft.categoryId : guess(title);
  return { ...state, draft: { ...state.draft, title, categoryId } };
}

/** With the category that somebody chose, or confirmed; its way of splitting comes along, unless one was chosen. */
export function withCategory(
  state: FormState,
  categoryId: string | null,
  splitFor?: (categoryId: string | null) => SplitDraft,
): FormState {
  const isAsBefore = state.isCategoryChosen && categoryId === state.draft.categoryId;
  const split = state.isSplitChosen || isAsBefore ? null : splitFor?.(categoryId);
  return { ...state, isCategoryChosen: true, draft: { ...state.draft, categoryId, ...split } };
}
