import DataLoader from "dataloader";
import { type Substitution, substitutions } from "../../kernel/explain.js";
import { groupBy } from "../../kernel/group-by.js";
import type { TransferPlan } from "../../kernel/settle.js";
import type { Reader } from "../../platform/database.js";
import { pairTransfersByGroup } from "./balance.loader.js";
import type { EntryRow } from "./explanation.js";

/** So many entries of one balance or debt are listed one by one, the newest; older ones are one row a year. */
export const ENTRIES_LISTED = 500;
/** Of so many years; everything before them is one row. */
const YEARS_LISTED = 50;

/** Where very much is asked for in one operation, each list gets its part of this, but not fewer than the least. */
const LISTED_IN_ALL = 20_000;
const LISTED_AT_LEAST = 10;

/** The entries that moved one member's balance, from a day to a day; null is without end. */
export interface BalanceKey {
  readonly groupId: string;
  readonly memberId: string;
  readonly currency: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The entries between two members, up to a day. */
export interface PairKey {
  readonly groupId: string;
  readonly currency: string;
  readonly fromId: string;
  readonly toId: string;
  readonly to: string | null;
}

interface Row {
  key: number;
  subjectId: string | null;
  on: string;
  minor: string;
  entries: number;
  earlier: boolean;
  correction: boolean;
}

/**
 * Cuts `moved` (key, subject_id, effective_on, correction, seq, minor), one row for each subject and day: the newest
 * rows of each key as they are, older ones summed up by year. Rows come oldest first; those of one day as recorded.
 */
const CUT = `
  placed as (
    select *, row_number() over (partition by key order by effective_on desc, seq desc, subject_id desc) as place,
      extract(year from effective_on)::int as year
    from moved where minor <> 0),
  older as (
    select *, max(year) over (partition by key) - ${YEARS_LISTED - 1} as first_year from placed where place > $1)
  select key, subject_id, effective_on as on, minor, 1 as entries, false as earlier, correction, seq, 1 as part
  from placed where place <= $1
  union all
  select key, null, max(effective_on), sum(minor), count(*)::int, min(year) < max(first_year), false, 0, 0
  from older group by key, greatest(year, first_year)
  order by key, part, "on", seq, subject_id`;

const BALANCE_ROWS = `
  with keys as materialized (
    select * from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[])
      as k (key, group_id, member_id, currency, from_day, to_day)),
  moved as (
    select k.key, p.subject_id, p.effective_on, p.correction, min(p.event_seq) as seq, sum(p.amount) as minor
    from keys k join postings p on p.group_id = k.group_id and p.member_id = k.member_id and p.currency = k.currency
      and p.effective_on between k.from_day and k.to_day
    group by k.key, p.subject_id, p.effective_on, p.correction),
  ${CUT}`;

/**
 * Matches the debtors of each entry to its creditors in the order of their ids, each as far as he reaches, as the
 * kernel's `pairwiseDebts` does: everybody's amount is an interval on a line, and two owe each other as far as their
 * intervals overlap. A reversal is matched as what it takes back.
 */
const PAIR_ROWS = `
  with keys as materialized (
    select * from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[])
      as k (key, group_id, currency, from_id, to_id, to_day)),
  original as (
    select p.group_id, p.subject_id, p.event_seq, p.reversal, p.currency, p.effective_on, p.correction, p.member_id,
      case when p.reversal then -p.amount else p.amount end as amount
    from postings p
    where (p.group_id, p.currency) in (select group_id, currency from keys)),
  placed_entries as materialized (
    select *, sum(abs(amount)) over (
      partition by group_id, subject_id, event_seq, reversal, currency, effective_on, amount > 0
      order by member_id) as upto
    from original where amount <> 0),
  matched as (
    select k.key, d.subject_id, d.effective_on, d.correction, d.event_seq as seq,
      case when d.reversal then -1 else 1 end * case when d.amount < 0 then 1 else -1 end
        * greatest(least(d.upto, c.upto) - greatest(d.upto - abs(d.amount), c.upto - abs(c.amount)), 0) as minor
    from keys k
    join placed_entries d on d.group_id = k.group_id and d.currency = k.currency and d.member_id = k.from_id
      and d.effective_on <= k.to_day
    join placed_entries c on c.group_id = d.group_id and c.subject_id = d.subject_id and c.event_seq = d.event_seq
      and c.reversal = d.reversal and c.currency = d.currency and c.effective_on = d.effective_on
      and c.member_id = k.to_id and (c.amount > 0) = (d.amount < 0)),
  moved as (
    select key, subject_id, effective_on, correction, min(seq) as seq, sum(minor) as minor
    from matched group by key, subject_id, effective_on, correction),
  ${CUT}`;

const FIRST_DAY = "0001-01-01";
const LAST_DAY = "9999-12-31";

/** How many rows each list of this operation may have. */
class Allowance {
  private left = LISTED_IN_ALL;

