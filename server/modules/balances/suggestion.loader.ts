import DataLoader from "dataloader";
import type { CurrencyTransfer } from "../../kernel/settle.js";
import type { Reader } from "../../platform/reader.js";
import { betweenHouseholds } from "../households/household.js";
import { payersByGroup } from "../households/household-payers.loader.js";
import { simplifiedTransfers } from "./balance.js";
import { pairTransfersByGroup } from "./balance.loader.js";
import { plansByGroup } from "./plan.loader.js";

/** What each group suggests now, by its own setting: simplified, or expense by expense. Households settle as one. */
export function suggestionsByGroup(reader: Reader) {
  const [plans, pairs, payers] = [plansByGroup(reader), pairTransfersByGroup(reader), payersByGroup(reader)];
  return new DataLoader<string, CurrencyTransfer[]>(async (groupIds) => {
    const rows = await reader.rows<{ id: string; simplifyDebts: boolean }>(
      "select id, simplify_debts from groups where id = any($1)",
      [groupIds],
    );
    const idsWhere = (simplified: boolean) =>
      rows.filter((row) => row.simplifyDebts === simplified).map(({ id }) => id);
    // One after the other: in a transaction there is but one connection.
    const planned = await loadAll(plans, idsWhere(true));
    const owed = await loadAll(pairs, idsWhere(false));
    const paying = new Map(await loadAll(payers, idsWhere(false)));
    const suggestions = new Map<string, CurrencyTransfer[]>([
      ...planned.map(([id, plan]) => [id, simplifiedTransfers(plan)] as const),
      ...owed.map(([id, transfers]) => [id, betweenHouseholds(transfers, paying.get(id)!)] as const),
    ]);
    return groupIds.map((groupId) => suggestions.get(groupId) ?? []);
  });
}

/** Each key with its value; what cannot be loaded is thrown. */
async function loadAll<Value>(loader: DataLoader<string, Value>, keys: readonly string[]): Promise<[string, Value][]> {
  const values = await Promise.all(keys.map((key) => loader.load(key)));
  return keys.map((key, index) => [key, values[index]!]);
}
