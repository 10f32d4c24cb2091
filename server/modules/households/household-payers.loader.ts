import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { Reader } from "../../platform/reader.js";
import type { Payers } from "./household.js";

/** Who pays for whom in each group's households: the first of a household who joined, and is there. */
export function payersByGroup(reader: Reader) {
  return new DataLoader<string, Payers>(async (groupIds) => {
    const rows = await reader.rows<{ groupId: string; memberId: string; payerId: string }>(
      `select group_id, id as member_id,
         first_value(id) over (partition by household_id order by left_at is not null, position) as payer_id
       from members where group_id = any($1) and household_id is not null`,
      [groupIds],
    );
    const byGroup = groupBy(rows, (row) => row.groupId);
    return groupIds.map((id) => new Map((byGroup.get(id) ?? []).map((row) => [row.memberId, row.payerId])));
  });
}
