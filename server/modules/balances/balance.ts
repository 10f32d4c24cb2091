import { groupBy } from "../../kernel/group-by.js";
import { greedyTransfers, type TransferPlan } from "../../kernel/settle.js";

/** What one member is owed (positive) or owes in one currency, in minor units. */
export interface MemberBalance {
  readonly memberId: string;
  readonly currency: string;
  readonly minor: bigint;
}

export interface CurrencyTransfer extends TransferPlan {
  readonly currency: string;
}

/** Transfers that settle every currency by itself, across who paid for whom. */
export function simplifiedTransfers(balances: readonly MemberBalance[]): CurrencyTransfer[] {
  return [...groupBy(balances, (balance) => balance.currency)].flatMap(([currency, nets]) =>
    greedyTransfers(nets).map((transfer) => ({ ...transfer, currency })),
  );
}

/** By currency code, then in the order of the members: who pays, who is paid. */
export function inOrder(transfers: readonly CurrencyTransfer[], memberIds: readonly string[]): CurrencyTransfer[] {
  const place = new Map(memberIds.map((id, index) => [id, index]));
  const at = (id: string) => place.get(id) ?? memberIds.length;
  return [...transfers].sort(
    (a, b) =>
      (a.currency < b.currency ? -1 : a.currency > b.currency ? 1 : 0) ||
      at(a.fromId) - at(b.fromId) ||
      at(a.toId) - at(b.toId),
  );
}
