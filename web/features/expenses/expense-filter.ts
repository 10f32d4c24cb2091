import { isActiveCurrency } from "../../../server/kernel/currency.js";
import { isId } from "../../../server/kernel/ids.js";
import { isLocalDate } from "../../../server/kernel/local-date.js";

/** What an address may ask a list of expenses for. */
export interface ExpenseFilterFields {
  readonly deleted: boolean;
  readonly text?: string;
  readonly memberId?: string;
  readonly categoryId?: string;
  readonly currency?: string;
  readonly from?: string;
  readonly to?: string;
}

/** The filter's parts that a person sets, each by its name in the address. */
export const FILTER_NAMES = ["text", "person", "category", "currency", "from", "to"] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** The parts that have a chip: each with its names in the address. */
export const FILTER_CHIPS = {
  person: ["person"],
  category: ["category"],
  dates: ["from", "to"],
  currency: ["currency"],
} as const satisfies Record<string, readonly FilterName[]>;
export type FilterChip = keyof typeof FILTER_CHIPS;

/** The server looks for no more. */
export const TEXT_MAX = 200;

const meant: Readonly<Record<FilterName, (value: string) => boolean>> = {
  text: (value) => value.trim() !== "" && value.length <= TEXT_MAX,
  person: (value) => isId("mem", value),
  category: (value) => isId("cat", value),
  currency: isActiveCurrency,
  from: isLocalDate,
  to: isLocalDate,
};

/** One part of the filter; what makes no sense in an address is as if it were not there. */
export function filterPart(search: URLSearchParams, name: FilterName): string {
  const value = search.get(name);
  return value !== null && meant[name](value) ? value : "";
}

/** Reads the filter from an address. */
export function filterFrom(search: URLSearchParams): ExpenseFilterFields {
  const read = (name: FilterName) => filterPart(search, name) || undefined;
  const fields = {
    text: read("text"),
    memberId: read("person"),
    categoryId: read("category"),
    currency: read("currency"),
    from: read("from"),
    to: read("to"),
  };
  // Fields that are not there, rather than undefined, so that equal filters are equal in the cache.
  const set = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return { deleted: search.has("deleted"), ...set };
}

/** The address with these parts of the filter set, or taken off where they are empty. */
export function withFilter(search: URLSearchParams, parts: Partial<Record<FilterName, string>>): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(parts)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

/** Whether payments stand in a list that is narrowed so: they have no category and no title, and are never deleted. */
export function showsPayments({ deleted, text, categoryId }: ExpenseFilterFields): boolean {
  return !deleted && text === undefined && categoryId === undefined;
}

interface Payment {
  readonly status: string;
  readonly settledOn: string;
  readonly from: { readonly id: string };
  readonly to: { readonly id: string };
  readonly amount: { readonly currency: string };
}

/** Whether a payment is in the list: it counts or waits, and is what the filter asks for. */
export function isShownPayment({ status, settledOn, from, to, amount }: Payment, filter: ExpenseFilterFields): boolean {
  return (
    (status === "CONFIRMED" || status === "PENDING") &&
    (filter.memberId === undefined || from.id === filter.memberId || to.id === filter.memberId) &&
    (filter.currency === undefined || amount.currency === filter.currency) &&
    (filter.from === undefined || settledOn >= filter.from) &&
    (filter.to === undefined || settledOn <= filter.to)
  );
}
