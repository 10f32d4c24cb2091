import type { Tx } from "../../platform/write.js";
import { balanceDeltas, type Entry, pairDeltas } from "./entry.js";

/**
 * Adds entries to a group's ledger and moves its running balances and pair debts with them, in the same transaction.
 * The group's row must be locked, and `eventSeq` be the number of the event that is being written. However many
 * entries there are, these are three statements.
 */
export async function postEntries(tx: Tx, groupId: string, eventSeq: number, entries: readonly Entry[]): Promise<void> {
  const rows = entries.flatMap((entry) => entry.nets.map((net) => ({ ...entry, ...net })));
  if (rows.length === 0) return;
  await tx.run(
    `insert into postings (group_id, subject_id, event_seq, reversal, member_id, currency, amount, effective_on)
     select $1, subject_id, $2, reversal, member_id, currency, amount, effective_on
     from unnest($3::text[], $4::boolean[], $5::text[], $6::text[], $7::bigint[], $8::date[])
       as p (subject_id, reversal, member_id, currency, amount, effective_on)`,
    [
      groupId,
      eventSeq,
      rows.map((row) => row.subjectId),
      rows.map((row) => row.reversal),
      rows.map((row) => row.memberId),
      rows.map((row) => row.currency),
      rows.map((row) => row.minor),
      rows.map((row) => row.effectiveOn),
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
