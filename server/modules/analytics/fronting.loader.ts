import type { Reader } from "../../platform/reader.js";

export interface Fronted {
  readonly memberId: string;
  readonly currency: string;
  /** Minor units times days. */
  readonly minorDays: bigint;
}

/** What each member's balance at the end of every day before this one adds up to: an amount counts once for each of them. */
export async function frontedBy(reader: Reader, groupId: string, today: string): Promise<Fronted[]> {
  const rows = await reader.rows<{ memberId: string; currency: string; minorDays: string }>(
    `select p.member_id, p.currency, sum(p.amount::numeric * ($2::date - p.effective_on)) as minor_days
     from postings p join members m on m.group_id = p.group_id and m.id = p.member_id
     where p.group_id = $1 and p.effective_on < $2
     group by m.position, p.member_id, p.currency having sum(p.amount::numeric * ($2::date - p.effective_on)) <> 0
     order by m.position, p.currency collate "C"`,
    [groupId, today],
  );
  return rows.map((row) => ({ ...row, minorDays: BigInt(row.minorDays) }));
}
