import { projection } from "../../platform/events/projection.js";
import { wrongState } from "../../platform/schema/refusals.js";
import type { Writer } from "../../platform/writer.js";
import { memberLeft } from "../groups/group.events.js";
import type { Member } from "../groups/member.entity.js";

/** Nobody leaves with something open: a rule of the ledger's, which refuses the write that records it. */
export const settledWhenLeaving = projection<Member>("settled-when-leaving", [memberLeft], async (tx, events) => {
  for (const { things } of events) for (const { after } of things()) if (after) await requireSettled(tx, after);
});

async function requireSettled(tx: Writer, { id, groupId }: Member): Promise<void> {
  const open = await tx.rows("select currency from balances where group_id = $1 and member_id = $2 and net <> 0", [
    groupId,
    id,
  ]);
  if (open.length > 0) throw wrongState("Settle up first: your balance in this group is not zero.", id);
}
