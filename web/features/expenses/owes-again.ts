import { Decimal } from "../../../server/kernel/decimal.js";

/** What somebody has open in one currency. */
export interface Balance {
  readonly member: { readonly id: string };
  readonly net: { readonly amount: string; readonly currency: string };
}

/** Somebody who left with nothing open, and would have something open again. */
export interface ReopenedBalance {
  readonly member: { readonly id: string; readonly name: string };
  /** Below zero: they would owe. */
  readonly net: { readonly amount: string; readonly currency: string };
}

/** Whom of those who left a change takes from zero to something; whoever had something open stays out of it. */
export function openAgain(
  gone: readonly ReopenedBalance["member"][],
  before: readonly Balance[],
  after: readonly Balance[],
): readonly ReopenedBalance[] {
  const isOpen = ({ net }: Balance) => Decimal.parse(net.amount)?.units !== 0n;
  const key = ({ member, net }: Balance) => `${member.id} ${net.currency}`;
  const openBefore = new Set(before.filter(isOpen).map(key));
  return after
    .filter((balance) => isOpen(balance) && !openBefore.has(key(balance)))
    .flatMap(({ member: { id }, net }) => gone.filter((member) => member.id === id).map((member) => ({ member, net })));
}
