import { sum } from "../../server/kernel/allocate.js";
import type { Net, TransferPlan } from "../../server/kernel/settle.js";
import { settlementPlan } from "../../server/kernel/settle-exact.js";
import { type AllocatedShare, splitShares } from "../../server/kernel/split.js";

/** What everything on the landing is counted in. */
export const CURRENCY = "EUR";

/** The travellers by their ids. */
export const PEOPLE = { ana: "Ana", ben: "Ben", cleo: "Cleo" } as const;

export type Person = keyof typeof PEOPLE;

export const PERSONS = Object.keys(PEOPLE) as Person[];

/** One expense of the trip, as it is at the moment. */
export interface TripExpense {
  readonly id: string;
  readonly emoji: string;
  readonly title: "flat" | "dinner" | "tram" | "surf" | "iceCream" | "museum" | "taxi";
  readonly paidBy: Person;
  readonly minor: bigint;
  readonly among: readonly Person[];
}

/** Ids are as those of real expenses, because the lot for odd cents is drawn from them. */
const idOf = (place: number) => `exp_01k3v8nq5te7cr9b2h4mxg6w${String(place).padStart(2, "0")}`;

/** What the card begins with. */
export const TRIP: readonly TripExpense[] = [
  { id: idOf(1), emoji: "🏠", title: "flat", paidBy: "ana", minor: 312_00n, among: PERSONS },
  { id: idOf(2), emoji: "🍤", title: "dinner", paidBy: "ben", minor: 64_10n, among: PERSONS },
  { id: idOf(3), emoji: "🚋", title: "tram", paidBy: "cleo", minor: 20_40n, among: PERSONS },
  { id: idOf(4), emoji: "🏄", title: "surf", paidBy: "cleo", minor: 85_00n, among: ["ben", "cleo"] },
];

/** What can be added to it, one after another. */
export const MORE: readonly TripExpense[] = [
  { id: idOf(5), emoji: "🍦", title: "iceCream", paidBy: "ben", minor: 10_00n, among: PERSONS },
  { id: idOf(6), emoji: "🎟️", title: "museum", paidBy: "ana", minor: 36_00n, among: PERSONS },
  { id: idOf(7), emoji: "🚕", title: "taxi", paidBy: "cleo", minor: 27_85n, among: PERSONS },
];

/** Who got the cents of an expense that a division leaves over. */
export interface OddCents {
  readonly title: TripExpense["title"];
  readonly persons: readonly Person[];
}

/** What a trip comes to. */
export interface Reckoning {
  readonly nets: readonly (Net & { readonly memberId: Person })[];
  readonly transfers: readonly TransferPlan[];
  readonly odd: readonly OddCents[];
  /** What nobody shares, and so is not counted. */
  readonly unshared: readonly TripExpense["title"][];
}

/** Everybody's cents of an expense, as the server would compute them; nothing where nobody shares it. */
export function sharesOf({ id, minor, among }: TripExpense): readonly AllocatedShare[] {
  const parts = among.map((memberId) => ({ memberId, value: null }));
  const answer = splitShares("EQUAL", { minor, currency: CURRENCY }, parts, id);
  return "shares" in answer ? answer.shares : [];
}

/** Balances, payments and odd cents of a trip. */
export function reckon(expenses: readonly TripExpense[]): Reckoning {
  const shared = expenses.filter(({ among }) => among.length > 0);
  const split = shared.map((expense) => ({ expense, shares: sharesOf(expense) }));
  const nets = PERSONS.map((memberId) => {
    const paid = shared.filter(({ paidBy }) => paidBy === memberId).map(({ minor }) => minor);
    const borne = split.flatMap(({ shares }) => shares).filter((share) => share.memberId === memberId);
    return { memberId, minor: sum(paid) - sum(borne.map(({ minor }) => minor)) };
  });
  const odd = split.map(({ expense, shares }) => ({
    title: expense.title,
    persons: shares.filter(({ allocation }) => allocation.oddUnits !== 0n).map(({ memberId }) => memberId as Person),
  }));
  return {
    nets,
    transfers: settlementPlan(nets).transfers,
    odd: odd.filter(({ persons }) => persons.length > 0),
    unshared: expenses.filter(({ among }) => among.length === 0).map(({ title }) => title),
  };
}
