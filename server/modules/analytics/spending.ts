import { startOf } from "../../kernel/calendar.js";
import type { ThingChange } from "../../platform/events/event.js";
import type { Expense } from "../expenses/expense.entity.js";

/** An expense as far as it is added up. */
export type CountedExpense = Pick<
  Expense,
  | "groupId"
  | "incurredOn"
  | "currency"
  | "categoryId"
  | "total"
  | "payersKnown"
  | "deletedAt"
  | "payerRows"
  | "shareRows"
>;

/** By what sums are kept: a day, or a month by its first. */
interface Place {
  readonly grain: "DAY" | "MONTH";
  readonly day: string;
  readonly currency: string;
  readonly categoryId: string;
}

/** What comes to the sums of a group; each sum is of positive expenses, but for `income`. */
export interface GroupDelta extends Place {
  spent: bigint;
  income: bigint;
  count: number;
  netCount: number;
}

/** What comes to the sums of a member. */
export interface MemberDelta extends Place {
  readonly memberId: string;
  borne: bigint;
  paid: bigint;
  income: bigint;
  count: number;
}

/** By how much the sums of one group move; what moves nothing is left out. In the order of their keys. */
export interface SpendingDeltas {
  readonly groups: GroupDelta[];
  readonly members: MemberDelta[];
}

/** By how much expenses move the sums of their group, which is one, from what they were to what they are. */
export function spendingDeltas(changes: readonly ThingChange<CountedExpense>[]): SpendingDeltas {
  const groups = new Map<string, GroupDelta>();
  const members = new Map<string, MemberDelta>();
  for (const { before, after } of changes) {
    if (before) count(before, -1, groups, members);
    if (after) count(after, 1, groups, members);
  }
  return {
    groups: inOrder(groups).filter((each) => each.spent || each.income || each.count || each.netCount),
    members: inOrder(members).filter((each) => each.borne || each.paid || each.income || each.count),
  };
}

function inOrder<Delta>(deltas: ReadonlyMap<string, Delta>): Delta[] {
  return [...deltas].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, delta]) => delta);
}

function count(
  expense: CountedExpense,
  sign: 1 | -1,
  groups: Map<string, GroupDelta>,
  members: Map<string, MemberDelta>,
): void {
  if (expense.deletedAt !== null) return;
  for (const place of placesOf(expense)) {
    countForGroup(expense, sign, place, groups);
    countForMembers(expense, sign, place, members);
  }
}

function placesOf({ incurredOn, currency, categoryId }: CountedExpense): Place[] {
  return [
    { grain: "DAY", day: incurredOn, currency, categoryId },
    { grain: "MONTH", day: startOf("MONTH", incurredOn), currency, categoryId },
  ];
}

function countForGroup(
  { total, payersKnown }: CountedExpense,
  sign: 1 | -1,
  place: Place,
  groups: Map<string, GroupDelta>,
): void {
  const nothing = () => ({ ...place, spent: 0n, income: 0n, count: 0, netCount: 0 });
  const sums = foundOrMade(groups, keyOf(place), nothing);
  const signed = BigInt(sign) * total;
  if (total < 0n) sums.income -= signed;
  else {
    sums.spent += signed;
    sums.count += sign;
    if (!payersKnown) sums.netCount += sign;
  }
}

function countForMembers(
  { total, payerRows, shareRows }: CountedExpense,
  sign: 1 | -1,
  place: Place,
  members: Map<string, MemberDelta>,
): void {
  const of = (memberId: string) =>
    foundOrMade(members, `${memberId} ${keyOf(place)}`, () => ({
      ...place,
      memberId,
      borne: 0n,
      paid: 0n,
      income: 0n,
      count: 0,
    }));
  for (const { memberId, minor } of shareRows) {
    const signed = BigInt(sign) * minor;
    if (total < 0n) of(memberId).income -= signed;
    else {
      of(memberId).borne += signed;
      if (minor !== 0n) of(memberId).count += sign;
    }
  }
  if (total < 0n) return;
  for (const { memberId, minor } of payerRows) of(memberId).paid += BigInt(sign) * minor;
}

function keyOf({ grain, day, currency, categoryId }: Place): string {
  return `${grain} ${day} ${currency} ${categoryId}`;
}

function foundOrMade<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  let value = values.get(key);
  if (value === undefined) {
    value = make();
    values.set(key, value);
  }
  return value;
}
