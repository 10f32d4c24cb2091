import { groupBy } from "../../kernel/group-by.js";
import type { Tx } from "../../platform/write.js";
import { bookedOn, isClosed, type Periods } from "../groups/period.js";
import { balanceDeltas, type Entry, pairDeltas, reversalOf } from "./entry.js";

/** Whose ledger it is, and which of its periods are closed. */
export interface Books extends Periods {
  /** The group's id. */
  readonly id: string;
}

/** What a subject did to the balances, and what it does now; null stands for nothing. */
export interface EntryChange {
  readonly before: Entry | null;
  readonly after: Entry | null;
}

/**
 * Moves the balances from what a subject did to what it does now; null stands for nothing. What was posted is taken back
 * on the days on which it counts; what lies in a closed period stays there, and is taken back by a correction instead.
 */
export async function repostEntry(
  tx: Tx,
  books: Books,
  eventSeq: number,
  before: Entry | null,
  after: Entry | null,
): Promise<void> {
  await repostEntries(tx, books, eventSeq, [{ before, after }]);
}

/** Does so for any number of subjects, each named once, in the statements that one would take. */
export async function repostEntries(
  tx: Tx,
  books: Books,
  eventSeq: number,
  changes: readonly EntryChange[],
): Promise<void> {
  const standing = await standingEntries(tx, books, changes);
  const entries = changes.flatMap((change) => {
    const reversals = reversalsOf(books, change, standing);
    return change.after === null ? reversals : [...reversals, change.after];
  });
  await postEntries(tx, books, eventSeq, entries);
}

function subjectOf({ before, after }: EntryChange): Entry | null {
  return before ?? after;
}

/** What subjects of open days have posted and not taken back, by subject. */
async function standingEntries(
  tx: Tx,
  books: Books,
  changes: readonly EntryChange[],
): Promise<Map<string, StandingRow[]>> {
  const open = changes.map(subjectOf).filter((subject) => subject !== null && !isClosed(books, subject.effectiveOn));
  if (open.length === 0) return new Map();
  const rows = await tx.rows<StandingRow>(STANDING, [books.id, open.map((subject) => subject!.subjectId)]);
  return groupBy(rows, (row) => row.subjectId);
}

/**
 * What takes back all that a subject of an open day has posted. That is more than what it did last where it was corrected
 * while its period was closed: such corrections go once the period is open again.
 */
function reversalsOf(books: Books, change: EntryChange, standingRows: ReadonlyMap<string, StandingRow[]>): Entry[] {
  const subject = subjectOf(change);
  // A step from one state that does not count to another.
  if (!subject) return [];
  if (isClosed(books, subject.effectiveOn)) return change.before === null ? [] : [reversalOf(change.before)];
  const standing = groupBy(standingRows.get(subject.subjectId) ?? [], (row) =>
    [bookedOn(books, row.effectiveOn), row.currency, row.memberIds, row.amounts].join(" "),
  );
  return [...standing.values()].flatMap((own) => {
    const times = own.reduce((total, row) => total + row.times, 0);
    const { currency, effectiveOn, correction, memberIds, amounts } = own[0]!;
    const nets = memberIds.map((memberId, index) => ({ memberId, minor: BigInt(amounts[index]!) }));
    const entry = { ...subject, currency, effectiveOn, correction, reversal: false, nets };
    // What was taken back too often is done again.
    return Array.from({ length: Math.abs(times) }, () => (times > 0 ? reversalOf(entry) : entry));
  });
}

/** An entry that was posted more often (or, below zero, less often) than it was taken back on the same day. */
interface StandingRow {
  readonly subjectId: string;
  readonly currency: string;
  readonly effectiveOn: string;
  readonly correction: boolean;
  readonly memberIds: readonly string[];
  readonly amounts: readonly string[];
  readonly times: number;
}

/**
 * Entries are taken back one by one, never as their sum: who owes whom is found for each of them, and is another for
 * the sum of two.
 */
