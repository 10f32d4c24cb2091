import type { Place } from "./page-model.js";

/** A place on one of the receipt's pages; the first is 0. */
export interface PlaceOnPage extends Place {
  readonly page: number;
}

/** One thing that was read off a receipt. */
export interface ReadField<Value> {
  readonly value: Value;
  /** How probable it is that the value is right, 0 to 1: calibrated on receipts that the rules were not made from. */
  readonly confidence: number;
  /** Whether that is enough to be filled in without asking; otherwise it is proposed, and marked. */
  readonly filled: boolean;
  /** Where it stands; null where it was concluded, and does not stand anywhere. */
  readonly place: PlaceOnPage | null;
  /** What else it may be, the most probable first, without `value`. */
  readonly alternatives: readonly Value[];
}

/** What a line is, in the words of an itemised split. */
export type LineKind = "ITEM" | "TAX" | "TIP" | "FEE" | "DISCOUNT";

/** One line of the bill; all lines together are the total, so that they can be an itemised split as they are. */
export interface ReadLine {
  readonly name: string;
  /** A decimal, such as "2" or "0.236". */
  readonly quantity: string;
  /** What the whole line costs, in minor units of the reading's currency; the sign is that of an itemised split's line. */
  readonly minor: bigint;
  readonly kind: LineKind;
  readonly confidence: number;
  readonly place: PlaceOnPage | null;
}

/** One sum that a receipt should keep. */
export interface ReadCheck {
  /** Which, such as "LINES_MAKE_TOTAL". */
  readonly rule: string;
  readonly ok: boolean;
  /** What it should have been, and what stands there, in minor units; null where the rule is not about an amount. */
  readonly expected: bigint | null;
  readonly found: bigint | null;
}

/** What the product made of a receipt's pages. */
export interface ReceiptText {
  readonly merchant: ReadField<string> | null;
  /** ISO 8601. */
  readonly date: ReadField<string> | null;
  /** ISO 4217. All amounts are in minor units of its value. */
  readonly currency: ReadField<string> | null;
  readonly total: ReadField<bigint> | null;
  readonly subtotal: ReadField<bigint> | null;
  /** Also where prices include it: then no line says so, because it would count twice. */
  readonly tax: ReadField<bigint> | null;
  readonly tip: ReadField<bigint> | null;
  readonly lines: readonly ReadLine[];
  readonly checks: readonly ReadCheck[];
}

/** What is known of a receipt before it is read. */
export interface Expected {
  /** ISO 4217: that of the group, meant where the receipt names none. */
  readonly currency: string;
  /** ISO 8601: a receipt is not from a later day. */
  readonly today: string;
  /** BCP 47, such as "en-US": decides between day and month where nothing else does; null where nobody said. */
  readonly locale: string | null;
  /** What people of this group have corrected before: see `learned.ts`. */
  readonly learned: readonly LearnedMerchant[];
}

/** What corrections have taught of one merchant in a group. */
export interface LearnedMerchant {
  /** As it was read, in the form that `merchantKey` gives it. */
  readonly key: string;
  /** As people call it. */
  readonly name: string | null;
  /** The letters in front of the amount that is the total, where it was not the one that the rules took. */
  readonly totalLabel: string | null;
  /** About where on the page that stands, from 0 at the top to 1. */
  readonly totalHeight: number | null;
  /** The ISO 4217 code it is in, where it names none or another was read. */
  readonly currency: string | null;
  /** Whether its days stand before its months. */
  readonly dayFirst: boolean | null;
  /** What lines were corrected to, by their names in the form that `merchantKey` gives. */
  readonly kinds: readonly { readonly key: string; readonly kind: LineKind }[];
}
