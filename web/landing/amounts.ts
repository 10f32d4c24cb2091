import { amountText } from "../../server/kernel/money.js";
import { CURRENCY } from "./trip.js";

/** How amounts and lists are written on the landing. */
export interface Amounts {
  readonly money: (minor: bigint) => string;
  /** With its sign, also above zero. */
  readonly signed: (minor: bigint) => string;
  readonly list: (names: readonly string[]) => string;
  /** As one types it into a field. */
  readonly typed: (minor: bigint) => string;
}

// Intl takes decimal strings exactly; its types know them as numeric literals alone.
type Numeric = `${number}`;

/** Formats in the language of the page; the region is not known before somebody has an account. */
export function amountsIn(language: string): Amounts {
  const options = { style: "currency", currency: CURRENCY } as const;
  const plain = new Intl.NumberFormat(language, options);
  const signed = new Intl.NumberFormat(language, { ...options, signDisplay: "exceptZero" });
  const typed = new Intl.NumberFormat(language, { minimumFractionDigits: 2, useGrouping: false });
  const list = new Intl.ListFormat(language);
  const numeric = (minor: bigint) => amountText(minor, CURRENCY) as Numeric;
  return {
    money: (minor) => plain.format(numeric(minor)),
    signed: (minor) => signed.format(numeric(minor)).replace("-", "−"),
    list: (names) => list.format(names),
    typed: (minor) => typed.format(numeric(minor)),
  };
}