const STANDING = `
  with entries as (
    select subject_id, currency, effective_on, correction, reversal, array_agg(member_id order by member_id) as member_ids,
      array_agg((case when reversal then -amount else amount end)::text order by member_id) as amounts
    from postings where group_id = $1 and subject_id = any($2)
    group by subject_id, event_seq, reversal, part, currency, effective_on, correction)
  select subject_id, currency, effective_on, bool_or(correction) as correction, member_ids, amounts,
    sum(case when reversal then -1 else 1 end)::int as times
  from entries group by subject_id, currency, effective_on, member_ids, amounts
  having sum(case when reversal then -1 else 1 end) <> 0
  order by subject_id, effective_on, currency, member_ids, amounts`;

/**
 * Adds entries to a group's ledger and moves its running balances and pair debts with them, in the same transaction.
 * An entry for a closed day becomes a correction on a later one. The group's row must be locked, and `eventSeq` be the
 * number of the event that is being written. However many entries there are, these are three statements.
 */
export async function postEntries(tx: Tx, books: Books, eventSeq: number, entries: readonly Entry[]): Promise<void> {
  const groupId = books.id;
  const parts = new Map<string, number>();
  const rows = entries.flatMap((entry) => {
    const part = parts.get(entry.subjectId) ?? 0;
    parts.set(entry.subjectId, part + 1);
    return entry.nets.map((net) => ({ ...entry, ...net, part }));
  });
  if (rows.length === 0) return;
  const bookedDays = new Map(rows.map(({ effectiveOn }) => [effectiveOn, effectiveOn]));
  for (const day of bookedDays.keys()) bookedDays.set(day, bookedOn(books, day));
  await tx.run(
    `insert into postings
       (group_id, subject_id, event_seq, reversal, part, member_id, currency, amount, effective_on, correction)
     select $1, subject_id, $2, reversal, part, member_id, currency, amount, effective_on, correction
     from unnest($3::text[], $4::boolean[], $5::text[], $6::text[], $7::bigint[], $8::date[], $9::boolean[], $10::smallint[])
       as p (subject_id, reversal, member_id, currency, amount, effective_on, correction, part)`,
    [
      groupId,
      eventSeq,
      rows.map((row) => row.subjectId),
      rows.map((row) => row.reversal),
      rows.map((row) => row.memberId),
      rows.map((row) => row.currency),
      rows.map((row) => row.minor),
      rows.map((row) => bookedDays.get(row.effectiveOn)!),
      rows.map((row) => row.correction === true || isClosed(books, row.effectiveOn)),
      rows.map((row) => row.part),
    ],
  );
  await moveBalances(tx, groupId, entries);
  await movePairDebts(tx, groupId, entries);
}

async function moveBalances(tx: Tx, groupId: string, entries: readonly Entry[]): Promise<void> {
  const deltas = balanceDeltas(entries);
  await tx.run(
    `insert into balances (group_id, member_id, currency, net)
     select $1, member_id, currency, minor
     from unnest($2::text[], $3::text[], $4::numeric[]) as d (member_id, currency, minor)
     on conflict (group_id, member_id, currency) do update set net = balances.net + excluded.net`,
    [
      groupId,
      deltas.map((delta) => delta.memberId),
      deltas.map((delta) => delta.currency),
      deltas.map((delta) => delta.minor),
    ],
  );
}

async function movePairDebts(tx: Tx, groupId: string, entries: readonly Entry[]): Promise<void> {
  const deltas = pairDeltas(entries);
  if (deltas.length === 0) return;
  await tx.run(
    `insert into pair_debts (group_id, currency, from_id, to_id, amount)
     select $1, currency, from_id, to_id, minor
     from unnest($2::text[], $3::text[], $4::text[], $5::numeric[]) as d (currency, from_id, to_id, minor)
     on conflict (group_id, currency, from_id, to_id) do update set amount = pair_debts.amount + excluded.amount`,
    [
      groupId,
      deltas.map((delta) => delta.currency),
      deltas.map((delta) => delta.fromId),
      deltas.map((delta) => delta.toId),
      deltas.map((delta) => delta.minor),
    ],
  );
}

/** The currencies that a group's ledger holds already, withdrawn ones included. */
export async function currenciesOf(tx: Tx, groupId: string): Promise<string[]> {
  const rows = await tx.rows<{ currency: string }>("select distinct currency from balances where group_id = $1", [
    groupId,
  ]);
  return rows.map((row) => row.currency);
}
