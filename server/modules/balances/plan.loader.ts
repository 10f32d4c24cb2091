import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { SettlementPlan } from "../../kernel/settle-exact.js";
import type { Reader } from "../../platform/database.js";
import type { MemberBalance } from "./balance.js";
import { balancesByGroup } from "./balance.loader.js";
import { asOne, type Payers, paidBetween } from "./household.js";
import { payersByGroup } from "./household.loader.js";
import { type Payment, standingPlan } from "./plan.js";

/** How many events back the latest payments are looked for; a longer run of payments begins anew there. */
const EVENTS_MAX = 200;

/** One posting of an event; an event that posted nothing under its own subject is one row without a currency. */
interface PostingRow {
  groupId: string;
  seq: number;
  type: string;
  reversal: boolean | null;
  memberId: string | null;
  currency: string | null;
  amount: bigint | null;
}

/** The plan that stands in each currency of a group that has open balances, or had before the latest payments. */
export function plansByGroup(reader: Reader) {
  const balances = balancesByGroup(reader);
  const payers = payersByGroup(reader);
  return new DataLoader<string, ReadonlyMap<string, SettlementPlan>>(async (groupIds) => {
    const current = await balances.loadMany(groupIds);
    const paying = await payers.loadMany(groupIds);
    const postings = await latestPostings(reader, groupIds);
    return groupIds.map((groupId, index) => {
      const [open, paid] = [current[index]!, paying[index]!];
      if (open instanceof Error) return open;
      if (paid instanceof Error) return paid;
      return plansOf(asOne(open, paid), postings.get(groupId) ?? [], paid);
    });
  });
}

async function latestPostings(reader: Reader, groupIds: readonly string[]): Promise<Map<string, PostingRow[]>> {
  const rows = await reader.rows<PostingRow>(
    `select e.group_id, e.seq, e.type, p.reversal, p.member_id, p.currency, p.amount
     from unnest($1::text[]) g (id)
     cross join lateral (
       select * from group_events where group_id = g.id order by seq desc limit ${EVENTS_MAX}) e
     left join postings p on p.group_id = e.group_id and p.subject_id = e.subject_id and p.event_seq = e.seq
     order by e.group_id, e.seq desc`,
    [groupIds],
  );
  return groupBy(rows, (row) => row.groupId);
}

function plansOf(
  open: readonly MemberBalance[],
  postings: readonly PostingRow[],
  payers: Payers,
): Map<string, SettlementPlan> {
  const byCurrency = groupBy(open, (balance) => balance.currency);
  const plans = new Map<string, SettlementPlan>();
  for (const [currency, nets] of byCurrency) {
    const payments = latestPayments(postings, currency, payers);
    const before = new Map(nets.map(({ memberId, minor }) => [memberId, minor]));
    for (const { fromId, toId, minor, reversal } of payments) {
      const amount = reversal ? -minor : minor;
      before.set(fromId, (before.get(fromId) ?? 0n) - amount);
      before.set(toId, (before.get(toId) ?? 0n) + amount);
    }
    plans.set(
      currency,
      standingPlan(
        [...before].map(([memberId, minor]) => ({ memberId, minor })),
        payments,
      ),
    );
  }
  return plans;
}

/** The payments since something other than a payment moved balances of this currency, oldest first. */
function latestPayments(postings: readonly PostingRow[], currency: string, payers: Payers): Payment[] {
  const payments: Payment[] = [];
  for (const event of groupBy(postings, (row) => row.seq).values()) {
    const { type } = event[0]!;
    const rows = event.filter((row) => row.currency === currency);
    // An import posts under the subjects of its rows: what it moved is not looked for here.
    if (type.startsWith("import.") || (rows.length > 0 && !type.startsWith("settlement."))) break;
    const payment = rows.length > 0 ? paidBetween(paymentOf(rows), payers) : null;
    if (payment) payments.push(payment);
  }
  return payments.reverse();
}

function paymentOf(rows: readonly PostingRow[]): Payment {
  const reversal = rows[0]!.reversal!;
  const gained = rows.find((row) => row.amount! > 0n)!;
  const lost = rows.find((row) => row.amount! < 0n)!;
  const [from, to] = reversal ? [lost, gained] : [gained, lost];
  return { fromId: from.memberId!, toId: to.memberId!, minor: gained.amount!, reversal };
}
