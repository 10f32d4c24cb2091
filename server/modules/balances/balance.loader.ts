import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { CurrencyTransfer, MemberBalance } from "../../kernel/settle.js";
import type { Reader } from "../../platform/reader.js";

interface Row {
  groupId: string;
  memberId: string;
  currency: string;
  net: string;
}

function balanceFrom({ memberId, currency, net }: Row): MemberBalance {
  return { memberId, currency, minor: BigInt(net) };
}

/** The running balances of a group that are not zero, in the order of its members, then of the currency codes. */
export function balancesByGroup(reader: Reader) {
  return new DataLoader<string, MemberBalance[]>(async (groupIds) => {
    const rows = await reader.rows<Row>(
      `select b.group_id, b.member_id, b.currency, b.net
       from balances b join members m on m.group_id = b.group_id and m.id = b.member_id
       where b.group_id = any($1) and b.net <> 0 order by b.group_id, m.position, b.currency collate "C"`,
      [groupIds],
    );
    const byGroup = groupBy(rows, (row) => row.groupId);
    return groupIds.map((groupId) => (byGroup.get(groupId) ?? []).map(balanceFrom));
  });
}

/** The balances as of the end of a day: everything that took effect on or before it, as it is known now. */
export async function balancesAsOf(reader: Reader, groupId: string, day: string): Promise<MemberBalance[]> {
  const rows = await reader.rows<Row>(
    `select p.member_id, p.currency, sum(p.amount) as net
     from postings p join members m on m.group_id = p.group_id and m.id = p.member_id
     where p.group_id = $1 and p.effective_on <= $2
     group by m.position, p.member_id, p.currency having sum(p.amount) <> 0
     order by m.position, p.currency collate "C"`,
    [groupId, day],
  );
  return rows.map(balanceFrom);
}

interface PairRow {
  groupId: string;
  currency: string;
  fromId: string;
  toId: string;
  amount: string;
}

/** Who owes whom, expense by expense, netted for each two members. */
export function pairTransfersByGroup(reader: Reader) {
  return new DataLoader<string, CurrencyTransfer[]>(async (groupIds) => {
    const rows = await reader.rows<PairRow>(
      "select group_id, currency, from_id, to_id, amount from pair_debts where group_id = any($1) and amount <> 0",
      [groupIds],
    );
    const byGroup = groupBy(rows, (row) => row.groupId);
    return groupIds.map((groupId) => (byGroup.get(groupId) ?? []).map(pairFrom));
  });
}

function pairFrom({ currency, fromId, toId, amount }: PairRow): CurrencyTransfer {
  const minor = BigInt(amount);
  if (minor > 0n) return { currency, fromId, toId, minor };
  return { currency, fromId: toId, toId: fromId, minor: -minor };
}
