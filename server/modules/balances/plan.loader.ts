import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { SettlementPlan } from "../../kernel/settle-exact.js";
import type { Reader } from "../../platform/database.js";
import type { MemberBalance } from "./balance.js";
import { balancesByGroup } from "./balance.loader.js";
import { type Payment, standingPlan } from "./plan.js";

/** How far back the latest payments are looked for; a longer run of nothing but payments begins anew there. */
const POSTINGS_MAX = 400;

interface PostingRow {
  groupId: string;
  eventSeq: number;
  subjectId: string;
  reversal: boolean;
  memberId: string;
  currency: string;
  amount: bigint;
}

/** The plan that stands in each currency of a group that has open balances, or had before the latest payments. */
export function plansByGroup(reader: Reader) {
  const balances = balancesByGroup(reader);
  return new DataLoader<string, ReadonlyMap<string, SettlementPlan>>(async (groupIds) => {
    const current = await balances.loadMany(groupIds);
    const postings = await latestPostings(reader, groupIds);
    return groupIds.map((groupId, index) => {
      const open = current[index]!;
      return open instanceof Error ? open : plansOf(open, postings.get(groupId) ?? []);
    });
  });
}

async function latestPostings(reader: Reader, groupIds: readonly string[]): Promise<Map<string, PostingRow[]>> {
  const rows = await reader.rows<PostingRow>(
    `select p.* from unnest($1::text[]) g (id) cross join lateral (
       select * from postings where group_id = g.id order by event_seq desc limit ${POSTINGS_MAX}) p
     order by p.group_id, p.event_seq desc`,
    [groupIds],
  );
  return groupBy(rows, (row) => row.groupId);
}

function plansOf(open: readonly MemberBalance[], postings: readonly PostingRow[]): Map<string, SettlementPlan> {
  const byCurrency = groupBy(open, (balance) => balance.currency);
  const plans = new Map<string, SettlementPlan>();
  for (const [currency, nets] of byCurrency) {
    const payments = latestPayments(postings, currency);
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
function latestPayments(postings: readonly PostingRow[], currency: string): Payment[] {
  const events = [...groupBy(postings, (row) => row.eventSeq).values()];
  // The oldest event of a full window may be there in part alone.
  if (postings.length === POSTINGS_MAX) events.pop();
  const payments: Payment[] = [];
  for (const event of events) {
    const rows = event.filter((row) => row.currency === currency);
    if (rows.some((row) => !row.subjectId.startsWith("stl_"))) break;
    const entries = groupBy(rows, (row) => `${row.subjectId} ${row.reversal}`);
    payments.push(...[...entries.values()].map(paymentOf));
  }
  return payments.reverse();
}

function paymentOf(rows: readonly PostingRow[]): Payment {
  const [{ reversal }] = rows as [PostingRow];
  const gained = rows.find((row) => row.amount > 0n)!;
  const lost = rows.find((row) => row.amount < 0n)!;
  const [from, to] = reversal ? [lost, gained] : [gained, lost];
  return { fromId: from.memberId, toId: to.memberId, minor: gained.amount, reversal };
}
