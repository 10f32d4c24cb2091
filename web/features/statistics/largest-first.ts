import { compare } from "../../../server/kernel/allocate.js";
import { minorOf } from "../../lib/amounts.js";
import type { MoneyText } from "../../lib/format.js";

/** By one of their amounts; equal ones stay as they came. */
export function largestFirst<Name extends string, Item extends Readonly<Record<Name, MoneyText>>>(
  items: readonly Item[],
  by: Name,
): Item[] {
  return [...items].sort((a, b) => compare(minorOf(b[by]), minorOf(a[by])));
}
