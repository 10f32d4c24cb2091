import DataLoader from "dataloader";
import { type Substitution, substitutions } from "../../kernel/explain.js";
import { groupBy } from "../../kernel/group-by.js";
import type { TransferPlan } from "../../kernel/settle.js";
import type { Reader } from "../../platform/reader.js";
import { pairTransfersByGroup } from "./balance.loader.js";
import type { EntryRow } from "./explanation.js";

/** So many entries of one balance or debt are listed one by one, the newest; older ones are one row a year. */
export const ENTRIES_LISTED = 500;
/** Of so many years; everything before them is one row. */
const YEARS_LISTED = 50;

/** Where very much is asked for in one operation, each list gets its part of this, but not fewer than the least. */
const LISTED_IN_ALL = 10_000;
const LISTED_AT_LEAST = 10;

/** The entries that moved one member's balance, from a day to a day; null is without end. */
export interface BalanceKey {
  readonly groupId: string;
  readonly memberId: string;
  readonly currency: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The entries between two members, the one with the smaller id first, up to a day. */
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
    select *, max(year) over (partition by key) - ${YEARS_LISTED - 1} as first_year from placed where place > $4)
  select key, subject_id, effective_on as on, minor, 1 as entries, false as earlier, correction, seq, 1 as part
  from placed where place <= $4
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
    where group_id = $1 and effective_on between $2 and $3 and member_id = any($5) and currency = any($6)
    group by member_id, currency, subject_id, effective_on, correction),
  ${CUT}`;

/**
 * Matches the debtors of each entry to its creditors in the order of their ids, each as far as they reach, as the
 * kernel's `pairwiseDebts` does: all debtors in this order lie side by side on a line, and so do all creditors; between
 * two ends on it exactly one of each owes and is owed. A reversal is matched as what it takes back. The key of a pair is
 * its ids in order; what the first owes the second is above zero.
 */
const MATCHES = `
  ends as (
    select *, sum(abs(original)) over (
      partition by subject_id, event_seq, reversal, part, effective_on, original > 0 order by member_id) as upto
    from (
      select *, case when reversal then -amount else amount end as original from postings
      where group_id = $1 and currency = $2 and effective_on <= $3 and amount <> 0) p),
  segments as (
    select subject_id, event_seq, reversal, effective_on, correction,
      min(member_id) filter (where original < 0) over beyond as debtor_id,
      min(member_id) filter (where original > 0) over beyond as creditor_id,
      upto - coalesce(lead(upto) over beyond, 0) as length
    from ends
    window beyond as (partition by subject_id, event_seq, reversal, part, effective_on order by upto desc)),
  matches as (
    select subject_id, event_seq, effective_on, correction,
      least(debtor_id, creditor_id) || ' ' || greatest(debtor_id, creditor_id) as key,
      case when (debtor_id < creditor_id) = reversal then -length else length end as minor
    from segments where length <> 0)`;

// Which pairs are wanted is looked up in an object, because a join with a list could be tried pair by pair.
const PAIR_ROWS = `
  with ${MATCHES},
  moved as (
    select key, subject_id, effective_on, correction, min(event_seq) as seq, sum(minor) as minor
    from matches where $5::jsonb ? key group by key, subject_id, effective_on, correction),
  ${CUT}`;

const PAIR_SUMS = `
  with ${MATCHES}
  select key, sum(minor) as minor from matches group by key having sum(minor) <> 0`;

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
        groupId,
        from ?? FIRST_DAY,
        to ?? LAST_DAY,
        limit,
        [...new Set(memberIds)],
        [...new Set(currencies)],
      ];
      return reader.rows<Row>(BALANCE_ROWS, values);
    },
  );
}

/** What each expense and settlement did between two members, in the order of their ids. */
export function entriesOfPair(reader: Reader) {
  return listsOf<PairKey>(
    ({ groupId, currency, to }) => JSON.stringify([groupId, currency, to]),
    ({ fromId, toId }) => `${fromId} ${toId}`,
    (keys, limit) => {
      const { groupId, currency, to } = keys[0]!;
      const wanted = Object.fromEntries(keys.map(({ fromId, toId }) => [`${fromId} ${toId}`, 1]));
      return reader.rows<Row>(PAIR_ROWS, [groupId, currency, to ?? LAST_DAY, limit, JSON.stringify(wanted)]);
    },
  );
}

/** Which pair debts: those of one currency, at the end of a day or now. */
export interface DebtsKey {
  readonly groupId: string;
  readonly currency: string;
  readonly asOf: string | null;
}

/** What two members owe each other, expense by expense: positive where the first owes the second. */
export type Debts = (fromId: string, toId: string) => bigint;

/** What each two members owe each other, read once for however many balances. */
export function debtsBetween(reader: Reader) {
  const current = pairTransfersByGroup(reader);
  const loader = new DataLoader<DebtsKey, Debts, string>(
    (keys) =>
      Promise.all(
        keys.map(async ({ groupId, currency, asOf }) => {
          if (asOf !== null) return debtsFrom(await pairsAsOf(reader, groupId, currency, asOf));
          return debtsFrom((await current.load(groupId)).filter((debt) => debt.currency === currency));
        }),
      ),
    { cacheKeyFn: ({ groupId, currency, asOf }) => JSON.stringify([groupId, currency, asOf]) },
  );
  return loader as unknown as DataLoader<DebtsKey, Debts>;
}

async function pairsAsOf(reader: Reader, groupId: string, currency: string, day: string): Promise<TransferPlan[]> {
  const rows = await reader.rows<{ key: string; minor: string }>(PAIR_SUMS, [groupId, currency, day]);
  return rows.map(({ key, minor }) => {
    const [fromId, toId] = key.split(" ") as [string, string];
    return { fromId, toId, minor: BigInt(minor) };
  });
}

function debtsFrom(pairs: readonly TransferPlan[]): Debts {
  const known = new Map<string, bigint>();
  for (const { fromId, toId, minor } of pairs) known.set(`${fromId} ${toId}`, minor).set(`${toId} ${fromId}`, -minor);
  return (fromId, toId) => known.get(`${fromId} ${toId}`) ?? 0n;
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
      return keys.map((key) => (lists.get(scopeOf(key))!.get(nameOf(key)) ?? []).map(enteredFrom));
    },
    { cacheKeyFn: (key) => `${scopeOf(key)} ${nameOf(key)}` },
  );
  // The loader's type names the type of its cache's keys, which concerns nobody else.
  return loader as unknown as DataLoader<Key, EntryRow[]>;
}

function enteredFrom({ subjectId, on, minor, entries, earlier, correction }: Row): EntryRow {
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
     from postings p join members m on m.group_id = p.group_id and m.id = p.member_id
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

/** How each plan comes from the debts between each two members: computed once for all its transfers. */
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
