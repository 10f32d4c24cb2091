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
  key: string;
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

// Everything is found in one pass over the group's postings, and without a join: an estimate that is wrong by far, as
// before the first statistics of a table, then changes nothing.
const BALANCE_ROWS = `
  with moved as (
    select member_id || ' ' || currency as key, subject_id, effective_on, correction, min(event_seq) as seq,
      sum(amount) as minor
    from postings
    where group_id = $2 and effective_on between $3 and $4 and member_id = any($5) and currency = any($6)
    group by member_id, currency, subject_id, effective_on, correction),
  ${CUT}`;

/**
 * Matches the debtors of each entry to its creditors in the order of their ids, each as far as he reaches, as the
 * kernel's `pairwiseDebts` does: everybody's amount is an interval on a line, and two owe each other as far as their
 * intervals overlap. A reversal is matched as what it takes back.
 */
const PAIR_ROWS = `
  with ends as (
    select from_id || ' ' || to_id as key, member_id, member_id = from_id as is_from
    from unnest($5::text[], $6::text[]) as pair (from_id, to_id)
    cross join lateral (values (from_id), (to_id)) as either (member_id)),
  intervals as materialized (
    select *, sum(abs(original)) over (
      partition by subject_id, event_seq, reversal, effective_on, original > 0 order by member_id) as upto
    from (
      select *, case when reversal then -amount else amount end as original from postings
      where group_id = $2 and currency = $3 and effective_on <= $4 and amount <> 0) p),
  matched as (
    select key, subject_id, effective_on, correction, event_seq, reversal,
      max(original) filter (where is_from) < 0 as owes,
      greatest(min(upto) - max(upto - abs(original)), 0) as minor
    from intervals join ends using (member_id)
    group by key, subject_id, effective_on, correction, event_seq, reversal
    having min(original) < 0 and max(original) > 0),
  moved as (
    select key, subject_id, effective_on, correction, min(event_seq) as seq,
      sum(case when owes = reversal then -minor else minor end) as minor
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

/** What each expense and settlement did to balances, oldest first; one statement for all of a group and time. */
export function entriesOfBalance(reader: Reader) {
  return listsOf<BalanceKey>(
    ({ groupId, from, to }) => JSON.stringify([groupId, from, to]),
    ({ memberId, currency }) => `${memberId} ${currency}`,
    (keys, limit) => {
      const { groupId, from, to } = keys[0]!;
      const [memberIds, currencies] = [keys.map((key) => key.memberId), keys.map((key) => key.currency)];
      const values = [
        limit,
        groupId,
        from ?? FIRST_DAY,
        to ?? LAST_DAY,
        [...new Set(memberIds)],
        [...new Set(currencies)],
      ];
      return reader.rows<Row>(BALANCE_ROWS, values);
    },
  );
}

/** What each expense and settlement did between two members, positive where the first owes the second for it. */
export function entriesOfPair(reader: Reader) {
  return listsOf<PairKey>(
    ({ groupId, currency, to }) => JSON.stringify([groupId, currency, to]),
    ({ fromId, toId }) => `${fromId} ${toId}`,
    (keys, limit) => {
      const { groupId, currency, to } = keys[0]!;
      const [fromIds, toIds] = [keys.map((key) => key.fromId), keys.map((key) => key.toId)];
      return reader.rows<Row>(PAIR_ROWS, [limit, groupId, currency, to ?? LAST_DAY, fromIds, toIds]);
    },
  );
}

/** Lists of entries, read in one statement for all keys of one scope. */
function listsOf<Key>(
  scopeOf: (key: Key) => string,
  nameOf: (key: Key) => string,
  read: (keys: readonly Key[], limit: number) => Promise<Row[]>,
) {
  const allowance = new Allowance();
  const loader = new DataLoader<Key, EntryRow[], string>(
    async (keys) => {
      const limit = allowance.take(keys.length);
      const scopes = [...groupBy(keys, scopeOf)];
      const rows = await Promise.all(scopes.map(([, own]) => read(own, limit)));
      const lists = new Map(scopes.map(([scope], index) => [scope, groupBy(rows[index]!, (row) => row.key)] as const));
      return keys.map((key) => (lists.get(scopeOf(key))!.get(nameOf(key)) ?? []).map(entryFrom));
    },
    { cacheKeyFn: (key) => `${scopeOf(key)} ${nameOf(key)}` },
  );
  // The loader's type names the type of its cache's keys, which concerns nobody else.
  return loader as unknown as DataLoader<Key, EntryRow[]>;
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
