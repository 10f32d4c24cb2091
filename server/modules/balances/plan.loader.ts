import DataLoader from "dataloader";
import { groupBy } from "../../kernel/group-by.js";
import type { MemberBalance } from "../../kernel/settle.js";
import type { SettlementPlan } from "../../kernel/settle-exact.js";
import { eventTypeNamed } from "../../platform/events/event-type.js";
import type { Reader } from "../../platform/reader.js";
import { asOne, type Payers, paidBetween } from "../households/household.js";
import { payersByGroup } from "../households/household-payers.loader.js";
import { settlementEvents } from "../settlements/settlement.events.js";
import { balancesByGroup } from "./balance.loader.js";
import { type Payment, standingPlan } from "./plan.js";

/** How many events back the latest payments are looked for; a longer run of payments begins anew there. */
const EVENTS_MAX = 200;
/** Nearly always something else than a payment came last, and ends the search at once. */
const EVENTS_FIRST = 5;

/**
 * One posting of a payment's event; any other event is one row for each currency that it moved, and one without a currency
 * where it posted nothing under its own subject.
 */
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
    const open = new Map(groupIds.map((groupId, index) => [groupId, current[index]!] as const));
    const postings = await latestPostings(reader, open);
    return groupIds.map((groupId, index) => {
      const [nets, paid] = [open.get(groupId)!, paying[index]!];
      if (nets instanceof Error) return nets;
      if (paid instanceof Error) return paid;
      return plansOf(asOne(nets, paid), postings.get(groupId) ?? [], paid);
    });
  });
}

type OpenBalances = ReadonlyMap<string, readonly MemberBalance[] | Error>;

/** The newest events of each group, as far back as its open currencies ask for. */
async function latestPostings(reader: Reader, open: OpenBalances): Promise<Map<string, PostingRow[]>> {
  const found = await newestEvents(reader, [...open.keys()], EVENTS_FIRST);
  const undecided = [...open].filter(([groupId, nets]) => {
    const rows = found.get(groupId) ?? [];
    if (nets instanceof Error || groupBy(rows, (row) => row.seq).size < EVENTS_FIRST) return false;
    return nets.some(({ currency }) => !rows.some((row) => endsPayments(row, currency)));
  });
  if (undecided.length === 0) return found;
  const further = await newestEvents(
    reader,
    undecided.map(([groupId]) => groupId),
    EVENTS_MAX,
  );
  return new Map([...found, ...further]);
}

async function newestEvents(
  reader: Reader,
  groupIds: readonly string[],
  limit: number,
): Promise<Map<string, PostingRow[]>> {
  const rows = await reader.rows<PostingRow>(
    `select e.group_id, e.seq, e.type, p.reversal, p.member_id, p.currency, p.amount
     from unnest($1::text[]) g (id)
     cross join lateral (select * from group_events where group_id = g.id order by seq desc limit $2) e
     left join lateral (
       select reversal, member_id, currency, amount from postings
       where group_id = e.group_id and subject_id = e.subject_id and event_seq = e.seq and e.type = any($3)
       union all
       select distinct null::boolean, null, currency, null::bigint from postings
       where group_id = e.group_id and subject_id = e.subject_id and event_seq = e.seq and e.type <> all($3)
     ) p on true
     order by e.group_id, e.seq desc`,
    [groupIds, limit, [...PAYMENTS]],
  );
  return groupBy(rows, (row) => row.groupId);
}

/**
 * Whether an event moved balances of this currency and is no payment. An import posts under the subjects of its rows:
 * what it moved is not looked for here.
 */
function endsPayments(row: PostingRow, currency: string): boolean {
  const type = eventTypeNamed(row.type);
  // What a later release recorded is not known here, and might be anything.
  if (type === null || (type.isBulk && type.moves === "BALANCES")) return true;
  return row.currency === currency && !PAYMENTS.has(row.type);
}

const PAYMENTS: ReadonlySet<string> = new Set(settlementEvents.map(({ name }) => name));

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
    if (event.some((row) => endsPayments(row, currency))) break;
    const rows = event.filter((row) => row.currency === currency);
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
