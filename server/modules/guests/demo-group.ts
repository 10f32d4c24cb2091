import type { SplitItemKind } from "../bills/bill.js";
import type { SplitMode } from "../expenses/expense.entity.js";
import type { GroupColour } from "../groups/look.js";

/** A group of people without accounts, and of whoever makes it, who is the first: people are named by their places. */
export interface DemoGroup {
  readonly name: string;
  readonly emoji: string;
  readonly colour: keyof typeof GroupColour;
  readonly currency: string;
  /** The others. */
  readonly people: readonly string[];
  readonly expenses: readonly DemoExpense[];
  readonly payment: DemoPayment;
}

/** Amounts are decimal texts of the currency. */
export interface DemoExpense {
  readonly title: string;
  readonly amount: string;
  readonly currency: string;
  readonly daysAgo: number;
  /** The category's name. */
  readonly category: string;
  /** Each payer, and what they paid; null for one who paid all. */
  readonly paid: readonly (readonly [place: number, amount: string | null])[];
  readonly mode: keyof typeof SplitMode;
  /** Of each person in turn, what the mode asks for; whoever is not there has no part. */
  readonly parts: readonly (readonly [place: number, value: string | null])[];
  readonly items?: readonly DemoItem[];
}

export interface DemoItem {
  readonly name: string;
  readonly amount: string;
  readonly kind?: keyof typeof SplitItemKind;
  /** Each who had it, and how much of it. */
  readonly claims?: readonly (readonly [place: number, weight: string])[];
}

export interface DemoPayment {
  readonly from: number;
  readonly to: number;
  readonly amount: string;
  readonly daysAgo: number;
  readonly note: string;
}