  take(lists: number): number {
    const each = Math.min(ENTRIES_LISTED, Math.max(LISTED_AT_LEAST, Math.floor(this.left / lists)));
    this.left = Math.max(0, this.left - each * lists);
    return each;
  }
}

/** What each expense and settlement did to balances, oldest first; one statement for however many of them. */
export function entriesOfBalance(reader: Reader) {
  const allowance = new Allowance();
  return new DataLoader<BalanceKey, EntryRow[], string>(
    async (keys) => {
      const rows = await reader.rows<Row>(BALANCE_ROWS, [
        allowance.take(keys.length),
        keys.map((_, index) => index),
        keys.map((key) => key.groupId),
        keys.map((key) => key.memberId),
        keys.map((key) => key.currency),
        keys.map((key) => key.from ?? FIRST_DAY),
        keys.map((key) => key.to ?? LAST_DAY),
      ]);
      return byKey(keys.length, rows);
    },
    { cacheKeyFn: (key) => JSON.stringify([key.groupId, key.memberId, key.currency, key.from, key.to]) },
  );
}

/** What each expense and settlement did between two members, positive where the first owes the second for it. */
export function entriesOfPair(reader: Reader) {
  const allowance = new Allowance();
  return new DataLoader<PairKey, EntryRow[], string>(
    async (keys) => {
      const rows = await reader.rows<Row>(PAIR_ROWS, [
        allowance.take(keys.length),
        keys.map((_, index) => index),
        keys.map((key) => key.groupId),
        keys.map((key) => key.currency),
        keys.map((key) => key.fromId),
        keys.map((key) => key.toId),
        keys.map((key) => key.to ?? LAST_DAY),
      ]);
      return byKey(keys.length, rows);
    },
    { cacheKeyFn: (key) => JSON.stringify([key.groupId, key.currency, key.fromId, key.toId, key.to]) },
  );
}

function byKey(count: number, rows: readonly Row[]): EntryRow[][] {
  const lists = groupBy(rows, (row) => row.key);
  return Array.from({ length: count }, (_, key) => (lists.get(key) ?? []).map(entryFrom));
}

function entryFrom({ subjectId, on, minor, entries, earlier, correction }: Row): EntryRow {
  return { subjectId, on, minor: BigInt(minor), entries, earlier, correction };
}

/** A member's balance in one currency before a day, and what the days up to another moved. */
export interface MovedBalance {
  readonly memberId: string;
  readonly currency: string;
  readonly before: bigint;
  readonly moved: bigint;
}

/** The balances that entries of these days moved, both included, in the order of members, then of currency codes. */
export async function movedBalances(
  reader: Reader,
  groupId: string,
  from: string,
  to: string,
): Promise<MovedBalance[]> {
  const rows = await reader.rows<{ memberId: string; currency: string; before: string; moved: string }>(
    `select p.member_id, p.currency, coalesce(sum(p.amount) filter (where p.effective_on < $2), 0) as before,
       sum(p.amount) filter (where p.effective_on >= $2) as moved
     from postings p join members m on m.id = p.member_id
     where p.group_id = $1 and p.effective_on <= $3
     group by m.position, p.member_id, p.currency having bool_or(p.effective_on >= $2)
     order by m.position, p.currency collate "C"`,
    [groupId, from, to],
  );
  return rows.map((row) => ({ ...row, before: BigInt(row.before), moved: BigInt(row.moved) }));
}

/** Transfers of one currency that were suggested together; each of them refers to the same object. */
export interface SuggestedPlan {
  readonly groupId: string;
  readonly currency: string;
  readonly transfers: readonly TransferPlan[];
}

export interface PlanSteps {
  /** Who owes whom, expense by expense. */
  readonly debts: readonly TransferPlan[];
  /** What makes the plan of it. */
  readonly steps: readonly Substitution[];
}

/** How each plan comes from the debts between each two members: reckoned once for all its transfers. */
export function stepsByPlan(reader: Reader) {
  const pairs = pairTransfersByGroup(reader);
  return new DataLoader<SuggestedPlan, PlanSteps>((plans) =>
    Promise.all(
      plans.map(async ({ groupId, currency, transfers }) => {
        const debts = (await pairs.load(groupId)).filter((debt) => debt.currency === currency);
        return { debts, steps: substitutions(debts, transfers) };
      }),
    ),
  );
}
