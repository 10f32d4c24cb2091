import { sum } from "../../kernel/allocate.js";
import { groupBy } from "../../kernel/group-by.js";
import type { Net } from "../../kernel/settle.js";
import type { Tx } from "../../platform/write.js";
import { bookedOn, isClosed, type Periods } from "../groups/period.js";
import { balanceDeltas, type Entry, pairDeltas, reversalOf } from "./entry.js";

/** Whose ledger it is, and which of its periods are closed. */
export interface Books extends Periods {
  /** The group's id. */
  readonly id: string;
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
  const reversals = await reversalsOf(tx, books, before, after);
  await postEntries(tx, books, eventSeq, after === null ? reversals : [...reversals, after]);
}

/**
 * What takes back all that a subject of an open day has posted. That is more than what it did last where it was corrected
 * while its period was closed: such corrections go once the period is open again.
 */
async function reversalsOf(tx: Tx, books: Books, before: Entry | null, after: Entry | null): Promise<Entry[]> {
  const subject = before ?? after;
  // A step from one state that does not count to another.
  if (!subject) return [];
  if (isClosed(books, subject.effectiveOn)) return before === null ? [] : [reversalOf(before)];
  const rows = await tx.rows<{ memberId: string; currency: string; effectiveOn: string; minor: string }>(
    `select member_id, currency, effective_on, sum(amount) as minor from postings
     where group_id = $1 and subject_id = $2 group by member_id, currency, effective_on having sum(amount) <> 0
     order by effective_on, member_id`,
    [books.id, subject.subjectId],
  );
  const posted = groupBy(rows, ({ effectiveOn, currency }) => `${bookedOn(books, effectiveOn)} ${currency}`);
  return [...posted.values()].map((nets) => {
    const { effectiveOn, currency } = nets[0]!;
    return reversalOf({ ...subject, currency, effectiveOn, nets: summed(nets) });
  });
}

function summed(rows: readonly { memberId: string; minor: string }[]): Net[] {
  const nets = [...groupBy(rows, (row) => row.memberId)].map(([memberId, own]) => ({
    memberId,
    minor: sum(own.map((row) => BigInt(row.minor))),
  }));
  return nets.filter(({ minor }) => minor !== 0n);
}

/**
 * Adds entries to a group's ledger and moves its running balances and pair debts with them, in the same transaction.
 * An entry for a closed day becomes a correction on a later one. The group's row must be locked, and `eventSeq` be the
 * number of the event that is being written. However many entries there are, these are three statements.
 */
export async function postEntries(tx: Tx, books: Books, eventSeq: number, entries: readonly Entry[]): Promise<void> {
  const groupId = books.id;
  const rows = entries.flatMap((entry) => entry.nets.map((net) => ({ ...entry, ...net })));
  if (rows.length === 0) return;
  const bookedDays = new Map(rows.map(({ effectiveOn }) => [effectiveOn, effectiveOn]));
  for (const day of bookedDays.keys()) bookedDays.set(day, bookedOn(books, day));
  await tx.run(
    `insert into postings
       (group_id, subject_id, event_seq, reversal, member_id, currency, amount, effective_on, correction)
     select $1, subject_id, $2, reversal, member_id, currency, amount, effective_on, correction
     from unnest($3::text[], $4::boolean[], $5::text[], $6::text[], $7::bigint[], $8::date[], $9::boolean[])
       as p (subject_id, reversal, member_id, currency, amount, effective_on, correction)`,
    [
      groupId,
      eventSeq,
      rows.map((row) => row.subjectId),
      rows.map((row) => row.reversal),
      rows.map((row) => row.memberId),
      rows.map((row) => row.currency),
      rows.map((row) => row.minor),
      rows.map((row) => bookedDays.get(row.effectiveOn)!),
      rows.map((row) => isClosed(books, row.effectiveOn)),
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
