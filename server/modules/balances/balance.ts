import type { CurrencyTransfer } from "../../kernel/settle.js";
import type { SettlementPlan } from "../../kernel/settle-exact.js";

/** The transfers of every currency's plan. */
export function simplifiedTransfers(plans: ReadonlyMap<string, SettlementPlan>): CurrencyTransfer[] {
  return [...plans].flatMap(([currency, plan]) => plan.transfers.map((transfer) => ({ ...transfer, currency })));
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
