import { Decimal } from "../../../server/kernel/decimal.js";

interface Balance {
  readonly member: { readonly id: string };
  readonly net: { readonly amount: string; readonly currency: string };
}

/** Somebody who left with nothing open, and would have something open again. */
export interface OpenAgain {
  readonly memberId: string;
  /** Below zero: they would owe. */
  readonly net: { readonly amount: string; readonly currency: string };
}

/** Whom of those who left a change takes from zero to something; whoever had something open stays out of it. */
export function openAgain(
  goneIds: readonly string[],
  before: readonly Balance[],
  after: readonly Balance[],
): readonly OpenAgain[] {
  const isOpen = ({ net }: Balance) => Decimal.parse(net.amount)?.units !== 0n;
  const key = ({ member, net }: Balance) => `${member.id} ${net.currency}`;
  const openBefore = new Set(before.filter(isOpen).map(key));
  return after
    .filter((balance) => goneIds.includes(balance.member.id) && isOpen(balance) && !openBefore.has(key(balance)))
    .map(({ member, net }) => ({ memberId: member.id, net }));
}
