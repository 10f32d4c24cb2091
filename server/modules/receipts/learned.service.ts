import type { Reader } from "../../platform/reader.js";
import type { Tx } from "../../platform/write.js";
import type { PageText } from "../../reader/page-model.js";
import type { LearnedMerchant } from "../../reader/receipt-reading.js";
import { learnedOf, learnFrom } from "../../reader/rules/learned.js";
import { textFrom } from "./reading.js";
import type { Receipt } from "./receipt.entity.js";
import type { NewLine } from "./receipt.service.js";

/** A group's corrections are remembered for so many merchants: those that it corrected last. */
const MERCHANTS_MAX = 500;

/** What corrections have taught of the merchants of a group. */
export async function learnedIn(reader: Reader, groupId: string): Promise<LearnedMerchant[]> {
  const rows = await reader.rows<{ learned: LearnedMerchant }>(
    `select learned from receipt_merchants where group_id = $1 order by learned_at desc, key`,
    [groupId],
  );
  return rows.map(({ learned }) => learned);
}

/** Keeps what the engines read of each page, in the place of what they read before: corrections are understood by it. */
export async function keepTexts(tx: Tx, { id, groupId }: Receipt, pages: readonly PageText[]): Promise<void> {
  await tx.run("delete from receipt_texts where receipt_id = $1", [id]);
  await tx.run(
    `insert into receipt_texts (group_id, receipt_id, position, page)
     select $1, $2, position - 1, page from jsonb_array_elements($3::jsonb) with ordinality as p (page, position)`,
    [groupId, id, JSON.stringify(pages)],
  );
}

/**
 * Learns from what a person says a receipt is, where that is another thing than what was read; how the next one of the
 * merchant is read in this group follows from it.
 */
export async function learnFromCorrection(tx: Tx, receipt: Receipt, lines: readonly NewLine[]): Promise<void> {
  const { id, groupId, asRead, currency, storedReading } = receipt;
  if (!asRead || !storedReading) return;
  const pages = await tx.rows<{ page: PageText }>(
    "select page from receipt_texts where receipt_id = $1 order by position",
    [id],
  );
  const { merchant, date, total } = storedReading;
  const names = asRead.merchant ? [asRead.merchant.value, ...asRead.merchant.alternatives] : [];
  const before = learnedOf(
    await learnedIn(tx, groupId),
    names.map((name) => ({ name })),
  );
  const learned = learnFrom(
    before,
    pages.map(({ page }) => page),
    textFrom(asRead),
    {
      merchant: merchant?.value ?? null,
      date: date?.value ?? null,
      total: total && BigInt(total.value),
      currency,
      lines,
    },
  );
  if (learned) await rememberLearned(tx, groupId, learned);
}

async function rememberLearned(tx: Tx, groupId: string, learned: LearnedMerchant): Promise<void> {
  await tx.run(
    `insert into receipt_merchants (group_id, key, learned, learned_at) values ($1, $2, $3, now())
     on conflict (group_id, key) do update set learned = excluded.learned, learned_at = excluded.learned_at`,
    [groupId, learned.key, JSON.stringify(learned)],
  );
  await tx.run(
    `delete from receipt_merchants where group_id = $1 and key in (
       select key from receipt_merchants where group_id = $1 order by learned_at desc, key offset ${MERCHANTS_MAX})`,
    [groupId],
  );
}
