import { groupBy } from "../../kernel/group-by.js";
import type { CurrencyTransfer, MemberBalance, TransferPlan } from "../../kernel/settle.js";

/** Who pays and is paid for a member: somebody of the household; whoever is not named here does it themself. */
export type Payers = ReadonlyMap<string, string>;

/** The balances with those of each household in one sum, at the one who pays for it. */
export function asOne(balances: readonly MemberBalance[], payers: Payers): MemberBalance[] {
  if (payers.size === 0) return [...balances];
  const units = groupBy(balances, ({ memberId, currency }) => `${payers.get(memberId) ?? memberId} ${currency}`);
  return [...units.values()].map((own) => {
    const { memberId, currency } = own[0]!;
    const minor = own.reduce((total, balance) => total + balance.minor, 0n);
    return { memberId: payers.get(memberId) ?? memberId, currency, minor };
  });
}

/** What members pass on to the one who pays for them, so that they alone settle with the others. */
export function passedOn(balances: readonly MemberBalance[], payers: Payers): CurrencyTransfer[] {
  return balances.flatMap(({ memberId, currency, minor }) => {
    const payerId = payers.get(memberId);
    if (payerId === undefined || payerId === memberId || minor === 0n) return [];
    const [fromId, toId] = minor < 0n ? [memberId, payerId] : [payerId, memberId];
    return { currency, fromId, toId, minor: minor < 0n ? -minor : minor };
  });
}

/** The transfers between households: what two of them owe each other netted, and what is among one of them left out. */
export function betweenHouseholds(transfers: readonly CurrencyTransfer[], payers: Payers): CurrencyTransfer[] {
  if (payers.size === 0) return [...transfers];
  const nets = new Map<string, CurrencyTransfer>();
  for (const transfer of transfers) {
    const { currency } = transfer;
    const [fromId, toId] = [payerOf(payers, transfer.fromId), payerOf(payers, transfer.toId)];
    if (fromId === toId) continue;
    const [first, second, minor] = fromId < toId ? [fromId, toId, transfer.minor] : [toId, fromId, -transfer.minor];
    const key = `${currency} ${first} ${second}`;
    nets.set(key, { currency, fromId: first, toId: second, minor: (nets.get(key)?.minor ?? 0n) + minor });
  }
  return [...nets.values()].flatMap((net) => {
    if (net.minor === 0n) return [];
    return net.minor > 0n ? net : { ...net, fromId: net.toId, toId: net.fromId, minor: -net.minor };
  });
}

/** A payment as it is between households; null where it stayed within one. */
export function paidBetween<Paid extends TransferPlan>(paid: Paid, payers: Payers): Paid | null {
  const [fromId, toId] = [payerOf(payers, paid.fromId), payerOf(payers, paid.toId)];
  return fromId === toId ? null : { ...paid, fromId, toId };
}

/** Who pays and is paid for this member: themself, outside of a household. */
export function payerOf(payers: Payers, memberId: string): string {
  return payers.get(memberId) ?? memberId;
}
